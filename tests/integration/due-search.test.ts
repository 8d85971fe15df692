import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import type { Database } from "../../db/collections.ts";
import { dueStages, MOST_SEARCHED, narrowestSearch } from "../../db/due-search.ts";
import { readDue, type DueRequest } from "../../db/due.ts";
import { previewSpread } from "../../db/spread-follow-ups.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let test_: TestDatabase;
let database: Database;
let world: TwoOrganizations;

beforeAll(async () => {
  test_ = await borrowDatabase();
  database = test_.database;
});
afterAll(() => test_.close());
beforeEach(async () => {
  await Promise.all(
    (["organizations", "users", "contacts", "activities"] as const).map((name) => database[name].deleteMany({})),
  );
  world = await plantTwoOrganizations(database);
});

const ann = () => ({ organizationId: world.first, userId: world.ann });
const list = (asked: Partial<DueRequest>, scope = ann()) =>
  readDue(database, scope, { today: world.today, limit: 200, order: "priority", filter: "all", ...asked });
const ids = async (...asked: Parameters<typeof list>) => (await list(...asked)).followUps.map(({ id }) => id);
const plantMany = (count: number, fields: object) =>
  database.contacts.insertMany(
    Array.from({ length: count }, (_, n) =>
      contact({
        ...{ organizationId: world.first, assigneeIds: [world.ann], id: `many-${n}`, name: `Anna ${n}` },
        ...{ nextFollowUpDate: addDays(world.today, -1 - (n % 90)), ...fields },
      }),
    ),
  );

test("a search finds whom each of its words begins a word of, within the tab, and counts stay those of all", async () => {
  expect(await ids({ search: "hot" })).toEqual(["hot-old", "hot-today"]);
  expect(await ids({ search: "HA  ho" })).toEqual(["hot-old"]);
  expect(await ids({ search: "hot", filter: "today" })).toEqual(["hot-today"]);
  const { counts, matching } = await list({ search: "hot", filter: "overdue" });
  expect([matching, counts]).toEqual([1, { all: 6, overdue: 4, today: 2, hot: 2 }]);
  expect(await list({ search: "zzz" })).toMatchObject({ followUps: [], matching: 0 });
  expect((await list({})).matching).toBeUndefined();
});

test("who isn't due, is archived, is somebody else's or another organization's is never found", async () => {
  for (const search of ["lars", "nora", "arno", "bea", "secret", "other"])
    expect(await ids({ search }), search).toEqual([]);
  const cid = { organizationId: world.second, userId: world.cid };
  expect(await ids({ search: "other" }, cid)).toEqual(["old"]);
  expect(await ids({ search: "olga" }, cid)).toEqual([]);
  expect(await ids({ search: "other" }, { organizationId: world.second, userId: world.ann })).toEqual(["old"]);
});

test("a lead quality lets its own pass, and NONE who has none", async () => {
  expect(await ids({ quality: "COLD" })).toEqual(["today"]);
  expect(await ids({ quality: "NONE" })).toEqual(["old", "shared", "inactive"]);
  expect(await ids({ quality: "HOT", filter: "overdue" })).toEqual(["hot-old"]);
  expect(await list({ quality: "COLD", filter: "hot" })).toMatchObject({ followUps: [], matching: 0 });
  expect(await ids({ quality: "NONE", search: "sara" })).toEqual(["shared"]);
});

test("it looks at all that are due, not only at those that a page shows, in the order asked for", async () => {
  await plantMany(450, { leadQuality: "WARM" });
  expect(await list({ search: "ivo" })).toMatchObject({ followUps: [{ id: "hot-today" }], matching: 1 });
  const found = await list({ search: "anna", quality: "WARM", order: "oldest", limit: 200 });
  expect([found.followUps.length, found.matching, found.isCut]).toEqual([200, 450, undefined]);
  expect(found.followUps[0]!.overdueDays).toBe(90);
  expect(await list({ quality: "WARM", limit: 10 })).toMatchObject({ matching: 450 });
  expect(await list({ search: "anna 44", limit: 200 })).toMatchObject({ matching: 11 });
});

test("a spread moves whom the search finds alone", async () => {
  const request = { days: 2, perDay: 30, today: world.today, filter: "all", search: "hot" } as const;
  expect(await previewSpread(database, ann(), request)).toMatchObject({ outcome: "fits", count: 2 });
  expect(await previewSpread(database, ann(), { ...request, quality: "COLD" })).toMatchObject({ count: 0 });
});

test("a search reads an index, and of a rare word or a short list no more than that", async () => {
  await plantMany(2_000, { assigneeIds: [world.bob] });
  const due = { organizationId: world.first, assigneeIds: world.ann, nextFollowUpDate: { $lte: world.today } };
  const examined = async (search: string) => {
    const narrowest = await narrowestSearch(database, world.first, due, search);
    const stages = dueStages(due, { nextFollowUpDate: 1, name: 1, id: 1 }, narrowest);
    const plan = JSON.stringify(await database.contacts.aggregate(stages).explain("executionStats"));
    expect(plan).not.toContain("COLLSCAN");
    return Number(/"totalDocsExamined":(?:\{"[^"]+":")?(\d+)/.exec(plan)?.[1]);
  };
  // Olga is one contact; Ann has seven that are due, one of them archived, and Bob two thousand Annas.
  expect(await examined("olga")).toBeLessThanOrEqual(1);
  expect(await examined("anna")).toBeLessThanOrEqual(7);
  expect(MOST_SEARCHED).toBeLessThanOrEqual(5_000);
});
