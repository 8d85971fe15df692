import { Temporal } from "temporal-polyfill";
import { addDays, type CalendarDate } from "../../app/domain/calendar.ts";
import { NO_CADENCE } from "../../app/domain/cadence.ts";
import { LEAD_QUALITIES } from "../../app/domain/contact.ts";
import { USUAL_LOCALE } from "../../app/domain/locale.ts";
import { addAbsence, removeAbsence, undoAbsence } from "../../db/absences.ts";
import { changeFollowUps, setFollowUpDates } from "../../db/change-follow-ups.ts";
import type { Database } from "../../db/collections.ts";
import { absencesOfUser } from "../../db/list-absences.ts";
import { logActivity } from "../../db/log-activity.ts";
import { setNextFollowUps } from "../../db/next-follow-ups.ts";
import { reassignFollowUps } from "../../db/reassign-follow-ups.ts";
import type { MemberScope } from "../../db/scope.ts";
import { spreadFollowUps } from "../../db/spread-follow-ups.ts";
import { undoOperation } from "../../db/undo-operation.ts";
import type { Act } from "./days-acts.ts";
import { addTestOrganization } from "./database.ts";
import { contact, plantUser } from "./two-organizations.ts";

/** Later than any test runs, so that no record of these days has expired. */
export const FIRST_DAY: CalendarDate = "2040-03-20";
const MILLISECONDS_IN_DAY = 86_400_000;
const CONTACTS = 24;

/** A member, and how they are told in the audit log. */
interface Member {
  userId: string;
  name: string;
  role: "admin" | "member";
}

/** An organization of an admin and two members, who share some of their contacts. */
export async function plantTeam(database: Database) {
  const organization = await addTestOrganization(database, `days-${crypto.randomUUID()}`);
  const organizationId = organization._id;
  const byLeadQuality = { HOT: 3, WARM: 14, COLD: null, NURTURE: 30, none: 7 };
  const cadence = { ...NO_CADENCE, byLeadQuality, skipWeekends: true, automatic: true };
  await database.organizations.updateOne({ _id: organizationId }, { $set: { cadence } });
  const members: Member[] = [];
  for (const name of ["ann", "ben", "cleo"]) {
    const role = name === "ann" ? "admin" : "member";
    const email = `${name}-${organizationId}@example.com`;
    members.push({ userId: await plantUser(database, { email, name, organizationId, role }), name, role });
  }
  const [ann, ben, cleo] = members.map(({ userId }) => userId) as [string, string, string];
  const contacts = Array.from({ length: CONTACTS }, (_, place) =>
    contact({
      organizationId,
      id: `c${place}`,
      assigneeIds: [[ann], [ben], [cleo], [ann, ben], [ben, cleo]][place % 5]!,
      leadQuality: [...LEAD_QUALITIES, null][(place >> 1) % 5]!,
      nextFollowUpDate: place % 4 === 0 ? null : addDays(FIRST_DAY, (place % 9) - 4),
    }),
  );
  await database.contacts.insertMany(contacts);
  const datesAtFirst = new Map(contacts.map(({ id, nextFollowUpDate }) => [id, nextFollowUpDate]));
  return { database, organizationId, members, datesAtFirst };
}

/** The team, and what its contacts' dates were at first. */
export type Team = Awaited<ReturnType<typeof plantTeam>>;

/** What a member may reach at a moment, with those for whom they stand in then. */
export async function scopeOf({ database, organizationId }: Team, { userId, role }: Member, now: Date) {
  const scope: MemberScope = { organizationId, userId, role };
  const { standIns } = await absencesOfUser(database, scope, Temporal.Instant.fromEpochMilliseconds(now.getTime()));
  return { ...scope, standsInFor: standIns.map((each) => each.userId) };
}

/** An operation that changed something, and whose it is. */
export interface Operation {
  member: Member;
  id: string;
}

/** When an act is done, and after what. */
export interface Moment {
  operations: readonly Operation[];
  today: CalendarDate;
  now: Date;
}

const chosen = <Each>(some: readonly Each[], place: number) => some[place % Math.max(some.length, 1)];

