import type { Document } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { DueContact } from "../app/domain/follow-up.ts";
import { LEAD_QUALITIES } from "../app/domain/contact.ts";
import type { Database, Role, UserDocument } from "./collections.ts";
import { listIndex, SORT_FIELDS } from "./contact-indexes.ts";
import { LISTED_FIELDS } from "./contact-pages.ts";
import { ALL_AT_ONCE, countPipeline, duePipeline, NOT_ARCHIVED } from "./due.ts";
import { assignedTo } from "./scope.ts";
import { union } from "./union.ts";

/** The most members whose day is told. */
export const MOST_OF_TEAM = 500;
/** Members that one request asks about. */
const MEMBERS_AT_ONCE = 20;
/** The most that members do in a day, as far as it is counted. */
const MOST_OPERATIONS = 20_000;
/** The most hot contacts that are counted. */
const MOST_HOT = 1_000;

/** How a member's day stands. */
export interface MemberDay {
  id: string;
  name: string;
  email: string;
  role: Role;
  overdue: number;
  today: number;
  hotOverdue: number;
  /** The date of what has been due for the longest; null where nothing is due. */
  oldest: CalendarDate | null;
  /** Contacts that they marked done since their reader's day began. */
  doneToday: number;
  /** Active contacts without a date. */
  noNextStep: number;
}

type MemberCounts = Pick<MemberDay, "overdue" | "today" | "hotOverdue" | "noNextStep">;

/**
 * How the day stands of each member of an organization, by name, of the first 500; in one question for twenty of them, whose
 * counts an index answers.
 */
export async function readTeam(
  database: Database,
  organizationId: string,
  { today, since }: { today: CalendarDate; since: Date },
): Promise<{ members: MemberDay[]; total: number }> {
  const { users } = database;
  const filter = { "memberships.organizationId": organizationId };
  const [found, total] = await Promise.all([
    users
      .find(filter)
      .sort({ name: 1, _id: 1 })
      .limit(MOST_OF_TEAM)
      .batchSize(MOST_OF_TEAM)
      .project<Pick<UserDocument, "_id" | "name" | "email" | "memberships">>({ name: 1, email: 1, memberships: 1 })
      .toArray(),
    users.countDocuments(filter),
  ]);
  const ids = found.map(({ _id }) => _id);
  const doneToday = await readDone(database, organizationId, ids, since);
  const members: MemberDay[] = [];
  for (let start = 0; start < found.length; start += MEMBERS_AT_ONCE) {
    const some = found.slice(start, start + MEMBERS_AT_ONCE);
    const counts = await readCounts(
      database,
      organizationId,
      some.map(({ _id }) => _id),
      today,
    );
    members.push(
      ...some.map(({ _id: id, name, email, memberships }, place) => ({
        ...{ id, name, email, ...counts[place]!, doneToday: doneToday.get(id) ?? 0 },
        role: memberships.find((each) => each.organizationId === organizationId)?.role ?? "member",
      })),
    );
  }
  return { members, total };
}

async function readCounts(
  { contacts }: Database,
  organizationId: string,
  userIds: readonly string[],
  today: CalendarDate,
): Promise<(MemberCounts & Pick<MemberDay, "oldest">)[]> {
  const pipelines = userIds.flatMap((userId, place) => memberPipelines({ organizationId, userId }, place, today));
  const found = await contacts.aggregate<Document>(union("contacts", pipelines), { batchSize: ALL_AT_ONCE }).toArray();
  const numbers = Object.assign({}, ...found.filter((each) => !("assigneeIds" in each))) as Record<string, number>;
  const oldest = found.filter((each): each is Oldest => "assigneeIds" in each);
  return userIds.map((userId, place) => {
    const count = (name: keyof MemberCounts) => numbers[`${name} ${place}`] ?? 0;
    const dates = oldest.flatMap((each) => (each.assigneeIds.includes(userId) ? each.nextFollowUpDate : []));
    return {
      ...{ overdue: count("overdue"), today: count("today"), hotOverdue: count("hotOverdue") },
      ...{ noNextStep: count("noNextStep"), oldest: dates.sort()[0] ?? null },
    };
  });
}

/** Of each member the oldest; it says whose it is by its assignees, of whom none has an older one. */
interface Oldest extends Document {
  assigneeIds: string[];
  nextFollowUpDate: CalendarDate;
}
const OLDEST_FIELDS = { _id: 0, assigneeIds: 1, nextFollowUpDate: 1 };

function memberPipelines(
  scope: { organizationId: string; userId: string },
  place: number,
  today: CalendarDate,
): Document[][] {
  const named = (name: keyof MemberCounts) => `${name} ${place}`;
  const leadQuality = { $in: [...LEAD_QUALITIES, null] };
  const withoutDate = { ...assignedTo(scope), leadQuality, status: "ACTIVE", nextFollowUpDate: null };
  return [
    countPipeline(scope, named("overdue"), { $lt: today }),
    countPipeline(scope, named("today"), today),
    countPipeline(scope, named("hotOverdue"), { $lt: today }, "HOT"),
    [{ $match: withoutDate }, { $count: named("noNextStep") }],
    duePipeline(scope, { nextFollowUpDate: { $lte: today } }, 1, { fields: OLDEST_FIELDS }),
  ];
}

/** By what a follow-up is done: that is said, or contact was logged that counts. */
const DONE = {
  $or: [{ action: "done" as const }, { action: "log" as const, "answer.effect": { $in: ["done", "set"] } }],
};

/** How many contacts each of the users has marked done since then, less those that were taken back. */
async function readDone(
  { operations }: Database,
  organizationId: string,
  userIds: readonly string[],
  since: Date,
): Promise<Map<string, number>> {
  const found = await operations
    .find({ organizationId, userId: { $in: [...userIds] }, at: { $gte: since }, ...DONE })
    .limit(MOST_OPERATIONS)
    .project<{ userId: string; answer: { count?: number } | null; undone: { count: number } | null }>({
      ...{ _id: 0, userId: 1, "answer.count": 1, "undone.count": 1 },
    })
    .toArray();
  const done = new Map<string, number>();
  for (const { userId, answer, undone } of found) {
    const left = Math.max(0, (answer?.count ?? 0) - (undone?.count ?? 0));
    done.set(userId, (done.get(userId) ?? 0) + left);
  }
  return done;
}

/** A hot contact that is due, with who looks after it. */
export type HotContact = DueContact & { assigneeIds: string[] };

/** The organization's hot contacts that have been due since `until` or longer, the first of them, and how many they are, up to a thousand. */
export async function listHotOverdue(
  { contacts }: Database,
  organizationId: string,
  { until, limit }: { until: CalendarDate; limit: number },
): Promise<{ contacts: HotContact[]; total: number }> {
  const match = {
    ...{ organizationId, leadQuality: "HOT" as const, status: NOT_ARCHIVED },
    nextFollowUpDate: { $lte: until },
  };
  const hint = listIndex("organization", "date");
  const found = await contacts
    .find(match)
    .sort(SORT_FIELDS.date)
    .hint(hint)
    .limit(limit)
    .project<HotContact>(LISTED_FIELDS)
    .toArray();
  const total = found.length < limit ? found.length : await contacts.countDocuments(match, { hint, limit: MOST_HOT });
  return { contacts: found, total };
}
