import type { Caller } from "./callers.ts";

/** `in`: it was done, or would be with another input. `none`: there is no such thing. */
export type Outcome = "in" | "none" | "signIn" | "refused" | "noMethod";

const MEMBERS: readonly Caller[] = ["member", "admin", "member elsewhere", "admin elsewhere"];
/** Those of the second organization. */
export const ELSEWHERE: readonly Caller[] = ["member elsewhere", "admin elsewhere"];

const ofPage = (caller: Caller): Outcome =>
  MEMBERS.includes(caller) ? "in" : caller === "removed member" ? "refused" : "signIn";

/** Who is let in; a removed member belongs to no organization, and is told so wherever somebody signed in is. */
export const ACCESS = {
  anyone: (): Outcome => "in",
  page: ofPage,
  admin: (caller: Caller): Outcome =>
    ofPage(caller) === "in" && !caller.startsWith("admin") ? "refused" : ofPage(caller),
  userApi: (caller: Caller): Outcome => (caller === "embed token" ? "in" : ofPage(caller)),
  contactsApi: (caller: Caller): Outcome => (caller === "contacts key" || caller === "key elsewhere" ? "in" : "signIn"),
  sessionApi: (caller: Caller): Outcome => ofPage(caller),
  teamApi: (caller: Caller): Outcome => {
    if (caller === "contacts key" || caller === "key elsewhere" || caller.startsWith("admin")) return "in";
    return ofPage(caller) === "in" ? "refused" : ofPage(caller);
  },
  activitiesApi: (caller: Caller): Outcome =>
    caller === "contacts key" || caller === "key elsewhere" ? "in" : ofPage(caller),
  tokensApi: (caller: Caller): Outcome =>
    caller === "key elsewhere" ? "in" : caller === "contacts key" ? "refused" : "signIn",
};

/** A route as callers try it. */
export interface Row {
  path: string;
  access: keyof typeof ACCESS;
  /** It has no form; or to whom its form answers another way. */
  post?: "none" | keyof typeof ACCESS;
  /** Where the page only leads to another, which guards itself. */
  get?: keyof typeof ACCESS;
  /** It names a thing of the first organization, which the others don't have. */
  isOfFirst?: true;
  /** What its form says, where nothing else is looked for before. */
  form?: string;
  /** It names a thing that there isn't: whoever is let in is told so. */
  isMissing?: true;
}

const row = (access: Row["access"], path: string, more: Partial<Row> = {}): Row => ({ access, path, ...more });

