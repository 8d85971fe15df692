import { MongoServerError, type AnyBulkWriteOperation, type ClientSession } from "mongodb";
import type { ImportedContact } from "../../app/domain/import-row.ts";
import { searchFields } from "../../app/domain/search.ts";
import type { ContactDocument, Database } from "../collections.ts";
import { momentOfChange } from "../moment-of-change.ts";
import { importActivities, type ChangedContact } from "./import-activities.ts";
import type { Stamps } from "./source-rows.ts";
import { keepForUndo } from "./record-import.ts";
import { assigneesOf, changesTo, hasWordsOf, misreadOf } from "./what-changes.ts";
import { initialName } from "./who-is-who.ts";

const DUPLICATE_KEY = 11_000;
const MOST_ATTEMPTS = 3;

/** One import: the organization that it belongs to, and what all of its writes share. */
export interface ImportRun {
  organizationId: string;
  operationId: string;
  /** The user who imports; null where it is another system or the command line. */
  userId: string | null;
  now: Date;
  /** The user whom every contact is assigned to, besides those that the file names. */
  assignedId: string | null;
  /** The user whom contacts go to that would have nobody, where the file names no owner. */
  restId?: string | null;
  dryRun: boolean;
  /** Writes nothing at all where a contact isn't there yet. */
  existingOnly?: boolean;
  /** Keeps what it takes to undo it. */
  isUndoable?: boolean;
  /** How sure it has to be that a text is a stored one read wrongly, so that the stored one stays; any text is taken without it. */
  misread?: readonly ("surely" | "maybe")[];
}

/** A contact that a file describes, with the ids of its assignees; without any, the stored ones stay. */
export interface PendingContact {
  imported: ImportedContact;
  assigneeIds: string[] | undefined;
  /** True where the file says whose it is, or that it is nobody's. */
  namesOwner?: boolean;
  stamps: Stamps | undefined;
  /** True where a part of the name is empty, and is to leave what is stored. */
  hasNameGap?: boolean | undefined;
}

/** How many contacts of a batch were new, differed from what was stored, or were the same. */
export interface ContactCounts {
  added: number;
  changed: number;
  unchanged: number;
}

/** What became of a batch; `missing` are the ids that aren't there, where only those that are may be changed. */
export interface WrittenContacts extends ContactCounts {
  /** The contacts that were there and differed, each with what changes. */
  changes: ChangedContact[];
  /** Contacts that are in nobody's follow-ups afterwards. */
  unassigned: number;
  /** Contacts that were new. */
  newContacts: ContactDocument[];
  /** Contacts that were written and are archived with a follow-up date. */
  neverDue: number;
  missing: string[];
  /** Texts that aren't taken, as they are what is stored, read in a wrong encoding. */
  misread: { id: string; field: "name" | "company"; text: string; kept: string }[];
}

interface Plan {
  counts: WrittenContacts;
  writes: AnyBulkWriteOperation<ContactDocument>[];
  /** The new contacts whose timeline begins here. */
  added: ContactDocument[];
  changed: ChangedContact[];
}

/** Writes what of a batch is new or differs, and on the timelines what that was, all of it or nothing. */
export async function writeContacts(
  database: Database,
  run: ImportRun,
  batch: PendingContact[],
): Promise<WrittenContacts> {
  if (run.dryRun) return (await planBatch(database, run, batch)).counts;
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeBatch(database, run, batch);
    } catch (error) {
      // Somebody else has added a contact with one of these ids meanwhile: it is there to be changed now.
      const isTaken = error instanceof MongoServerError && error.code === DUPLICATE_KEY;
      if (!isTaken || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

function writeBatch(database: Database, run: ImportRun, batch: PendingContact[]): Promise<WrittenContacts> {
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      const { counts, writes, ...told } = await planBatch(database, run, batch, session);
      if (counts.missing.length || writes.length === 0) return counts;
      await database.contacts.bulkWrite(writes, { session });
      if (run.isUndoable)
        await keepForUndo(database, run, session, { added: counts.newContacts, changed: counts.changes });
      const activities = await importActivities(database, run, session, told);
      if (activities.length) await database.activities.insertMany(activities, { session });
      return counts;
    }),
  );
}

async function planBatch(
  { contacts }: Database,
  run: ImportRun,
  batch: PendingContact[],
  session?: ClientSession,
): Promise<Plan> {
  const { organizationId, now } = run;
  const ids = batch.map(({ imported }) => imported.id);
  const found = await contacts.find({ organizationId, id: { $in: ids } }, session && { session }).toArray();
  const storedById = new Map(found.map((contact) => [contact.id, contact]));
  const counts: WrittenContacts = {
    added: 0,
    changed: 0,
    unchanged: 0,
    unassigned: 0,
    neverDue: 0,
    newContacts: [],
    missing: [],
    changes: [],
    misread: [],
  };
  const plan: Plan = { counts, writes: [], added: [], changed: [] };
  for (const pending of batch) {
    const { id } = pending.imported;
    const stored = storedById.get(id);
    if (!stored && run.existingOnly) {
      plan.counts.missing.push(id);
      continue;
    }
    if (!stored) {
      plan.counts.added++;
      const document = newContact(run, pending);
      if (document.assigneeIds.length === 0) plan.counts.unassigned++;
      plan.writes.push({ insertOne: { document } });
      counts.newContacts.push(document);
      if (isNeverDue(document)) counts.neverDue++;
      // A contact of an export was added long ago, and the export brings its own timeline along.
      if (!pending.stamps) plan.added.push(document);
      continue;
    }
    const wrong = misreadOf(stored, run, pending);
    counts.misread.push(...wrong);
    const leftOut = new Set<string>(wrong.map(({ field }) => field));
    if (pending.hasNameGap && hasWordsOf(stored.name, pending.imported.name)) leftOut.add("name");
    const changes = changesTo(stored, run, pending, leftOut);
    if ((changes?.assigneeIds ?? stored.assigneeIds).length === 0) plan.counts.unassigned++;
    if (!changes) {
      plan.counts.unchanged++;
      continue;
    }
    plan.counts.changed++;
    if (isNeverDue({ ...stored, ...changes })) counts.neverDue++;
    plan.writes.push({
      updateOne: {
        filter: { organizationId, id },
        update: { $set: { ...changes, updatedAt: momentOfChange(now, [stored]) } },
      },
    });
    plan.changed.push({ stored, changes });
    plan.counts.changes.push({ stored, changes });
  }
  return plan;
}

function isNeverDue({ status, nextFollowUpDate }: ContactDocument): boolean {
  return status === "ARCHIVED" && nextFollowUpDate !== null;
}

function newContact(run: ImportRun, pending: PendingContact): ContactDocument {
  const { imported, stamps } = pending;
  const { id } = imported;
  const email = imported.email ?? null;
  const searched = {
    name: initialName(imported),
    email,
    phone: imported.phone ?? null,
    company: imported.company ?? null,
  };
  return {
    organizationId: run.organizationId,
    id,
    ...searched,
    photoUrl: imported.photoUrl ?? null,
    leadQuality: imported.leadQuality ?? null,
    status: imported.status ?? "ACTIVE",
    assigneeIds: assigneesOf(pending, [], run),
    nextFollowUpDate: imported.nextFollowUpDate ?? null,
    cadenceDays: imported.cadenceDays ?? null,
    ...(!run.dryRun && searchFields(searched)),
    createdAt: stamps?.createdAt ?? run.now,
    updatedAt: stamps?.updatedAt ?? run.now,
  };
}
