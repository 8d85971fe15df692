import type { ClientSession } from "mongodb";
import { ownRhythmText } from "../../app/domain/cadence-text.ts";
import { DETAIL_FIELDS, type FieldChange } from "../../app/domain/contact.ts";
import type { ActivityDocument, ContactDocument, Database } from "../collections.ts";
import { readAssigneesText } from "../contact-assignees.ts";
import type { PlainActivity } from "../write-activities.ts";
import { momentOfChange } from "../moment-of-change.ts";
import type { ImportRun } from "./write-contacts.ts";

/** A stored contact, and the fields of it that a file changes. */
export interface ChangedContact {
  stored: ContactDocument;
  changes: Partial<ContactDocument>;
}

/** Everything that the timelines tell of a batch: who was added, and of the others the date, the details and the assignees. */
export async function importActivities(
  database: Database,
  { organizationId, operationId, userId, now }: ImportRun,
  session: ClientSession,
  { added, changed }: { added: readonly ContactDocument[]; changed: readonly ChangedContact[] },
): Promise<ActivityDocument[]> {
  const everyone = changed.flatMap(({ stored, changes }) =>
    changes.assigneeIds ? [...stored.assigneeIds, ...changes.assigneeIds] : [],
  );
  const assigneesText = await readAssigneesText(database, session, everyone);
  const common = { organizationId, userId, at: now, operationId };
  const plain = (activity: PlainActivity, at = now) => {
    return { ...activity, ...common, at, dateBefore: null, dateAfter: null };
  };
  const created = added.map(({ id: contactId, nextFollowUpDate: dateAfter }) => ({
    ...plain({ contactId, action: "create" }),
    dateAfter,
  }));
  const others = changed.flatMap(({ stored, changes }) => {
    const told: ActivityDocument[] = [];
    const at = momentOfChange(now, [stored]);
    const { id: contactId, nextFollowUpDate: dateBefore } = stored;
    const { nextFollowUpDate: dateAfter, assigneeIds } = changes;
    if (dateAfter !== undefined) {
      told.push({ contactId, ...common, at, action: dateAfter === null ? "clear" : "set", dateBefore, dateAfter });
    }
    const edits = editsOf(stored, changes);
    if (edits.length) told.push(plain({ contactId, action: "edit", changes: edits }, at));
    if (assigneeIds) {
      const [before, after] = [assigneesText(stored.assigneeIds), assigneesText(assigneeIds)];
      told.push(plain({ contactId, action: "assign", changes: [{ field: "assignees", before, after }] }, at));
    }
    return told;
  });
  return [...created, ...others];
}

function editsOf(stored: ContactDocument, changes: Partial<ContactDocument>): FieldChange[] {
  const edits: FieldChange[] = DETAIL_FIELDS.flatMap((field) => {
    const after = changes[field];
    return after === undefined ? [] : [{ field, before: stored[field], after }];
  });
  const { cadenceDays } = changes;
  if (cadenceDays === undefined) return edits;
  const [before, after] = [ownRhythmText(stored.cadenceDays ?? null), ownRhythmText(cadenceDays)];
  return [...edits, { field: "cadence", before, after }];
}
