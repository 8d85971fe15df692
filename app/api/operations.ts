import type * as v from "valibot";
import type { ApiKeyScope } from "../domain/api-key-scope.ts";
import { MOST_CONTACTS, ContactsQuery, USUAL_CONTACTS } from "../domain/contact-api-input.ts";
import { MOST_FOLLOW_UPS, MOST_URGENT } from "../domain/due-list.ts";
import { DueQuery } from "../domain/follow-up-input.ts";
import { MOST_SPREAD } from "../domain/spread.ts";
import type { COMPONENTS } from "./components.ts";
import type { ErrorCode } from "./errors.ts";
import { TEAM_OPERATIONS } from "./team-operations.ts";
import { ANYWHERE, AS_USER, WITH_BODY } from "./usual-errors.ts";

/** A schema that the document names. */
export type Component = keyof typeof COMPONENTS;

/** What a caller shows: an organization's API key, the cookie of a user who signed in, or an embed token. */
export type Security = "apiKey" | "session" | "embedToken";

/** One parameter of a query: what it is for, and that it is a whole number where it is one. */
export interface Parameter {
  description: string;
  whole?: { minimum: number; default: number };
}

/** One operation of the API, as the document tells of it. */
export interface Operation {
  method: "get" | "post" | "patch";
  path: string;
  operationId: string;
  tag: string;
  summary: string;
  description: string;
  security: readonly Security[];
  /** What an API key has to be for. */
  scope?: ApiKeyScope;
  /** What each part of the path in braces is. */
  inPath?: Record<string, string>;
  query?: { schema: v.GenericSchema; parameters: Record<string, Parameter> };
  body?: { component: Component; example: object };
  answer: { component: Component; description: string };
  errors: readonly ErrorCode[];
}

const USER = ["session", "embedToken"] as const;

const contacts = { path: "/api/contacts", tag: "Contacts", security: ["apiKey"], scope: "contacts" } as const;
const due = { path: "/api/follow-ups/due", tag: "Follow-ups", security: USER } as const;

const WHOSE =
  "The id of a member: lists their follow-ups, for who may work them: an admin, and who stands in while that member is away.";

