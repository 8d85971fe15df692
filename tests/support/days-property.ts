import { expect } from "vitest";
import { addDays, type CalendarDate } from "../../app/domain/calendar.ts";
import { EVERY_CONTACT } from "../../app/domain/contact-list.ts";
import { FILTERS } from "../../app/domain/filters.ts";
import type { Database } from "../../db/collections.ts";
import { countContacts, listContacts } from "../../db/contact-pages.ts";
import { readDue } from "../../db/due.ts";
import type { MemberScope } from "../../db/scope.ts";
import { readTeam } from "../../db/team.ts";
import { listUpcoming } from "../../db/upcoming.ts";
import type { Act, Days } from "./days-acts.ts";
import { FIRST_DAY, perform, plantTeam, scopeOf, type Operation, type Team } from "./days-team.ts";

const ALL = 200;

/** How many acts of each kind changed anything, and how often somebody stood in. */
export type Tally = Partial<Record<Act["what"] | "stoodIn", number>>;

/** Lives through the days, and checks after each what has to be true of every list. */
export async function checkDays(database: Database, days: Days): Promise<Tally> {
  const team = await plantTeam(database);
  const operations: Operation[] = [];
  const tally: Tally = {};
  const count = (what: keyof Tally, by: number) => (tally[what] = (tally[what] ?? 0) + by);
  for (const [place, acts] of days.entries()) {
    const today = addDays(FIRST_DAY, place);
    for (const [turn, act] of acts.entries()) {
      const now = new Date(`${today}T08:0${turn}:00Z`);
      const operation = await perform(team, act, { operations, today, now });
      // An undo that is asked for again gives the same answer.
      if (!operation || operations.some(({ id }) => id === operation.id)) continue;
      operations.push(operation);
      count(act.what, 1);
      const contacts = await checkAuthor(team, operation, now);
      if (contacts > 0) count("stoodIn", contacts);
    }
    await checkLists(team, today);
  }
  await checkDates(team);
  return tally;
}

/** What somebody does with contacts that aren't theirs says in whose stead; returns for how many contacts. */
async function checkAuthor(team: Team, { member, id }: Operation, now: Date): Promise<number> {
  const { database, organizationId } = team;
  const { userId, standsInFor } = await scopeOf(team, member, now);
  const done = await database.activities.find({ organizationId, userId, operationId: id }).toArray();
  for (const { contactId, insteadOf } of done.some(({ action }) => action === "assign") ? [] : done) {
    const { assigneeIds } = (await database.contacts.findOne({ organizationId, id: contactId }))!;
    const isOwn = assigneeIds.includes(userId);
    const absent = isOwn ? undefined : assigneeIds.find((id) => standsInFor.includes(id));
    expect(insteadOf, `${contactId}: in whose stead`).toBe(absent);
  }
  return done.filter(({ insteadOf }) => insteadOf).length;
}

/** All that the lists show of each member is theirs, for them and for who stands in, and all that is theirs is on one of them. */
async function checkLists(team: Team, today: CalendarDate): Promise<void> {
  const { database, organizationId } = team;
  const now = new Date(`${today}T20:00:00Z`);
  const { members } = await readTeam(database, organizationId, { today, since: now });
  for (const member of team.members) {
    const scope = await scopeOf(team, member, now);
    const { counts, undated } = await checkMember(team, scope, today);
    const { id, name, overdue, today: dueToday, noNextStep } = members.find((each) => each.id === member.userId)!;
    expect({ id, overdue, today: dueToday, noNextStep }, `${today}: the team’s page of ${name}`).toEqual({
      ...{ id: member.userId, overdue: counts.overdue, today: counts.today, noNextStep: undated },
    });
    for (const of of scope.standsInFor) await checkMember(team, { ...scope, of }, today);
  }
}

/** Every contact of a member is due, coming or without a next step, and in one of these alone; counts equal lists. */
async function checkMember({ database, organizationId }: Team, scope: MemberScope, today: CalendarDate) {
  const { userId, of = userId } = scope;
  const whose = `${today}: the lists of ${of} as ${userId} sees them`;
  const own = await database.contacts.find({ organizationId, assigneeIds: of }).sort({ id: 1 }).toArray();
  const due = await readDue(database, scope, { today, filter: "all", order: "priority", limit: ALL });
  const coming = await listUpcoming(database, scope, { today, after: null, limit: ALL });
  const filter = { ...EVERY_CONTACT, followUp: "none", owner: scope.of ?? "mine" } as const;
  const request = { filter, today, sort: "name", after: null, before: null, limit: ALL } as const;
  const undated = await listContacts(database, scope, request);
  const listed = [due.followUps, coming.contacts, undated.contacts].flatMap((list) => list.map(({ id }) => id));
  expect(listed.sort(), whose).toEqual(own.map(({ id }) => id).sort());
  expect(await countContacts(database, scope, { filter, today }, ALL), whose).toBe(undated.contacts.length);
  for (const tab of scope.of ? [] : FILTERS) {
    const { followUps } = await readDue(database, scope, { today, filter: tab, order: "oldest", limit: ALL });
    expect(due.counts[tab], `${whose}: ${tab}`).toBe(followUps.length);
  }
  return { counts: due.counts, undated: undated.contacts.length };
}

/** The timeline of each contact tells each of its dates and who had it: every change begins with what the one before left. */
async function checkDates({ database, organizationId, datesAtFirst }: Team): Promise<void> {
  for (const { id, nextFollowUpDate, assigneeIds } of await database.contacts.find({ organizationId }).toArray()) {
    const timeline = await database.activities.find({ organizationId, contactId: id }).sort({ at: 1 }).toArray();
    let date = datesAtFirst.get(id);
    for (const { dateBefore, dateAfter } of timeline.filter((each) => each.dateBefore !== each.dateAfter)) {
      expect(dateBefore, `${id}: the date before a change`).toBe(date);
      date = dateAfter;
    }
    expect(nextFollowUpDate, `${id}: its date`).toBe(date);
    const [first, ...others] = timeline.flatMap(({ assignees }) => assignees ?? []);
    const last = others.reduce((earlier, each) => {
      expect(each.before, `${id}: who had it`).toEqual(earlier?.after);
      return each;
    }, first);
    expect(assigneeIds, `${id}: who has it`).toEqual(last?.after ?? assigneeIds);
  }
}
