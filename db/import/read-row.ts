import { FIELD_WORDS } from "../../app/domain/field-words.ts";
import {
  quoted,
  readImportRow,
  type DateRule,
  type ImportedContact,
  type ImportField,
} from "../../app/domain/import-row.ts";
import type { OrganizationDocument } from "../collections.ts";
import { readActivityRow } from "./activity-row.ts";
import type { Members } from "./members.ts";
import type { SourceRow } from "./source-rows.ts";
import type { PendingActivity } from "./write-imported-activities.ts";
import { personOf } from "./who-is-who.ts";
import type { PendingContact } from "./write-contacts.ts";

/** What stands for the id of a row without one while it is read. */
const NO_ID = "-";
const NOBODY = "has no name, email, phone or company: choose the column of the name or email";
/** Letters that a wrong encoding makes of others, but for a line break of its own; an export has those that somebody has written. */
const CONTROL = /[\u0080-\u0084\u0086-\u009F]/;
const MOST_UNKNOWN_SHOWN = 10;

type Slug = Pick<OrganizationDocument, "slug">;

function notAUser(emailOrId: string, { slug }: Slug): string {
  return `${quoted(emailOrId)} is not a user of organization ${slug}`;
}

/** What a row says of a contact, with the ids of its assignees; what had to be left out of it is told. */
export function readContact(
  { row, stamps, isOfExport }: Extract<SourceRow, { kind: "contact" }>,
  members: Members,
  organization: Pick<OrganizationDocument, "slug" | "timeZone">,
  dates: DateRule,
): { ok: true; pending: PendingContact; leftOut: string[] } | { ok: false; reasons: string[] } {
  const misread = isOfExport ? [] : Object.entries(row).filter(([, text]) => CONTROL.test(text));
  if (misread.length > 0) {
    return {
      ok: false,
      reasons: misread.map(
        ([field, text]) => `${FIELD_WORDS[field as ImportField]} ${quoted(text)} has a control character`,
      ),
    };
  }
  const hasId = Boolean(row.id?.trim());
  const named = { ...row, name: row.name ?? "" };
  const read = readImportRow(hasId ? named : { ...named, id: NO_ID }, organization.timeZone, dates);
  if (!read.ok) return read;
  if (!hasId) {
    read.contact.id = "";
    const { name, email } = personOf(read.contact);
    if (name === "" && email === null) return { ok: false, reasons: [NOBODY] };
  }
  const users = assigneesOf(read.contact, members);
  const shown = users.unknown.slice(0, MOST_UNKNOWN_SHOWN).map((user) => `Assignee ${notAUser(user, organization)}`);
  const more = users.unknown.length - shown.length;
  const leftOut = [...read.leftOut, ...shown, ...(more > 0 ? [`and ${more} more assignees`] : [])];
  // Where none of them is known, who is assigned already stays.
  const assigneeIds = shown.length > 0 && users.ids?.length === 0 ? undefined : users.ids;
  const namesOwner = isOfExport || Boolean(read.contact.assignees?.length);
  return { ok: true, pending: { imported: read.contact, assigneeIds, namesOwner, stamps }, leftOut };
}

function eachOf(assignee: string, members: Members): [string, string | null][] {
  const names = assignee.split(",").map((name) => name.trim());
  const found = names.filter(Boolean).map((name): [string, string | null] => [name, members.named(name)]);
  return found.some(([, id]) => id !== null) ? found : [[assignee, null]];
}

function assigneesOf({ assignees }: ImportedContact, members: Members): { ids?: string[]; unknown: string[] } {
  if (!assignees) return { unknown: [] };
  const ids = new Set<string>();
  const unknown: string[] = [];
  for (const assignee of assignees) {
    const whole = members.named(assignee);
    // A comma is between two of them, or between the last name and the first one.
    for (const [name, id] of whole === null ? eachOf(assignee, members) : [[assignee, whole] as const]) {
      if (id === null) unknown.push(name);
      else ids.add(id);
    }
  }
  return { ids: [...ids], unknown };
}

/** What a line of an export says of an activity. */
export function readActivity(
  fields: unknown,
  members: Members,
  organization: Slug,
): { ok: true; activity: PendingActivity["activity"] } | { ok: false; reasons: string[] } {
  const read = readActivityRow(fields);
  if (!read.ok) return read;
  const { user, insteadOf, ...activity } = read.activity;
  const absent = insteadOf === undefined ? null : members.idOf(insteadOf);
  const userId = user === null ? null : members.idOf(user);
  if (user !== null && userId === null) return { ok: false, reasons: [`User ${notAUser(user, organization)}`] };
  return { ok: true, activity: { ...activity, userId, ...(absent !== null && { insteadOf: absent }) } };
}
