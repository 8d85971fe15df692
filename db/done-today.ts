import type { WithId } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import { NOTE_KINDS, type ActivityAction, type LeadQuality, type NoteKind } from "../app/domain/contact.ts";
import type { Outcome } from "../app/domain/outcome.ts";
import type { ActivityDocument, Database, OperationDocument } from "./collections.ts";
import type { OperationAction } from "./operation-action.ts";
import { readNewestFirst } from "./newest-first.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** One thing that a user did with contacts. */
export interface DoneOperation {
  operationId: string;
  at: Date;
  action: OperationAction;
  /** How many contacts it changed. */
  count: number;
  /** The first of them that the user still sees. */
  contacts: { id: string; name: string }[];
  /** The name of the one that it took away; null where it took none or several, or that is back. */
  removedName: string | null;
  /** The date that the first of them got, and the lead quality. */
  dateAfter: CalendarDate | null;
  leadQuality: LeadQuality | null;
  /** What came of the first of them, where that was said. */
  outcome?: Outcome;
  /** What was logged, where that is all there was to do. */
  kind?: NoteKind;
  isUndone: boolean;
}

/** One page of what a user did, and where older begins; null where there is none. */
export interface DonePage {
  operations: DoneOperation[];
  older: string | null;
}

const MOST_NAMED = 3;

/** What the user has done with contacts since then, the last first; the page begins behind `olderThan`. */
export async function listDoneToday(
  database: Database,
  scope: MemberScope,
  { since, olderThan, limit }: { since: Date; olderThan: string | null; limit: number },
): Promise<DonePage> {
  const { organizationId, userId } = scope;
  const changed = { action: { $exists: true }, "answer.count": { $gt: 0 } };
  const matching = { organizationId, userId, at: { $gte: since }, ...changed };
  const { documents, older } = await readNewestFirst(database.operations, matching, { since, olderThan, limit });
  const told = await Promise.all(documents.map((operation) => readFirst(database, operation)));
  const ids = told.flatMap((activities) => activities.map(({ contactId }) => contactId));
  const found = await database.contacts
    .find({ ...visibleTo(scope), id: { $in: [...new Set(ids)] } })
    .project<{ id: string; name: string }>({ _id: 0, id: 1, name: 1 })
    .toArray();
  const removedNames = await readRemovedNames(database, documents);
  const seen = new Map(found.map((contact) => [contact.id, contact]));
  const operations = documents.map(({ operationId, at, action, answer, undone }, place): DoneOperation => {
    const entries = told[place]!;
    const first = entries.find((entry) => entry.dateAfter !== entry.dateBefore) ?? entries[0];
    const kind = entries.find(isNote)?.action;
    const quality = first?.changes?.find(({ field }) => field === "leadQuality")?.after;
    return {
      ...{ operationId, at, action: action!, count: answer?.count ?? 0, isUndone: undone !== null },
      contacts: [...new Set(entries.map(({ contactId }) => contactId))].flatMap((id) => seen.get(id) ?? []),
      removedName: action === "delete" && answer?.count === 1 ? (removedNames.get(operationId) ?? null) : null,
      dateAfter: first?.dateAfter ?? null,
      leadQuality: (quality ?? null) as LeadQuality | null,
      ...(first?.outcome && { outcome: first.outcome }),
      ...(action === "log" && kind && { kind }),
    };
  });
  return { operations, older };
}

async function readRemovedNames(
  { removedContacts }: Database,
  operations: readonly WithId<OperationDocument>[],
): Promise<Map<string, string>> {
  const [first] = operations;
  if (!first) return new Map();
  const { organizationId } = first;
  const removal = { $in: operations.map(({ operationId }) => operationId) };
  const found = await removedContacts.find({ organizationId, removal }).toArray();
  return new Map(found.map(({ removal, name }) => [removal, name]));
}

type Entry = WithId<ActivityDocument>;
const isNote = (entry: Entry): entry is Entry & { action: NoteKind } =>
  (NOTE_KINDS as readonly ActivityAction[]).includes(entry.action);

function readFirst(
  { activities }: Database,
  { organizationId, userId, operationId, action }: WithId<OperationDocument>,
) {
  const changed = action === "log" ? {} : { action: { $nin: [...NOTE_KINDS] } };
  return activities
    .find({ organizationId, userId, operationId, ...changed })
    .limit(MOST_NAMED)
    .toArray();
}
