import type { ClientSession } from "mongodb";
import type { Temporal } from "temporal-polyfill";
import { isAwayOn, type Absence } from "../app/domain/absence.ts";
import { addDays, todayIn, usableTimeZone, type CalendarDate } from "../app/domain/calendar.ts";
import type { Database, UserDocument } from "./collections.ts";
import type { Scope } from "./scope.ts";
import { findMemberNames } from "./members/list-members.ts";

/** The most absences that are read of an organization. */
export const MOST_READ = 1_000;
/** By so many days the calendars of two zones may differ. */
export const ZONES_APART_DAYS = 2;

/** An absence with the names of both; null for one who isn't a member any more. */
export interface ListedAbsence extends Absence {
  id: string;
  name: string | null;
  standInName: string | null;
}

/** A member who is away now, for whom somebody stands in until that day. */
export interface AwayMember {
  userId: string;
  name: string;
  until: CalendarDate;
}

/** The absences that a user has to do with these days. */
export interface AbsencesOfUser {
  /** Their own, the soonest first. */
  own: Absence[];
  /** The members who are away now, by their own calendars, for whom they stand in. */
  standIns: AwayMember[];
}

/** The absences of an organization at `now` in which the user is away or stands in: one question where there are none. */
export async function absencesOfUser(
  { absences, organizations, users }: Database,
  { organizationId, userId }: Scope,
  now: Temporal.Instant,
): Promise<AbsencesOfUser> {
  const day = todayIn(now, "UTC");
  const found = await absences
    .find({
      organizationId,
      $or: [{ userId }, { standInId: userId }],
      until: { $gte: addDays(day, -ZONES_APART_DAYS) },
      from: { $lte: addDays(day, ZONES_APART_DAYS) },
    })
    .sort({ from: 1, _id: 1 })
    .limit(MOST_READ)
    .toArray();
  const own = found.filter((absence) => absence.userId === userId);
  const others = found.filter((absence) => absence.userId !== userId);
  if (others.length === 0) return { own, standIns: [] };
  const ids = others.map((absence) => absence.userId);
  const [organization, members] = await Promise.all([
    organizations.findOne({ _id: organizationId }, { projection: { timeZone: 1 } }),
    users
      .find({ _id: { $in: ids }, "memberships.organizationId": organizationId })
      .project<Pick<UserDocument, "_id" | "name" | "timeZone">>({ name: 1, timeZone: 1 })
      .toArray(),
  ]);
  const ownZone = usableTimeZone(organization?.timeZone ?? null);
  const standIns = others.flatMap(({ userId: awayId, from, until }) => {
    const member = members.find(({ _id }) => _id === awayId);
    if (!member) return [];
    const today = todayIn(now, usableTimeZone(member.timeZone, ownZone));
    return isAwayOn({ from, until }, today) ? [{ userId: awayId, name: member.name, until }] : [];
  });
  return { own, standIns };
}

/** The absences of an organization that aren't over on `today`, the soonest first; of one member alone where that is said. */
export async function listAbsences(
  database: Database,
  organizationId: string,
  { today, userId }: { today: CalendarDate; userId?: string | undefined },
): Promise<ListedAbsence[]> {
  const found = await database.absences
    .find({ organizationId, until: { $gte: today }, ...(userId !== undefined && { userId }) })
    .sort({ from: 1, _id: 1 })
    .limit(MOST_READ)
    .toArray();
  const names = await namesOf(database, organizationId, found);
  return found.map(({ _id, userId, standInId, from, until }) => ({
    ...{ id: _id, userId, standInId, from, until },
    ...{ name: names.get(userId) ?? null, standInName: names.get(standInId) ?? null },
  }));
}

/** The names of those of the absences' people who are members of the organization, by id. */
export function namesOf(
  database: Database,
  organizationId: string,
  absences: readonly Absence[],
  session?: ClientSession,
): Promise<Map<string, string>> {
  const ids = absences.flatMap(({ userId, standInId }) => [userId, standInId]);
  return findMemberNames(database, organizationId, ids, session);
}
