import type { ClientSession } from "mongodb";
import { absenceRefusal, type Absence, type AbsenceContext, type AbsenceRefusal } from "../app/domain/absence.ts";
import { addDays } from "../app/domain/calendar.ts";
import { recordAudit, type AuditSource } from "./audit.ts";
import type { AbsenceDocument, Database } from "./collections.ts";
import { newId } from "./ids.ts";
import { MOST_READ, namesOf, ZONES_APART_DAYS } from "./list-absences.ts";
import { auditUser, findMemberById } from "./members/admin-act.ts";
import { addOnce, type ReusedId } from "./operations.ts";
import type { MemberScope } from "./scope.ts";

/** How long an absence is kept after its last day, in days: as long as what was done can be undone. */
const KEPT_DAYS = 31;
/** What became of a change of absences. */
export type AbsenceResult =
  | { outcome: "changed"; id: string; operationId: string }
  | { outcome: "refused"; refusal: AbsenceRefusal }
  | { outcome: "notAllowed" | "notFound" }
  | ReusedId;

/** Who changes absences, on which day of theirs, and how they read. */
export interface AbsenceAct extends Pick<AbsenceContext, "today" | "locale"> {
  scope: MemberScope;
  source: AuditSource;
  /** The key of the form, or the id that the caller has chosen. */
  operationId: string | undefined;
}

/** Says that a member is away, and who stands in: each of themselves, an admin of everybody. */
export async function addAbsence(database: Database, act: AbsenceAct, wanted: Absence): Promise<AbsenceResult> {
  const { scope, source } = act;
  if (!mayChange(scope, wanted.userId)) return { outcome: "notAllowed" };
  const said = [wanted.userId, wanted.standInId, wanted.from, wanted.until];
  return changeOnce(database, act, { request: "an absence", said }, async (session, operationId) => {
    const refusal = await refusalOf(database, session, act, wanted);
    if (refusal) return { outcome: "refused", refusal };
    const { organizationId, userId: setBy } = scope;
    const { now } = source;
    const expiresAt = new Date(Date.parse(addDays(wanted.until, KEPT_DAYS)));
    const document = { _id: newId("absence"), organizationId, ...wanted, setBy, createdAt: now, expiresAt };
    await write(database, session, act, { change: "added", document });
    return { outcome: "changed", id: document._id, operationId, change: "added", document };
  });
}

/** Takes an absence away, so that nobody stands in any more. */
export async function removeAbsence(database: Database, act: AbsenceAct, id: string): Promise<AbsenceResult> {
  const { scope } = act;
  return changeOnce(database, act, { request: "the end of an absence", said: [id] }, async (session, operationId) => {
    const { organizationId } = scope;
    const document = await database.absences.findOne({ _id: id, organizationId }, { session });
    if (!document || !mayChange(scope, document.userId)) return { outcome: "notFound" };
    await write(database, session, act, { change: "removed", document });
    return { outcome: "changed", id, operationId, change: "removed", document };
  });
}

/** What became of the undo of a change of absences: whose it is; `otherOperation` where it changed none. */
export type UndoAbsenceResult =
  | { outcome: "absenceBack" | "absenceGone"; name: string; operationId: string; count: number }
  | { outcome: "otherOperation" }
  | { outcome: "notFound" };

/** Takes away the absence that an operation of the user added, or brings back the one that it removed where nothing speaks against it. */
export async function undoAbsence(
  database: Database,
  act: Omit<AbsenceAct, "operationId">,
  operationId: string,
): Promise<UndoAbsenceResult> {
  const { scope } = act;
  const { organizationId, userId } = scope;
  const key = { organizationId, userId, operationId };
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<UndoAbsenceResult> => {
      const record = await database.operations.findOne(key, { session });
      if (!record?.absence) return { outcome: "otherOperation" };
      const { change, document } = record.absence;
      const member = await findMemberById(database, { organizationId, userId: document.userId }, session);
      if (!member || !mayChange(scope, document.userId)) return { outcome: "notFound" };
      const told = { outcome: change === "added" ? "absenceGone" : "absenceBack", name: member.user.name } as const;
      if (record.undone) return { ...told, ...record.undone };
      await lockOrganization(database, session, organizationId);
      const isThere = (await database.absences.findOne({ _id: document._id }, { session })) !== null;
      const isPossible =
        change === "added" ? isThere : !isThere && !(await refusalOf(database, session, act, document));
      const undone = { operationId: newId("op"), count: isPossible ? 1 : 0 };
      if (isPossible) {
        await write(database, session, act, { change: change === "added" ? "removed" : "added", document });
      }
      await database.operations.updateOne(key, { $set: { undone } }, { session });
      return { ...told, ...undone };
    }),
  );
}

