/** Why an admin makes no link with which a member sets their password, in words. */
export const RESET_REFUSALS = {
  self: "You change your own password on the page of your account, with the current one.",
  otherOrganizations:
    "This account also opens organizations that you don’t administer, and a link from you would open those too. Whoever runs this server can make one, by: npm run db -- user set-password.",
  singleSignOn: "This account is opened by single sign-on. It has no password here.",
} as const;
