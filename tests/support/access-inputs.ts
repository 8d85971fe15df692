import { CADENCE_GROUPS } from "../../app/domain/cadence.ts";
import { DETAIL_FIELDS } from "../../app/domain/contact.ts";
import { WEEKDAY_FIELDS } from "../../app/domain/working-calendar-input.ts";
import { COLUMN_USES } from "../../app/import/import-choice.ts";
import type { Caller } from "./callers.ts";
import type { Things } from "./foreign-things.ts";

const DETAILS = "name=Nia&company=c&email=n@example.com&phone=1&photoUrl=&status=ACTIVE&leadQuality=";
const PASSWORDS = "password=Ten characters&repeated=Ten characters";
const COLUMNS = COLUMN_USES.map(({ use }) => `${use}=`).join("&");

/**
 * What each route's forms send, as they would be in order: of the caller's own organization (OWN) and the first one's
 * contacts. A route that takes a form, and every field that it reads, has to stand here.
 */
export const FORMS: Record<string, string[]> = {
  "routes/$": [],
  "routes/account": [
    "name=Some&timeZone=UTC&locale=en-GB&singleKeys=on",
    "intent=presets&presetName=Soon&presetWords=in 2 weeks",
    "intent=leave&from=&to=",
  ],
  "routes/account_.calendar": ["intent=renew&operationId=none&organizationId=OWN"],
  "routes/account_.password": [`current=wrong&username=x&${PASSWORDS}`],
  "routes/account_.sessions": ["end=none"],
  "routes/api-keys": ["name=k&scopes=contacts&expiry=30&date=&operationId=none&organizationId=OWN"],
  "routes/api-keys_.revoke": ["keyId=none&organizationId=OWN"],
  "routes/away": [
    "userId=&from=2031-01-02&until=2031-01-03&standInId=none&redirectTo=/&operationId=none&organizationId=OWN",
    "intent=remove&absenceId=none&organizationId=OWN",
  ],
  "routes/contacts": [
    "id=spare&intent=set&date=2031-01-02&seenDate=&set=2031-01-02&organizationId=OWN",
    "contactIds=spare&matching=1&choice=assign&userId=none&date=2031-01-02&organizationId=OWN",
  ],
  "routes/contacts_.$id": [
    `intent=details&${DETAILS}&seen=&redirectTo=/&organizationId=OWN`,
    "intent=note&kind=call&text=Spoke&countsAsFollowUp=on&direction=in&time=&operationId=none&organizationId=OWN",
    "intent=note&kind=call&for=none&text=Spoke&countsAsFollowUp=on&outcome=notInterested&leadQuality=COLD&seenDate=2031-01-02&time=&operationId=none&organizationId=OWN",
    "action=done&for=none&seenDate=2031-01-02&organizationId=OWN",
    "choice=action=snooze%26until=2031-01-02&seenDate=2031-01-02&organizationId=OWN",
    "intent=assignees&userIds=none&seenIds=none&organizationId=OWN",
    "intent=set&id=spare&date=2031-01-02&seenDate=&set=2031-01-02&organizationId=OWN",
  ],
  "routes/contacts_.$id_.cadence": ["intent=set&days=3&seenDays=&redirectTo=/&organizationId=OWN"],
  "routes/contacts_.$id_.delete": ["operationId=none&organizationId=OWN"],
  "routes/contacts_.$id_.merge": ["with=none&winner.name=kept&operationId=none&organizationId=OWN"],
  "routes/contacts_.$id_.erase": ["organizationId=OWN"],
  "routes/contacts_.$id_.lead-quality": ["leadQuality=HOT&from=&redirectTo=/&organizationId=OWN"],
  "routes/dashboard": ["row=action=done%26personIds=spare&organizationId=OWN"],
  "routes/follow-ups": [
    "personIds=spare&action=done&organizationId=OWN",
    "personIds=spare&choice=action=snooze%26until=2031-01-02&date=&day=&until=&organizationId=OWN",
    "personIds=spare&choice=action=snooze%26date&day=in 2 weeks&date=&organizationId=OWN",
    "personIds=spare&action=done&filter=all&q=spare&quality=NONE&sort=oldest&for=none&redirectTo=/&organizationId=OWN",
  ],
  "routes/follow-ups_.activate": ["operationId=none&redirectTo=/&organizationId=OWN"],
  "routes/follow-ups_.done-as": [
    "personIds=spare&outcome=notInterested&leadQuality=COLD&text=Rang&seen=x&for=none&redirectTo=/&organizationId=OWN",
  ],
  "routes/follow-ups_.next": ["operationId=none&later=true&redirectTo=/&organizationId=OWN"],
  "routes/follow-ups_.spread": [
    "days=5&perDay=30&filter=overdue&q=spare&quality=NONE&sort=oldest&for=none&personIds=spare&seen=x&operationId=none&organizationId=OWN",
  ],
  "routes/follow-ups_.reassign": [
    "filter=overdue&q=spare&quality=NONE&sort=oldest&for=none&personIds=spare&userId=none&operationId=none&organizationId=OWN",
  ],
  "routes/follow-ups_.undo": ["operationId=none&redirectTo=/&organizationId=OWN"],
  "routes/follow-ups_.upcoming": ["id=spare&intent=set&date=2031-01-02&seenDate=&organizationId=OWN"],
  "routes/follow-ups_.work": [
    "personIds=spare&action=done&organizationId=OWN",
    "personIds=spare&choice=action=snooze%26date&day=tue&date=&organizationId=OWN",
  ],
  "routes/import": ["file=name&organizationId=OWN"],
  "routes/import_.$upload": [
    `${COLUMNS}&assign=&rest=&clearEmpty=on&dates=day&encoding=utf-8&readAs=utf-8`,
    "intent=undo",
  ],
  "routes/join.$secret": [`name=n&timeZone=UTC&${PASSWORDS}`],
  "routes/login": ["email=nobody@example.com&password=wrong&redirectTo=/&timeZone=UTC"],
  "routes/logout": [],
  "routes/members": ["email=x@example.com&role=member&operationId=none&organizationId=OWN"],
  "routes/members_.$id": [
    "intent=role&role=member&organizationId=OWN",
    "intent=resetLink&operationId=none&organizationId=OWN",
    "intent=remove&handOverTo=choose&revokeKeys=on&organizationId=OWN",
  ],
  "routes/members_.hand-overs": ["organizationId=OWN"],
  "routes/members_.invitations": ["revoke=none&organizationId=OWN"],
  "routes/new-contact": [`${DETAILS}&date=&userIds=none&anyway=on&operationId=none&organizationId=OWN`],
  "routes/organization": ["organizationId=OWN&redirectTo=/"],
  "routes/reset.$secret": [PASSWORDS],
  "routes/sample-data": ["intent=add&redirectTo=/&organizationId=OWN", "intent=remove&redirectTo=/&organizationId=OWN"],
  "routes/settings": [
    `name=Own&timeZone=UTC&from=today&skipWeekends=on&automatic=on&noAnswerDays=1&leftMessageDays=2&mostTries=5&hotOverdueDays=3&workingCalendar=on&usesCalendar=on&weekday1=on&weekday2=on&weekday3=on&weekday4=on&weekday5=on&weekday6=on&weekday7=on&country=&ownDays=&snoozesWorkingDays=on&organizationId=OWN&${CADENCE_GROUPS.map((group) => `${group}=1`).join("&")}`,
    "intent=presets&presetName=Soon&presetWords=in 2 weeks&organizationId=OWN",
  ],
  "routes/settings_.single-sign-on": ["joins=on&required=on&organizationId=OWN"],
};