/** Every operation that the document describes, in the order in which it does. */
export const OPERATIONS: readonly Operation[] = [
  {
    ...contacts,
    method: "get",
    operationId: "listContacts",
    summary: "List contacts",
    description:
      "All of the organization's contacts, by id, a page at a time. Where `next` isn't null more follow: send it as `after`.",
    query: {
      schema: ContactsQuery,
      parameters: {
        limit: {
          description: `How many contacts; above ${MOST_CONTACTS} counts as ${MOST_CONTACTS}.`,
          whole: { minimum: 1, default: USUAL_CONTACTS },
        },
        after: { description: "Lists the contacts whose id comes after this one." },
      },
    },
    answer: { component: "ContactsAnswer", description: "A page of contacts." },
    errors: [...ANYWHERE, "wrong_scope"],
  },
  {
    ...contacts,
    method: "post",
    operationId: "upsertContacts",
    summary: "Add or change contacts",
    description: `One contact, or up to ${MOST_CONTACTS} in a list. A contact with the same id is changed where it differs, so sending the same twice changes nothing. What is absent stays as it is, null clears it. All of a request is written, or none of it; 2 MiB at most. A contact that is archived keeps its date and is never due; the answer tells how many such were written, and which new ones have the email or phone of another contact.`,
    body: {
      component: "UpsertBody",
      example: {
        contacts: [
          { id: "crm-1", name: "Sarah Lee", email: "sarah@example.com", leadQuality: "HOT" },
          { id: "crm-2", name: "Omar Haddad", assignees: ["demo@example.com"], nextFollowUpDate: "2030-01-15" },
        ],
      },
    },
    answer: { component: "SavedAnswer", description: "How many were added, changed, and just so already." },
    errors: [...WITH_BODY, "wrong_scope"],
  },
  {
    ...contacts,
    method: "patch",
    operationId: "patchContacts",
    summary: "Change contacts that are there",
    description: `One contact, or up to ${MOST_CONTACTS} in a list, with the fields to change. Where one isn't there the answer is 404, and nothing is written.`,
    body: { component: "PatchBody", example: { id: "crm-1", status: "INACTIVE", nextFollowUpDate: null } },
    answer: { component: "SavedAnswer", description: "How many were changed, and just so already." },
    errors: [...WITH_BODY, "wrong_scope", "not_found"],
  },
  {
    path: "/api/contacts/{id}/activities",
    inPath: { id: "The contact’s id." },
    tag: "Contacts",
    security: ["apiKey", "session"],
    scope: "contacts",
    method: "post",
    operationId: "logActivity",
    summary: "Log a call, an email, a meeting or a note",
    description:
      "Contact counts, wherever it happened: a call, an email or a meeting clears the follow-up that is due, and the contact’s cadence counts anew from that time. A time in the past counts from then, and never sets a date before today; where there was contact later already it is logged, and changes nothing. A reply (`direction` `in`) is no follow-up of ours that is done, as it is our turn then: what is due stays due, and a date in the future comes back to today; `answered` of a due follow-up says when it came. A note never counts, nor does anything with `countsAsFollowUp` false. With an `id` of the caller’s own choice the same request sent again within thirty days gets the same answer and changes nothing; another one under that id is refused, and later that one too, so that nothing is logged twice. Who is signed in logs it for contacts that they see, and can undo it by its `operationId`; an API key for all contacts of the organization, by whose clock it is, and what a key has logged can’t be undone by the API.",
    body: {
      component: "ActivityBody",
      example: {
        ...{ id: "call-8231", kind: "call", direction: "out", time: "2026-11-24T09:30:00Z" },
        ...{ text: "Wants 3 bedrooms", countsAsFollowUp: true },
      },
    },
    answer: { component: "LoggedAnswer", description: "What became of the follow-up." },
    errors: [...WITH_BODY, ...AS_USER, "wrong_origin", "wrong_scope", "not_found", "operation_id_reused"],
  },
  {
    ...due,
    method: "get",
    operationId: "listDue",
    summary: "List due follow-ups",
    description: "The user's contacts whose follow-up is due today or overdue. Ties break by name, then id.",
    query: {
      schema: DueQuery,
      parameters: {
        limit: {
          description: `How many follow-ups; above ${MOST_FOLLOW_UPS} counts as ${MOST_FOLLOW_UPS}.`,
          whole: { minimum: 1, default: MOST_URGENT },
        },
        order: { description: "The oldest date first, or hot and overdue ones first." },
        filter: { description: "Which of them." },
        q: {
          description: "Only contacts that have a word beginning with each of these, in name, company, email or phone.",
        },
        quality: { description: "Only contacts of that lead quality; NONE are those that have none." },
        for: { description: WHOSE },
      },
    },
    answer: { component: "DueAnswer", description: "The follow-ups, and how many are due in all." },
    errors: [...ANYWHERE, ...AS_USER, "wrong_origin", "not_found"],
  },
  {
    ...due,
    method: "patch",
    operationId: "changeDue",
    summary: "Snooze follow-ups, mark them done, nurture or clear them",
    description:
      "Snooze moves the date to three days after today, or after the date where that is later, or to `until`. Done clears it; with an `outcome` it tells what came of it, and sets what follows: after `noAnswer` and `leftMessage` the next try by the organization’s rules, after the last try in a row nothing, with the offer to nurture; after `reached`, `wrote` and `met` what the cadence says, as without one; after `notInterested` neither a date nor a cadence. `nurture` sets the date in 30 days and the lead quality `NURTURE`, and `clear` takes the date away without saying that it is done, as for one that was moved many times. Contacts that aren't assigned to the user are dropped without a word; where none is, the answer is 404. With an `operationId` of the caller's own choice, the same request sent again within thirty days gets the same answer and changes nothing; another request under that id is refused.",
    body: { component: "ChangeBody", example: { personIds: ["crm-1"], action: "snooze" } },
    answer: { component: "ChangedAnswer", description: "How many contacts were changed." },
    errors: [...WITH_BODY, ...AS_USER, "wrong_origin", "not_found", "operation_id_reused"],
  },
  {
    path: "/api/follow-ups/undo",
    tag: "Follow-ups",
    security: USER,
    method: "post",
    operationId: "undo",
    summary: "Undo an operation",
    description:
      "Puts back the dates, lead qualities and cadences that an operation of the user changed, for each contact where they are still what it left, and takes back what came of it. An operation is undone once, within thirty days: asked again, the first answer is given again.",
    body: { component: "UndoBody", example: { operationId: "op_…" } },
    answer: { component: "UndoneAnswer", description: "How many contacts have theirs back." },
    errors: [...WITH_BODY, ...AS_USER, "wrong_origin", "not_found"],
  },
  {
    path: "/api/follow-ups/next",
    tag: "Follow-ups",
    security: USER,
    method: "post",
    operationId: "setNext",
    summary: "Set the next follow-ups",
    description:
      "For what an operation of the user marked done: sets the next follow-up of each contact that has a cadence, or that was tried often enough: that one as one to nurture. With `later` it sets one in 30 days for those too that have no cadence. With a `newOperationId` of the caller's own choice the same request can be sent again without harm.",
    body: { component: "NextBody", example: { operationId: "op_…" } },
    answer: { component: "NextAnswer", description: "How many contacts have a next follow-up." },
    errors: [...WITH_BODY, ...AS_USER, "wrong_origin", "not_found", "operation_id_reused"],
  },
  {
    path: "/api/follow-ups/spread",
    tag: "Follow-ups",
    security: USER,
    method: "post",
    operationId: "spread",
    summary: "Spread a backlog",
    description: `Moves the due follow-ups over the next \`days\` working days, as evenly as what is on those days already allows and never to more than \`perDay\` on one: the hot ones first, then those that are longest overdue. Where they don’t fit, nothing is moved and the answer says what would do. It is one operation with one undo, of ${MOST_SPREAD.toLocaleString("en")} contacts at most.`,
    body: { component: "SpreadBody", example: { days: 5, perDay: 30, dryRun: true } },
    answer: { component: "SpreadAnswer", description: "How many contacts were moved, or where they would be." },
    errors: [...WITH_BODY, ...AS_USER, "wrong_origin", "not_found", "operation_id_reused", "list_changed"],
  },
  {
    path: "/api/follow-ups/lead-quality",
    tag: "Follow-ups",
    security: USER,
    method: "patch",
    operationId: "changeLeadQuality",
    summary: "Set a contact's lead quality",
    description:
      "Of a contact that the user sees; null says that there is none. With an `operationId` of the caller's own choice the same request can be sent again without harm.",
    body: { component: "LeadQualityBody", example: { personId: "crm-1", leadQuality: "WARM" } },
    answer: { component: "LeadQualityAnswer", description: "The lead quality that it has now." },
    errors: [...WITH_BODY, ...AS_USER, "wrong_origin", "not_found", "operation_id_reused"],
  },
  ...TEAM_OPERATIONS,
  {
    path: "/api/embed-tokens",
    tag: "Embedding",
    security: ["apiKey"],
    scope: "panel-tokens",
    method: "post",
    operationId: "mintEmbedToken",
    summary: "Get a token for the panel",
    description:
      "A token with which `<follow-up-panel>` on a page of `origin` acts for the member with that email, for fifteen minutes.",
    body: {
      component: "EmbedTokenBody",
      example: { email: "demo@example.com", origin: "https://host.example" },
    },
    answer: { component: "EmbedTokenAnswer", description: "The token, and when it ends." },
    errors: [...WITH_BODY, "wrong_scope", "not_found"],
  },
];