/** Does an act; returns the operation, and null where it changed nothing. */
export async function perform(team: Team, act: Act, { operations, ...moment }: Moment): Promise<Operation | null> {
  const operation = "operation" in act ? chosen(operations, act.operation) : undefined;
  if ("operation" in act && !operation) return null;
  const member = operation?.member ?? chosen(team.members, act.member)!;
  const scope = await scopeOf(team, member, moment.now);
  const others = scope.role === "admin" ? team.members.map(({ userId }) => userId) : scope.standsInFor;
  const whose = chosen([scope.userId, ...others], act.list)!;
  const ofList = whose === scope.userId ? scope : { ...scope, of: whose };
  const result = await change(team, act, { ...moment, member, scope, ofList, operationId: operation?.id ?? "" });
  const isChanged = "operationId" in result && (!("count" in result) || result.count > 0);
  return isChanged ? { member, id: result.operationId } : null;
}

interface Doing extends Omit<Moment, "operations"> {
  member: Member;
  /** What the member may reach, and the same for the list that they work. */
  scope: MemberScope;
  ofList: MemberScope;
  /** The operation that is followed or taken back. */
  operationId: string;
}

function change({ database, members, datesAtFirst }: Team, act: Act, doing: Doing) {
  const { scope, ofList, operationId, today, now } = doing;
  const idOf = (place: number) => `c${place % datesAtFirst.size}`;
  switch (act.what) {
    case "done":
    case "nurture":
    case "clear": {
      const outcome = act.what === "done" ? act.outcome : undefined;
      return changeFollowUps(database, ofList, { ids: act.of.map(idOf), action: act.what, outcome, today, now });
    }
    case "snooze": {
      const until = act.days === undefined ? undefined : addDays(today, act.days);
      return changeFollowUps(database, ofList, { ids: act.of.map(idOf), action: "snooze", until, today, now });
    }
    case "set": {
      const date = act.days === null ? null : addDays(today, act.days);
      return setFollowUpDates(database, scope, { ids: act.of.map(idOf), date, now });
    }
    case "log": {
      const { of, kind, direction, counts, daysAgo } = act;
      const time = new Date(now.getTime() - daysAgo * MILLISECONDS_IN_DAY);
      const said = { id: idOf(of), kind, text: "Said something", direction, time, counts };
      return logActivity(database, scope, { ...said, today, timeZone: "UTC", now });
    }
    case "spread":
      return spreadFollowUps(database, ofList, {
        ...{ filter: act.filter, days: act.days, perDay: act.perDay, today, now },
      });
    case "reassign": {
      const to = chosen(members, act.to)!.userId;
      return reassignFollowUps(database, ofList, { filter: act.filter, to, today, now });
    }
    case "next":
      return setNextFollowUps(database, scope, { operationId, today, now });
    default:
      return changeAbsences(database, members, act, doing);
  }
}

async function changeAbsences(
  database: Database,
  members: readonly Member[],
  act: Extract<Act, { what: "away" | "back" | "undo" }>,
  { member, scope, ofList, operationId, today, now }: Doing,
) {
  const by = { type: "user", id: member.userId, name: member.name } as const;
  const source = { by, address: "", browser: "", now };
  const absent = { scope, source, today, locale: USUAL_LOCALE };
  if (act.what === "away") {
    const userId = ofList.of ?? scope.userId;
    const from = addDays(today, act.from);
    const days = { from, until: addDays(from, act.length) };
    const standInId = chosen(members, act.standIn)!.userId;
    return addAbsence(database, { ...absent, operationId: undefined }, { userId, standInId, ...days });
  }
  if (act.what === "back") {
    const { organizationId } = scope;
    const absences = await database.absences.find({ organizationId }).sort({ _id: 1 }).toArray();
    return removeAbsence(database, { ...absent, operationId: undefined }, chosen(absences, act.absence)?._id ?? "none");
  }
  const absence = await undoAbsence(database, absent, operationId);
  return absence.outcome === "otherOperation" ? undoOperation(database, scope, { operationId, now }) : absence;
}
