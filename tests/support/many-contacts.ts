import { addDays } from "../../app/domain/calendar.ts";
import type { ContactFilter, ContactSort } from "../../app/domain/contact-list.ts";
import { LEAD_QUALITIES, STATUSES } from "../../app/domain/contact.ts";
import type { ContactDocument } from "../../db/collections.ts";
import type { MemberScope } from "../../db/scope.ts";
import type { TestDatabase } from "./database.ts";
import { borrowDatabase } from "./shared-server.ts";
import { contact } from "./two-organizations.ts";

export const TOTAL = 4_000;
export const TODAY = "2026-11-24";
export const LIMIT = 50;
export const admin: MemberScope = { organizationId: "org", userId: "admin", role: "admin" };
export const member: MemberScope = { organizationId: "org", userId: "member", role: "member" };

const GIVEN = ["Anna", "Ánnika", "Bob", "José", "Łukasz", "Søren", "Zoë", "王小明", "שירה", "Ann"];
const FAMILY = ["Lee", "Smith", "Annan", "O’Brien", "Müller-Lüdenscheidt", "Straße", "Nguyễn"];

const OTHERS = [["other"], ["other"], ["admin"], []];

/** The n-th contact: half of them are the member's, many share names, dates and instants. */
function made(n: number): ContactDocument {
  const given = GIVEN[n % GIVEN.length]!;
  const family = FAMILY[(n * 3) % FAMILY.length]!;
  return contact({
    organizationId: "org",
    id: `c${n}`,
    name: `${given} ${family}`,
    email: `${n % 3 ? "anna" : "x"}.${n}@example.com`,
    company: n % 4 ? `Acme ${n % 11}` : null,
    leadQuality: [...LEAD_QUALITIES, null][n % 5]!,
    status: STATUSES[n % 3]!,
    assigneeIds: Math.floor(n / 10) % 2 ? ["member", "other"] : OTHERS[n % OTHERS.length]!,
    nextFollowUpDate: n % 3 ? addDays(TODAY, (n % 40) - 10) : null,
    updatedAt: new Date(Date.UTC(2026, 0, 1 + (n % 30))),
  });
}

/** All contacts of the organization. */
export const ALL: readonly ContactDocument[] = Array.from({ length: TOTAL }, (_, n) => made(n));

/** A database with all of them, and one contact of another organization. */
export async function openWithManyContacts(): Promise<TestDatabase> {
  const opened = await borrowDatabase();
  const elsewhere = { organizationId: "other", id: "c1", name: "Anna Elsewhere", assigneeIds: ["member"] };
  await opened.database.contacts.insertMany([...ALL, contact(elsewhere)]);
  return opened;
}

/** Those that a member sees. */
export const visible = ({ role }: MemberScope) =>
  ALL.filter((each) => role === "admin" || each.assigneeIds.includes("member"));

/** True where a filter lets the contact pass. */
export const passes =
  ({ leadQuality, status, followUp, owner }: ContactFilter, { role, userId }: MemberScope) =>
  (each: ContactDocument) =>
    (leadQuality === null || (each.leadQuality ?? "NONE") === leadQuality) &&
    (status === null || each.status === status) &&
    (followUp !== "none" || each.nextFollowUpDate === null) &&
    (followUp !== "overdue" || isOverdue(each)) &&
    (owner === null || role !== "admin" || isOwnedBy(each, owner === "mine" ? userId : owner));

const isOverdue = ({ nextFollowUpDate, status }: ContactDocument) =>
  nextFollowUpDate !== null && nextFollowUpDate < TODAY && status !== "ARCHIVED";
const isOwnedBy = ({ assigneeIds }: ContactDocument, owner: string) =>
  owner === "nobody" ? assigneeIds.length === 0 : assigneeIds.includes(owner);

const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The ids of contacts in the order of a list. */
export function inOrder(contacts: readonly ContactDocument[], sort: ContactSort): string[] {
  const byName = (a: ContactDocument, b: ContactDocument) => bytes(a.sortName!, b.sortName!) || bytes(a.id, b.id);
  const isDated = ({ nextFollowUpDate }: ContactDocument) => Number(nextFollowUpDate !== null);
  const byDate = (a: ContactDocument, b: ContactDocument) =>
    bytes(a.nextFollowUpDate ?? "", b.nextFollowUpDate ?? "") || byName(a, b);
  // Those without a date come last, by name, whichever way the others go.
  const datedFirst = (compare: typeof byDate) => (a: ContactDocument, b: ContactDocument) =>
    isDated(b) - isDated(a) || (isDated(a) ? compare(a, b) : byName(a, b));
  const compare = {
    name: byName,
    "-name": (a: ContactDocument, b: ContactDocument) => byName(b, a),
    date: datedFirst(byDate),
    "-date": datedFirst((a, b) => byDate(b, a)),
    changed: (a: ContactDocument, b: ContactDocument) =>
      b.updatedAt.getTime() - a.updatedAt.getTime() || bytes(a.id, b.id),
  };
  return [...contacts].sort(compare[sort]).map(({ id }) => id);
}

/** How many documents and index entries a plan has examined. */
export function statistics(plan: unknown): { docs: number; keys: number } {
  const text = JSON.stringify(plan);
  const number = (name: string) => Number(new RegExp(`"${name}":(\\d+)`).exec(text)?.[1] ?? NaN);
  return { docs: number("totalDocsExamined"), keys: number("totalKeysExamined") };
}