function mayChange({ role, userId }: MemberScope, whose: string): boolean {
  return role === "admin" || userId === whose;
}

type Changed =
  | {
      outcome: "changed";
      id: string;
      operationId: string;
      change: "added" | "removed";
      document: AbsenceDocument;
    }
  | Exclude<AbsenceResult, { outcome: "changed" } | ReusedId>;

/** Changes absences by one form or call once, one change after the other, so that two at once can't make a chain. */
async function changeOnce(
  database: Database,
  { scope, source, operationId: chosen }: AbsenceAct,
  asked: { request: string; said: object },
  change: (session: ClientSession, operationId: string) => Promise<Changed>,
): Promise<AbsenceResult> {
  const { organizationId, userId } = scope;
  const addition = { ...asked, operationId: chosen ?? newId("op"), now: source.now };
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<AbsenceResult> => {
      let failure: AbsenceResult = { outcome: "notFound" };
      let made: Pick<Extract<Changed, { outcome: "changed" }>, "change" | "document"> | undefined;
      const { operationId } = addition;
      const result = await addOnce(database, scope, session, addition, async () => {
        await lockOrganization(database, session, organizationId);
        const changed = await change(session, operationId);
        if (changed.outcome !== "changed") {
          failure = changed;
          return null;
        }
        made = { change: changed.change, document: changed.document };
        return { id: changed.id };
      });
      if (made) {
        const key = { organizationId, userId, operationId };
        await database.operations.updateOne(key, { $set: { absence: made } }, { session });
      }
      if (!result) return failure;
      return "outcome" in result ? result : { outcome: "changed", id: result.id, operationId };
    }),
  );
}

async function lockOrganization({ organizations }: Database, session: ClientSession, _id: string): Promise<void> {
  await organizations.updateOne({ _id }, { $inc: { membersVersion: 1 } }, { session });
}

async function refusalOf(
  database: Database,
  session: ClientSession,
  { scope: { organizationId }, today, locale }: Omit<AbsenceAct, "operationId">,
  wanted: Absence,
): Promise<AbsenceRefusal | null> {
  const others = await database.absences
    .find({ organizationId, until: { $gte: addDays(today, -ZONES_APART_DAYS) } }, { session })
    .limit(MOST_READ)
    .toArray();
  const names = await namesOf(database, organizationId, [...others, wanted], session);
  if (!names.has(wanted.userId)) return { field: "from", message: "They aren’t a member of this organization." };
  if (!names.has(wanted.standInId)) {
    return { field: "standInId", message: "Choose a member of this organization to stand in." };
  }
  const nameOf = (userId: string) => names.get(userId) ?? "a former member";
  return absenceRefusal(wanted, others, { today, locale, nameOf });
}

/** Adds or removes the absence, and tells the audit log of who is away, and of who stands in. */
async function write(
  database: Database,
  session: ClientSession,
  { source }: Pick<AbsenceAct, "source">,
  { change, document }: { change: "added" | "removed"; document: AbsenceDocument },
): Promise<void> {
  const { organizationId, userId, standInId, from, until } = document;
  if (change === "added") await database.absences.insertOne(document, { session });
  else await database.absences.deleteOne({ _id: document._id }, { session });
  const detail = `${from} to ${until}`;
  const kinds = change === "added" ? (["absenceAdded", "standInNamed"] as const) : (["absenceRemoved"] as const);
  for (const kind of kinds) {
    const about = await database.users.findOne({ _id: kind === "standInNamed" ? standInId : userId }, { session });
    const entry = { organizationId, kind, about: about && auditUser(about), detail };
    await recordAudit(database, source, entry, session);
  }
}
