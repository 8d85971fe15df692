import type { ClientSession } from "mongodb";
import type { Temporal } from "temporal-polyfill";
import { isAwayOn, type Absence } from "../app/domain/absence.ts";
import { addDays, todayIn, usableTimeZone, type CalendarDate } from "../app/domain/calendar.ts";
import type { AbsenceDocument, Database, UserDocument } from "./collections.ts";
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

/** Whom the user stands in for at `now`: members who are away then, by their own calendar, in that organization. */
export async function listStandIns(
  { absences, organizations }: Database,
  { organizationId, userId }: Scope,
  now: Temporal.Instant,
): Promise<AwayMember[]> {
  const day = todayIn(now, "UTC");
  const found = await absences
    .aggregate<AbsenceDocument & { users: UserDocument[] }>([
      {
        $match: {
          ...{ organizationId, standInId: userId },
          until: { $gte: addDays(day, -ZONES_APART_DAYS) },
          from: { $lte: addDays(day, ZONES_APART_DAYS) },
        },
      },
      { $sort: { from: 1, _id: 1 } },
      { $limit: MOST_READ },
      { $lookup: { from: "users", localField: "userId", foreignField: "_id", as: "users" } },
      { $project: { "users.passwordHash": 0 } },
    ])
    .toArray();
  if (found.length === 0) return [];
  const organization = await organizations.findOne({ _id: organizationId }, { projection: { timeZone: 1 } });
  const ownZone = usableTimeZone(organization?.timeZone ?? null);
  return found.flatMap(({ users: [user], from, until }) => {
    if (!user?.memberships.some((each) => each.organizationId === organizationId)) return [];
    const today = todayIn(now, usableTimeZone(user.timeZone, ownZone));
    return isAwayOn({ from, until }, today) ? [{ userId: user._id, name: user.name, until }] : [];
  });
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