/** What each page reads of its address. */
export const PARAMETERS: Record<string, string[]> = {
  "routes/api.follow-ups.changes": ["since"],
  "routes/audit": ["kind", "person", "from", "to", "older"],
  "routes/audit_.export": ["kind", "person", "from", "to"],
  "routes/away": ["for"],
  "routes/contacts": ["search", "leadQuality", "status", "followUp", "owner", "sort", "after", "before", "select"],
  "routes/contacts_.$id": ["older", "edit", "from"],
  "routes/contacts_.$id_.delete": ["from"],
  "routes/contacts_.$id_.erase": ["from"],
  "routes/contacts_.$id_.merge": ["search", "with", "from"],
  "routes/export": ["format"],
  "routes/find": ["search", "organizationId"],
  "routes/follow-ups": ["filter", "q", "quality", "sort", "for", "select"],
  "routes/follow-ups_.done": ["older", "for"],
  "routes/follow-ups_.done-as": ["personIds", "for", "redirectTo"],
  "routes/follow-ups_.reassign": ["filter", "q", "quality", "sort", "for", "personIds"],
  "routes/follow-ups_.spread": ["days", "perDay", "filter", "q", "quality", "sort", "for", "personIds"],
  "routes/follow-ups_.upcoming": ["after"],
  "routes/follow-ups_.work": ["filter", "q", "quality", "sort", "for", "skipped"],
  "routes/import_.$upload": [
    ...COLUMN_USES.map(({ use }) => use),
    ...["assign", "rest", "clearEmpty", "dates", "encoding", "readAs"],
  ],
  "routes/login": ["redirectTo"],
  "routes/sso": ["redirectTo"],
};

