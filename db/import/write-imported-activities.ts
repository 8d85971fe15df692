import type { ActivityDocument, Database } from "../collections.ts";
import { keepActivitiesForUndo } from "./record-import.ts";
import type { ImportRun } from "./write-contacts.ts";

/** An activity of an export, by the line that it stands on. */
export interface PendingActivity {
  line: number;
  activity: Omit<ActivityDocument, "organizationId">;
}

/** How many activities were put back, and those whose contact the organization doesn't have. */
export interface ActivityOutcome {
  added: number;
  withoutContact: PendingActivity[];
}

/** Puts back those activities of a batch that aren't stored already; `isKnown` tells of contacts of the same file. */
export async function writeImportedActivities(
  database: Database,
  run: ImportRun,
  batch: PendingActivity[],
  isKnown: (contactId: string) => boolean,
): Promise<ActivityOutcome> {
  const { organizationId, dryRun } = run;
  const ids = [...new Set(batch.map(({ activity }) => activity.contactId))];
  const unknownIds = ids.filter((id) => !isKnown(id));
  const stored = unknownIds.length
    ? await database.contacts.find({ organizationId, id: { $in: unknownIds } }, { projection: { id: 1 } }).toArray()
    : [];
  const storedIds = new Set(stored.map(({ id }) => id));
  const hasContact = ({ activity }: PendingActivity) =>
    isKnown(activity.contactId) || storedIds.has(activity.contactId);

  const operationIds = [...new Set(batch.map(({ activity }) => activity.operationId))];
  const present = await database.activities
    .find({ organizationId, contactId: { $in: ids }, operationId: { $in: operationIds } })
    .toArray();
  const keys = new Set(present.map(keyOf));
  const missing = batch.filter((pending) => {
    const key = keyOf(pending.activity);
    if (!hasContact(pending) || keys.has(key)) return false;
    keys.add(key);
    return true;
  });
  if (missing.length && !dryRun) {
    const written = await database.activities.insertMany(
      missing.map(({ activity }) => ({ organizationId, ...activity })),
    );
    const added = missing.map(({ activity: { contactId } }, place) => ({
      contactId,
      activityId: written.insertedIds[place]!,
    }));
    if (run.isUndoable) await keepActivitiesForUndo(database, run, added);
  }
  return { added: missing.length, withoutContact: batch.filter((pending) => !hasContact(pending)) };
}

/** What tells one activity of an organization from another: an operation touches a contact once in one way. */
function keyOf({ contactId, operationId, action, at }: Omit<ActivityDocument, "organizationId">): string {
  return JSON.stringify([contactId, operationId, action, at.valueOf()]);
}
