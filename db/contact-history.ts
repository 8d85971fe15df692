import type { ClientSession } from "mongodb";
import { NOTE_KINDS } from "../app/domain/contact.ts";
import type { Note } from "../app/domain/last-note-text.ts";
import type { Database } from "./collections.ts";
import type { Scope } from "./scope.ts";

/** The most activities that are looked through for the contacts of one list. */
const MOST_ACTIVITIES = 2_000;

/** What was noted of a contact, or what came of a follow-up that was done. */
export interface HistoryEntry extends Note {
  contactId: string;
}

const DONE = { action: "done" } as const;
const TOLD = [
  { action: { $in: NOTE_KINDS } },
  { ...DONE, outcome: { $exists: true } },
  { ...DONE, text: { $exists: true } },
];
const FIELDS = { _id: 0, contactId: 1, action: 1, at: 1, text: 1, outcome: 1, undone: 1, operationId: 1 } as const;
const NEWEST_FIRST = { at: -1, _id: 1 } as const;

/**
 * What happened with each of at most 200 contacts that the caller has found the user to see, the newest first, as far as it
 * is among their newest 2,000 activities: those are read in the order of their index, so that long timelines make a list no
 * slower.
 */
export async function contactHistories(
  { activities }: Database,
  { organizationId }: Scope,
  contactIds: readonly string[],
): Promise<Map<string, HistoryEntry[]>> {
  if (contactIds.length === 0) return new Map();
  const found = activities.aggregate<HistoryEntry>([
    { $match: { organizationId, contactId: { $in: contactIds } } },
    { $sort: NEWEST_FIRST },
    { $limit: MOST_ACTIVITIES },
    { $match: { $or: TOLD } },
    { $project: FIELDS },
  ]);
  return byContact(await found.toArray());
}

/** The same of all their activities, inside the session's transaction. */
export async function wholeHistories(
  { activities }: Database,
  { organizationId }: Scope,
  session: ClientSession,
  contactIds: readonly string[],
): Promise<Map<string, HistoryEntry[]>> {
  const found = activities
    .find({ organizationId, contactId: { $in: [...contactIds] }, $or: TOLD }, { session })
    .sort(NEWEST_FIRST)
    .project<HistoryEntry>(FIELDS);
  return byContact(await found.toArray());
}

function byContact(entries: readonly HistoryEntry[]): Map<string, HistoryEntry[]> {
  const found = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    const others = found.get(entry.contactId);
    if (others) others.push(entry);
    else found.set(entry.contactId, [entry]);
  }
  return found;
}
