import { NOTE_KINDS, type NoteKind } from "../app/domain/contact.ts";
import type { Database } from "./collections.ts";
import type { Scope } from "./scope.ts";

/** The most activities that are looked through for the notes of one list. */
const MOST_ACTIVITIES = 2_000;

/** What was noted of a contact. */
export interface LastNote {
  contactId: string;
  action: NoteKind;
  at: Date;
  text?: string;
}

/**
 * The last note of each of at most 200 contacts that the caller has found the user to see, as far as it is among their
 * newest 2,000 activities: those are read in the order of their index, so that long timelines make a list no slower.
 */
export async function lastNotes(
  { activities }: Database,
  { organizationId }: Scope,
  contactIds: readonly string[],
): Promise<Map<string, LastNote>> {
  if (contactIds.length === 0) return new Map();
  const notes = activities.aggregate<LastNote>([
    { $match: { organizationId, contactId: { $in: contactIds } } },
    { $sort: { at: -1, _id: 1 } },
    { $limit: MOST_ACTIVITIES },
    { $match: { action: { $in: NOTE_KINDS } } },
    { $project: { _id: 0, contactId: 1, action: 1, at: 1, text: 1 } },
  ]);
  const newest = new Map<string, LastNote>();
  for await (const note of notes) if (!newest.has(note.contactId)) newest.set(note.contactId, note);
  return newest;
}
