import type { ClientSession } from "mongodb";
import { CONTACT_KINDS, NOTE_KINDS, type ActivityAction } from "../app/domain/contact.ts";
import { isContact, isHandled, standing, type HistoryEntry } from "../app/domain/history.ts";
import type { Database } from "./collections.ts";
import type { Scope } from "./scope.ts";

/** The most activities that are looked through for the contacts of one list. */
const MOST_ACTIVITIES = 2_000;

/** By which it is told what happened with a contact, and counted how often it was tried and moved. */
const COUNTED: { action: { $in: ActivityAction[] } } = {
  action: { $in: [...NOTE_KINDS, "done", "snooze", "set", "clear", "undo"] },
};
const FIELDS = {
  ...{ _id: 0, contactId: 1, action: 1, at: 1, loggedAt: 1, text: 1, outcome: 1, direction: 1, undone: 1 },
  ...{ operationId: 1, dateBefore: 1, dateAfter: 1 },
} as const;
const NEWEST_FIRST = { at: -1, _id: 1 } as const;

/** One entry of the timeline of a contact of a list. */
export interface ContactEntry extends HistoryEntry {
  contactId: string;
}

/**
 * What happened with each of at most 200 contacts that the caller has found the user to see, the newest first, as far as it
 * is among their newest 2,000 activities: those are read in the order of their index, so that long timelines make a list no
 * slower.
 */
export async function contactHistories(
  { activities }: Database,
  { organizationId }: Scope,
  contactIds: readonly string[],
): Promise<Map<string, ContactEntry[]>> {
  if (contactIds.length === 0) return new Map();
  const found = activities.aggregate<ContactEntry>([
    { $match: { organizationId, contactId: { $in: contactIds } } },
    { $sort: NEWEST_FIRST },
    { $limit: MOST_ACTIVITIES },
    { $match: COUNTED },
    { $project: FIELDS },
  ]);
  return byContact(await found.toArray());
}

/** The same of all their follow-ups that were done and all replies, inside the session's transaction: by which tries are counted. */
export async function wholeHistories(
  { activities }: Database,
  { organizationId }: Scope,
  session: ClientSession,
  contactIds: readonly string[],
): Promise<Map<string, ContactEntry[]>> {
  const counted = { $or: [{ outcome: { $exists: true } }, { direction: "in" as const }] };
  const found = activities
    .find({ organizationId, contactId: { $in: [...contactIds] }, ...counted }, { session })
    .sort(NEWEST_FIRST)
    .project<ContactEntry>(FIELDS);
  return byContact(await found.toArray());
}

/** True where there was contact after a moment, or the follow-up was done, inside the session's transaction. */
export async function wasHandledAfter(
  { activities }: Database,
  { organizationId, contactId, at }: { organizationId: string; contactId: string; at: Date },
  session: ClientSession,
): Promise<boolean> {
  const after = activities
    .find({ organizationId, contactId, at: { $gt: at }, ...COUNTED }, { session })
    .sort(NEWEST_FIRST)
    .limit(MOST_ACTIVITIES)
    .project<ContactEntry>(FIELDS);
  const handled = standing(await after.toArray()).filter(isHandled);
  if (handled.some(isContact)) return true;
  // What was done as contact was logged counts from when that was.
  const operationId = { $in: handled.flatMap((entry) => entry.operationId ?? []) };
  const logged = await activities
    .find({ organizationId, contactId, operationId, action: { $in: [...CONTACT_KINDS] } }, { session })
    .project<{ operationId: string }>({ _id: 0, operationId: 1 })
    .toArray();
  return handled.some((entry) => !logged.some((other) => other.operationId === entry.operationId));
}

function byContact(entries: readonly ContactEntry[]): Map<string, ContactEntry[]> {
  const found = new Map<string, ContactEntry[]>();
  for (const entry of entries) {
    const others = found.get(entry.contactId);
    if (others) others.push(entry);
    else found.set(entry.contactId, [entry]);
  }
  return found;
}
