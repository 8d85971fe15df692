import fc from "fast-check";
import { expect } from "vitest";
import { addDays, type CalendarDate } from "../../app/domain/calendar.ts";
import { NO_CADENCE } from "../../app/domain/cadence.ts";
import { EVERY_CONTACT } from "../../app/domain/contact-list.ts";
import { DIRECTIONS, LEAD_QUALITIES, NOTE_KINDS, type Direction, type NoteKind } from "../../app/domain/contact.ts";
import { FILTERS } from "../../app/domain/filters.ts";
import { OUTCOMES } from "../../app/domain/outcome.ts";
import { changeFollowUps, setFollowUpDates } from "../../db/change-follow-ups.ts";
import type { Database } from "../../db/collections.ts";
import { countContacts, listContacts } from "../../db/contact-pages.ts";
import { readDue } from "../../db/due.ts";
import { logActivity } from "../../db/log-activity.ts";
import { setNextFollowUps } from "../../db/next-follow-ups.ts";
import type { MemberScope } from "../../db/scope.ts";
import { undoOperation } from "../../db/undo-operation.ts";
import { listUpcoming } from "../../db/upcoming.ts";
import { contact } from "./two-organizations.ts";
import { addTestOrganization, addTestUser } from "./database.ts";

/** What somebody does; numbers choose the member, the contacts and the operation, however many of these there are. */
type Act = { member: number } & (
  | { what: "done"; of: number[]; outcome: (typeof OUTCOMES)[number] | undefined }
  | { what: "snooze"; of: number[]; days: number | undefined }
  | { what: "set"; of: number[]; days: number | null }
  | { what: "log"; of: number; kind: NoteKind; direction: Direction; counts: boolean; daysAgo: number }
  | { what: "next" | "undo"; operation: number }
);

/** What is done on each of some days. */
export type Days = Act[][];

const number = fc.nat({ max: 999 });
const some = fc.array(number, { minLength: 1, maxLength: 4 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    what: fc.constant("done" as const),
    member: number,
    of: some,
    outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: undefined }),
  }),
  fc.record({
    what: fc.constant("snooze" as const),
    member: number,
    of: some,
    days: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  }),
  fc.record({
    what: fc.constant("set" as const),
    member: number,
    of: some,
    days: fc.option(fc.integer({ min: -3, max: 20 })),
  }),
  fc.record({
    what: fc.constant("log" as const),
    ...{ member: number, of: number, kind: fc.constantFrom(...NOTE_KINDS), direction: fc.constantFrom(...DIRECTIONS) },
    ...{ counts: fc.boolean(), daysAgo: fc.nat({ max: 9 }) },
  }),
  fc.record({ what: fc.constantFrom("next" as const, "undo" as const), member: number, operation: number }),
);

/** Days of up to five acts each. */
export const madeDays = (count: number): fc.Arbitrary<Days> =>
  fc.array(fc.array(act, { maxLength: 5 }), { minLength: count, maxLength: count });

/** Later than any test runs, so that no record of these days has expired. */
const FIRST_DAY: CalendarDate = "2040-03-20";
const MILLISECONDS_IN_DAY = 86_400_000;
const CONTACTS = 24;
const ALL = 200;

/** An organization of two members who share some of their contacts. */
async function plantTeam(database: Database) {
  const organization = await addTestOrganization(database, `days-${crypto.randomUUID()}`);
  const organizationId = organization._id;
  const byLeadQuality = { HOT: 3, WARM: 14, COLD: null, NURTURE: 30, none: 7 };
  const cadence = { ...NO_CADENCE, byLeadQuality, skipWeekends: true, automatic: true };
  await database.organizations.updateOne({ _id: organizationId }, { $set: { cadence } });
  const userIds = await Promise.all(
    ["ann", "ben"].map((name) => addTestUser(database, `${name}-${organizationId}@example.com`, organization)),
  );
  const [ann, ben] = userIds as [string, string];
  const contacts = Array.from({ length: CONTACTS }, (_, place) =>
    contact({
      organizationId,
      id: `c${place}`,
      assigneeIds: [[ann], [ben], [ann, ben]][place % 3]!,
      leadQuality: [...LEAD_QUALITIES, null][place % 5]!,
      nextFollowUpDate: place % 4 === 0 ? null : addDays(FIRST_DAY, (place % 9) - 4),
    }),
  );
  await database.contacts.insertMany(contacts);
  const scopes = userIds.map((userId): MemberScope => ({ organizationId, userId, role: "member" }));
  const datesAtFirst = new Map(contacts.map(({ id, nextFollowUpDate }) => [id, nextFollowUpDate]));
  return { database, scopes, datesAtFirst };
}