/** Every route. A new one has to be given its line. */
export const ROUTES: Record<string, Row> = {
  "routes/_index": row("page", "/", { post: "none" }),
  "routes/$": row("page", "/nowhere", { isMissing: true }),
  "routes/account": row("page", "/account"),
  "routes/account_.calendar": row("page", "/account/calendar", { get: "anyone" }),
  "routes/account_.password": row("page", "/account/password"),
  "routes/account_.sessions": row("page", "/account/sessions", { get: "anyone" }),
  "routes/api-keys": row("admin", "/api-keys"),
  "routes/api-keys_.revoke": row("admin", "/api-keys/revoke", { get: "anyone", isMissing: true }),
  "routes/api.$": row("anyone", "/api/nowhere", { isMissing: true }),
  "routes/api._index": row("anyone", "/api", { post: "none" }),
  "routes/api.contacts": row("contactsApi", "/api/contacts"),
  "routes/api.contacts_.$id.activities": row("activitiesApi", "/api/contacts/bobs/activities", {
    isOfFirst: true,
    form: '{"kind":"call"}',
  }),
  "routes/api.embed-tokens": row("tokensApi", "/api/embed-tokens"),
  "routes/api.follow-ups.changes": row("userApi", "/api/follow-ups/changes", { post: "none" }),
  "routes/api.follow-ups.due": row("userApi", "/api/follow-ups/due"),
  "routes/api.follow-ups.lead-quality": row("userApi", "/api/follow-ups/lead-quality"),
  "routes/api.follow-ups.next": row("userApi", "/api/follow-ups/next"),
  "routes/api.follow-ups.spread": row("userApi", "/api/follow-ups/spread"),
  "routes/api.follow-ups.undo": row("userApi", "/api/follow-ups/undo"),
  "routes/api.absences": row("sessionApi", "/api/absences"),
  "routes/api.absences.remove": row("sessionApi", "/api/absences/remove"),
  "routes/api.team": row("teamApi", "/api/team", { post: "none" }),
  "routes/api.openapi[.]json": row("anyone", "/api/openapi.json"),
  "routes/audit": row("admin", "/audit", { post: "none" }),
  "routes/audit_.export": row("admin", "/audit/export", { post: "none" }),
  "routes/away": row("page", "/away"),
  "routes/calendar.$token": row("anyone", "/calendar/x.ics", { post: "none", isMissing: true }),
  "routes/contacts": row("page", "/contacts"),
  "routes/contacts_.$id": row("page", "/contacts/bobs", { isOfFirst: true, form: "intent=clear" }),
  "routes/contacts_.$id_.cadence": row("page", "/contacts/bobs/cadence", { isOfFirst: true, form: "intent=none" }),
  "routes/contacts_.$id_.delete": row("page", "/contacts/delete-CALLER/delete", { isOfFirst: true }),
  "routes/contacts_.$id_.merge": row("page", "/contacts/merge-CALLER/merge", {
    isOfFirst: true,
    form: "with=other-CALLER",
  }),
  "routes/contacts_.$id_.erase": row("admin", "/contacts/shared/erase", { isOfFirst: true }),
  "routes/contacts_.$id_.lead-quality": row("page", "/contacts/bobs/lead-quality", {
    isOfFirst: true,
    form: "leadQuality=HOT",
  }),
  "routes/dashboard": row("page", "/dashboard"),
  "routes/export": row("admin", "/export", { post: "none" }),
  "routes/find": row("page", "/find?search=old", { post: "none" }),
  "routes/follow-ups": row("page", "/follow-ups"),
  "routes/follow-ups_.activate": row("page", "/follow-ups/activate"),
  "routes/follow-ups_.done": row("page", "/follow-ups/done", { post: "none" }),
  "routes/follow-ups_.done-as": row("page", "/follow-ups/done-as"),
  "routes/follow-ups_.next": row("page", "/follow-ups/next"),
  "routes/follow-ups_.reassign": row("admin", "/follow-ups/reassign"),
  "routes/follow-ups_.spread": row("page", "/follow-ups/spread"),
  "routes/follow-ups_.undo": row("page", "/follow-ups/undo"),
  "routes/follow-ups_.upcoming": row("page", "/follow-ups/upcoming"),
  "routes/follow-ups_.work": row("page", "/follow-ups/work"),
  "routes/forgot": row("anyone", "/forgot", { post: "none" }),
  "routes/import": row("admin", "/import"),
  "routes/import_.$upload": row("admin", "/import/x", { isMissing: true }),
  "routes/import_.$upload_.rejected": row("admin", "/import/x/rejected", { post: "none", isMissing: true }),
  "routes/join.$secret": row("anyone", "/join/x", { isMissing: true }),
  "routes/login": row("anyone", "/login"),
  "routes/members": row("admin", "/members"),
  "routes/members_.$id": row("admin", "/members/USER", { isOfFirst: true, form: "intent=role&role=member" }),
  "routes/members_.hand-overs": row("admin", "/members/hand-overs", { get: "anyone" }),
  "routes/members_.invitations": row("admin", "/members/invitations", { get: "anyone", isMissing: true }),
  "routes/new-contact": row("page", "/new-contact"),
  "routes/organization": row("page", "/organization", { isMissing: true }),
  "routes/reset.$secret": row("anyone", "/reset/x", { isMissing: true }),
  "routes/sample-data": row("admin", "/sample-data", { form: "intent=remove" }),
  "routes/settings": row("admin", "/settings"),
  "routes/settings_.single-sign-on": row("page", "/settings/single-sign-on", { get: "anyone", isMissing: true }),
  "routes/sso": row("anyone", "/sso", { post: "none", isMissing: true }),
  "routes/sso_.callback": row("anyone", "/sso/callback", { post: "none", isMissing: true }),
  "routes/team": row("admin", "/team", { post: "none" }),
  // At the end, as it ends the sessions.
  "routes/logout": row("anyone", "/logout"),
};

/** The names of an operation's parameters that stand in its query; undefined where it has none. */
export function inQuery(parameters: { name: string; in: string }[] = []): string[] | undefined {
  const names = parameters.flatMap((parameter) => (parameter.in === "query" ? parameter.name : []));
  return names.length > 0 ? names : undefined;
}
