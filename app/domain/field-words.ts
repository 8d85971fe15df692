/** What each field of a contact is called where a file is imported: in the form, and in all that is told of it. */
export const FIELD_WORDS = {
  id: "Id",
  name: "Name",
  email: "Email",
  phone: "Phone",
  company: "Company",
  photoUrl: "Photo",
  leadQuality: "Lead quality",
  status: "Status",
  assignees: "Assignees",
  nextFollowUpDate: "Follow-up date",
  cadenceDays: "Cadence (days)",
} as const;