/** Fields whose names are made from lists. */
export const LISTED_FIELDS = [
  ...DETAIL_FIELDS,
  ...CADENCE_GROUPS,
  ...Object.keys(WEEKDAY_FIELDS),
  ...COLUMN_USES.map(({ use }) => use),
];

/** What somebody would write into a field to reach what another organization has. */
export function foreignValue(field: string, { contact, user, email, operation, ...things }: Things): string {
  if (/^(id|personIds?|contactIds|search|q|skipped|with)$/.test(field)) return contact;
  if (field === "row" || field === "choice") return `action=done&personIds=${contact}`;
  if (/^(userIds?|for|standInId|seenIds|handOverTo|owner|assign|rest)$/.test(field)) return user;
  if (/^(email|person|assignees)$/.test(field)) return email;
  if (/^(new)?operationId$/i.test(field)) return operation;
  if (field === "keyId") return things.key;
  if (field === "absenceId") return things.absence;
  if (field === "revoke") return things.invitation;
  if (field === "end") return things.session;
  return things.organizationId;
}

/** A header with a value that would let somebody in, or further; `outcome` where it changes what there is without it. */
export interface HeaderTrial {
  value: string | ((foreign: Things) => string);
  changes?: (call: { caller: Caller; method: string; isApi: boolean; before: string; withoutCookie: string }) => string;
}

const isBearer = (caller: Caller) => /key|token/.test(caller);
const refusedFromElsewhere: HeaderTrial["changes"] = ({ caller, method, isApi, before }) =>
  method === "GET" || (isApi && isBearer(caller)) ? before : "refused";

/** A body is read of whoever is let in, and of a browser that was, so that nothing typed is lost. */
const whereRead =
  (outcome: string): HeaderTrial["changes"] =>
  ({ caller, method, isApi, before }) =>
    method !== "GET" && (before === "in" || (caller === "expired session" && !isApi)) ? outcome : before;

/** Every header that the app reads. */
export const HEADERS: Record<string, HeaderTrial> = {
  "access-control-request-method": { value: "DELETE" },
  "accept-language": { value: "en-US" },
  authorization: { value: "Bearer fuh_x", changes: () => "signIn" },
  "content-length": { value: "200000000", changes: whereRead("tooLarge") },
  "content-type": { value: "text/plain", changes: whereRead("noForm") },
  cookie: {
    value: "follow-ups-session=ImEi.forged",
    changes: ({ caller, before, withoutCookie }) => (isBearer(caller) ? before : withoutCookie),
  },
  "expected-organization": {
    value: ({ organizationId }) => organizationId,
    changes: ({ caller, isApi, before }) =>
      isApi && before === "in" && !caller.includes("key") ? "elsewhere" : before,
  },
  host: { value: "evil.example" },
  "if-none-match": { value: '"x"' },
  "last-event-id": { value: "x" },
  origin: {
    value: "https://evil.example",
    changes: (call) =>
      call.isApi && call.caller === "embed token" && call.before === "in" ? "refused" : refusedFromElsewhere(call),
  },
  referer: { value: "https://evil.example/contacts?search=evil.example" },
  "sec-fetch-site": { value: "cross-site", changes: refusedFromElsewhere },
  "user-agent": { value: "x".repeat(4_000) },
  "x-forwarded-for": { value: "10.0.0.1" },
  "x-forwarded-host": { value: "evil.example" },
  "x-forwarded-port": { value: "1" },
  "x-forwarded-proto": { value: "https" },
  "x-request-id": { value: "a b" },
};