type Team = Awaited<ReturnType<typeof plantTeam>>;

/** Lives through the days, and checks after each what has to be true of every member's lists; returns how many acts changed anything. */
export async function checkDays(database: Database, days: Days): Promise<number> {
  const team = await plantTeam(database);
  const operations: { scope: MemberScope; id: string }[] = [];
  let changes = 0;
  for (const [place, acts] of days.entries()) {
    const today = addDays(FIRST_DAY, place);
    for (const [turn, each] of acts.entries()) {
      const now = new Date(`${today}T08:0${turn}:00Z`);
      const scope = team.scopes[each.member % team.scopes.length]!;
      const operation = operations[("operation" in each ? each.operation : 0) % Math.max(operations.length, 1)];
      const result = await perform(team, each, { scope, operation, today, now });
      if (result?.outcome !== "changed" || result.count === 0) continue;
      changes += 1;
      operations.push({ scope, id: result.operationId });
    }
    await checkLists(team, today);
  }
  await checkDates(team);
  return changes;
}

interface Moment {
  scope: MemberScope;
  operation: { scope: MemberScope; id: string } | undefined;
  today: CalendarDate;
  now: Date;
}

async function perform({ database, datesAtFirst }: Team, each: Act, { scope, operation, today, now }: Moment) {
  const idOf = (place: number) => `c${place % datesAtFirst.size}`;
  switch (each.what) {
    case "done":
      return changeFollowUps(database, scope, {
        ...{ ids: each.of.map(idOf), action: "done", outcome: each.outcome, today, now },
      });
    case "snooze": {
      const until = each.days === undefined ? undefined : addDays(today, each.days);
      return changeFollowUps(database, scope, { ids: each.of.map(idOf), action: "snooze", until, today, now });
    }
    case "set": {
      const date = each.days === null ? null : addDays(today, each.days);
      return setFollowUpDates(database, scope, { ids: each.of.map(idOf), date, now });
    }
    case "log": {
      const { of, kind, direction, counts, daysAgo } = each;
      const time = new Date(now.getTime() - daysAgo * MILLISECONDS_IN_DAY);
      const said = { id: idOf(of), kind, text: "Said something", direction, time, counts };
      const result = await logActivity(database, scope, { ...said, today, timeZone: "UTC", now });
      return result.outcome === "logged" ? { ...result, outcome: "changed" as const } : result;
    }
    case "next":
      return operation && setNextFollowUps(database, operation.scope, { operationId: operation.id, today, now });
    case "undo":
      return operation && undoOperation(database, operation.scope, { operationId: operation.id, now });
  }
}

/** Every contact of each member is due, coming or without a next step, and in one of these alone; counts equal lists. */
async function checkLists({ database, scopes }: Team, today: CalendarDate): Promise<void> {
  for (const scope of scopes) {
    const of = { assigneeIds: scope.userId, organizationId: scope.organizationId };
    const own = (await database.contacts.find(of).sort({ id: 1 }).toArray()).map(({ id }) => id);
    const due = await readDue(database, scope, { today, filter: "all", order: "priority", limit: ALL });
    const coming = await listUpcoming(database, scope, { today, after: null, limit: ALL });
    const filter = { ...EVERY_CONTACT, followUp: "none", owner: "mine" } as const;
    const request = { filter, today, sort: "name", after: null, before: null, limit: ALL } as const;
    const undated = await listContacts(database, scope, request);
    const listed = [due.followUps, coming.contacts, undated.contacts].flatMap((list) => list.map(({ id }) => id));
    expect(listed.sort(), `${today}: lists of a member`).toEqual(own.sort());
    expect(await countContacts(database, scope, { filter, today }, ALL)).toBe(undated.contacts.length);
    for (const tab of FILTERS) {
      const { followUps } = await readDue(database, scope, { today, filter: tab, order: "oldest", limit: ALL });
      expect(due.counts[tab], `${today}: ${tab}`).toBe(followUps.length);
    }
  }
}

/** The timeline of each contact tells each of its dates: every change begins with the date that the one before left. */
async function checkDates({ database, scopes, datesAtFirst }: Team): Promise<void> {
  const { organizationId } = scopes[0]!;
  for (const { id, nextFollowUpDate } of await database.contacts.find({ organizationId }).toArray()) {
    const timeline = await database.activities.find({ organizationId, contactId: id }).sort({ at: 1 }).toArray();
    let date = datesAtFirst.get(id);
    for (const { dateBefore, dateAfter } of timeline.filter((each) => each.dateBefore !== each.dateAfter)) {
      expect(dateBefore, `${id}: the date before a change`).toBe(date);
      date = dateAfter;
    }
    expect(nextFollowUpDate, `${id}: its date`).toBe(date);
  }
}
