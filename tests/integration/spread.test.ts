import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { MOST_SPREAD } from "../../app/domain/spread.ts";
import { workingDaysAfter } from "../../app/domain/working-days.ts";
import { htmlOf, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import { contact } from "../support/two-organizations.ts";

let trial: AdminsTrial;
let days: string[];

beforeAll(async () => {
  trial = await startAdminsTrial();
  days = workingDaysAfter(trial.world.today, 60);
});
afterAll(() => trial.stop());
beforeEach(async () => {
  await Promise.all((["contacts", "activities", "operations"] as const).map((name) => database()[name].deleteMany({})));
});

const database = () => trial.connection.database;
const ofBob = () => ({ organizationId: trial.world.first, assigneeIds: [trial.world.bob] });
const ago = (count: number) => addDays(trial.world.today, -count);
const plant = (...contacts: Partial<ReturnType<typeof contact>>[]) =>
  database().contacts.insertMany(
    contacts.map((fields, n) => contact({ ...ofBob(), id: `c${n}`, nextFollowUpDate: ago(n + 1), ...fields })),
  );
const datesOf = async (organizationId = trial.world.first) =>
  Object.fromEntries(
    (await database().contacts.find({ organizationId }).toArray()).map(({ id, nextFollowUpDate }) => [
      id,
      nextFollowUpDate,
    ]),
  );
async function spread(body: object, browser = trial.bob) {
  const { status, body: answer } = await browser.api("/api/follow-ups/spread", "POST", body);
  return { status, ...(answer as Partial<Answer>) };
}

interface Answer {
  count: number;
  operationId: string;
  seen: string;
  days: { date: string; there: number; coming: number }[];
  error: { code: string; message: string };
}

test("moves the overdue ones, hot first, then the longest overdue, and one undo brings all back", async () => {
  const there = { nextFollowUpDate: days[0]! };
  await plant({}, {}, { leadQuality: "HOT" }, {}, { ...there, id: "there" }, { nextFollowUpDate: ago(0), id: "today" });
  const before = await datesOf();
  const { count, operationId } = await spread({ days: 2, perDay: 3 });
  expect(count).toBe(4);
  expect(await datesOf()).toEqual({ ...before, c2: days[0], c3: days[0], c1: days[1], c0: days[1] });
  const activities = await database().activities.find({ operationId }).sort({ contactId: 1 }).toArray();
  expect(activities).toMatchObject([
    { contactId: "c0", userId: trial.world.bob, action: "snooze", dateBefore: ago(1), dateAfter: days[1] },
    { contactId: "c1" },
    { contactId: "c2" },
    { contactId: "c3" },
  ]);
  const done = await htmlOf(trial.bob.fetch("/follow-ups/done"));
  expect(done).toContain("Spread over several days · ");
  expect(done).toContain(`value="${operationId}"`);
  await trial.bob.api("/api/follow-ups/undo", "POST", { operationId });
  expect(await datesOf()).toEqual(before);
});

test("a dry run tells each day and writes nothing; its mark holds until something has changed", async () => {
  await plant({}, {}, { id: "there", nextFollowUpDate: days[1]! });
  const before = await datesOf();
  const { seen, days: shown, count } = await spread({ days: 3, perDay: 1, dryRun: true });
  expect(count).toBe(2);
  expect(shown).toEqual([
    { date: days[0], there: 0, coming: 1 },
    { date: days[1], there: 1, coming: 0 },
    { date: days[2], there: 0, coming: 1 },
  ]);
  expect(await datesOf()).toEqual(before);
  await plant({ id: "new", nextFollowUpDate: days[2]! });
  const full = await spread({ days: 3, perDay: 1, seen });
  expect(full).toMatchObject({ status: 400 });
  await database().contacts.updateOne({ id: "new" }, { $set: { nextFollowUpDate: days[4]! } });
  await database().contacts.updateOne({ id: "c0" }, { $set: { leadQuality: "HOT" } });
  expect(await spread({ days: 3, perDay: 1, seen })).toMatchObject({ status: 409, error: { code: "list_changed" } });
  expect(await datesOf()).toEqual({ ...before, new: days[4] });
  const again = await spread({ days: 3, perDay: 1, dryRun: true });
  expect(await spread({ days: 3, perDay: 1, seen: again.seen })).toMatchObject({ status: 200, count: 2 });
  expect(await datesOf()).toEqual({ c0: days[0], c1: days[2], there: days[1], new: days[4] });
});

test("what doesn't fit is told, with what would do, and nothing is moved", async () => {
  await plant({}, {}, {}, {}, {}, { id: "there", nextFollowUpDate: days[0]! });
  const before = await datesOf();
  const message = "5 don’t fit: 2 days of 2 hold 3; 3 days or 3 a day would do.";
  for (const dryRun of [true, false]) {
    const answer = await spread({ days: 2, perDay: 2, dryRun });
    expect(answer).toMatchObject({ status: 400, error: { code: "bad_input", message } });
  }
  expect(await datesOf()).toEqual(before);
});

test("only those that are named, of the caller's own, in the organization, not archived and due", async () => {
  const { first, second, ann, bob, cid } = trial.world;
  await plant(
    ...[{}, {}, { id: "today", nextFollowUpDate: ago(0) }, { id: "later", nextFollowUpDate: days[8]! }],
    ...[
      { id: "archived", status: "ARCHIVED" as const },
      { id: "anns", assigneeIds: [ann] },
    ],
    ...[
      { organizationId: second, id: "c0", assigneeIds: [bob, cid] },
      { organizationId: second, id: "theirs", assigneeIds: [bob, cid], nextFollowUpDate: days[0]! },
    ],
  );
  const [before, elsewhere] = [await datesOf(), await datesOf(second)];
  const personIds = ["c0", "today", "later", "archived", "anns", "theirs"];
  const preview = await spread({ days: 1, perDay: 2, personIds, dryRun: true });
  expect(preview.days).toEqual([{ date: days[0], there: 0, coming: 2 }]);
  const { operationId } = await spread({ days: 1, perDay: 2, personIds });
  expect(await datesOf(first)).toEqual({ ...before, c0: days[0], today: days[0] });
  expect(await datesOf(second)).toEqual(elsewhere);
  for (const browser of [trial.ann, trial.cid]) {
    expect((await browser.api("/api/follow-ups/undo", "POST", { operationId })).status).toBe(404);
  }
  expect(await spread({ days: 1, perDay: 9 }, trial.cid)).toMatchObject({ status: 200, count: 1 });
  expect(await datesOf(first)).toEqual({ ...before, c0: days[0], today: days[0] });
});

test("asked again under the same id it is answered as at first; another request under it is refused", async () => {
  await plant({}, {});
  const body = { days: 2, perDay: 1, operationId: "op_chosen_by_the_caller_1" };
  const answer = await spread(body);
  expect(answer).toMatchObject({ status: 200, count: 2 });
  await plant({ id: "new" });
  expect(await spread(body)).toEqual(answer);
  expect((await datesOf()).new).toBe(ago(1));
  expect(await spread({ ...body, days: 3 })).toMatchObject({ status: 409, error: { code: "operation_id_reused" } });
});

test.each([
  [{ days: 0, perDay: 30 }, "days: Must be a whole number from 1 to 60"],
  [{ days: 10_000, perDay: 30 }, "days: Must be a whole number from 1 to 60"],
  [{ days: 1.5, perDay: 30 }, "days: Must be a whole number from 1 to 60"],
  [{ days: 5, perDay: 0 }, "perDay: Must be a whole number from 1 to 500"],
  [{ days: 5, perDay: "many" }, "perDay: Must be a whole number from 1 to 500"],
  [{ days: 5, perDay: 30, filter: "none" }, "filter: Must be one of all, overdue, today, hot"],
  [{ days: 5, perDay: 30, dryRun: "yes" }, "dryRun: Must be true or false"],
])("%j is refused", async (body, message) => {
  await plant({});
  expect(await spread(body)).toMatchObject({ status: 400, error: { message } });
  expect(await datesOf()).toEqual({ c0: ago(1) });
});

test("thousands go in one operation with one undo; more than that are refused over whatever days", async () => {
  const many = Array.from({ length: MOST_SPREAD }, (_, n) => ({ id: `m${n}`, nextFollowUpDate: ago(1) }));
  await plant(...many);
  const moved = await spread({ days: 60, perDay: 100 });
  const { operationId } = moved;
  expect(moved).toMatchObject({ status: 200, count: MOST_SPREAD });
  expect(await database().contacts.countDocuments({ nextFollowUpDate: days[0]! })).toBe(50);
  await trial.bob.api("/api/follow-ups/undo", "POST", { operationId });
  expect(await database().contacts.countDocuments({ nextFollowUpDate: ago(1) })).toBe(MOST_SPREAD);
  expect(await spread({ days: 1, perDay: 500 })).toMatchObject({
    error: { message: "3,000 don’t fit: 1 day of 500 holds 500; 6 days would do." },
  });
  await plant({});
  expect((await spread({ days: 1, perDay: 500 })).error!.message).toMatch(/^More than 3,000 are due/);
});
