import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setFollowUpDates } from "../../db/change-follow-ups.ts";
import type { Database } from "../../db/collections.ts";
import { saveContacts } from "../../db/contact-api.ts";
import { findProfile } from "../../db/contacts.ts";
import { exportOrganization } from "../../db/export/export-organization.ts";
import { importContacts, type ImportOptions } from "../../db/import/import-contacts.ts";
import type { MemberScope } from "../../db/scope.ts";
import { undoOperation } from "../../db/undo-operation.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const FIRST = Temporal.Instant.from("2026-05-05T10:00:00Z");
const LATER = FIRST.add({ hours: 1 });
const dateOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds);

let opened: TestDatabase;
let database: Database;
let world: TwoOrganizations;
let boss: MemberScope;

beforeAll(async () => {
  opened = await borrowDatabase();
  ({ database } = opened);
});
afterAll(() => opened.close());
beforeEach(async () => {
  for (const name of ["organizations", "users", "contacts", "activities"] as const) await database[name].deleteMany({});
  world = await plantTwoOrganizations(database);
  boss = { organizationId: world.first, userId: world.bob, role: "admin" };
});

async function run(text: string, options: Partial<ImportOptions> = {}) {
  async function* source() {
    yield Buffer.from(text);
  }
  const organization = { _id: world.first, slug: "first", timeZone: "UTC" };
  const result = await importContacts(database, {
    organization,
    source: source(),
    now: FIRST,
    clearEmpty: true,
    ...options,
  });
  if (result.outcome === "refused") throw new Error(result.problem.code);
  return result.summary;
}

const all = () => database.activities.find({}).toArray();
const told = (contactId: string) => database.activities.find({ contactId }).toArray();

const HEADER = "id,name,company,email,phone,photoUrl,status,leadQuality,cadenceDays,assignees,nextFollowUpDate\n";
const ROW =
  "old,Olga Neu,<b>Acme</b>,o@example.com,+1,https://a.example/p.png,inactive,hot,14,bob@example.com,2030-02-28\n";

test("a stored contact's timeline tells every field that changes, who is assigned, when, and by whom", async () => {
  const before = (await database.contacts.findOne({ organizationId: world.first, id: "old" }))!;
  await run(HEADER + ROW, { userId: world.bob });
  const activities = await told("old");
  const { operationId } = activities[0]!;
  const common = { organizationId: world.first, contactId: "old", userId: world.bob, at: dateOf(FIRST), operationId };
  const undated = { ...common, dateBefore: null, dateAfter: null };
  expect(operationId).toMatch(/^op_/);
  expect(activities.map(({ _id, ...activity }) => ({ ...activity, isStored: Boolean(_id) }))).toEqual(
    [
      { ...common, action: "set", dateBefore: before.nextFollowUpDate, dateAfter: "2030-02-28" },
      {
        ...undated,
        action: "edit",
        changes: [
          { field: "name", before: "Olga Old", after: "Olga Neu" },
          { field: "company", before: null, after: "<b>Acme</b>" },
          { field: "email", before: null, after: "o@example.com" },
          { field: "phone", before: null, after: "+1" },
          { field: "photoUrl", before: null, after: "https://a.example/p.png" },
          { field: "status", before: "ACTIVE", after: "INACTIVE" },
          { field: "leadQuality", before: null, after: "HOT" },
          { field: "cadence", before: null, after: "every 14 days" },
        ],
      },
      {
        ...undated,
        action: "assign",
        changes: [{ field: "assignees", before: "ann@example.com", after: "bob@example.com" }],
      },
    ].map((activity) => ({ ...activity, isStored: true })),
  );
  expect((await findProfile(database, boss, "old"))?.activities.map(({ userName }) => userName)).toEqual(
    Array(3).fill("bob"),
  );
});

test("the same file again tells nothing, nor does one that names the same assignees in another order", async () => {
  await run(HEADER + ROW);
  await run("id,name,assignees\nshared,Sara,bob@example.com;ann@example.com\nnew,New,\n");
  const before = await all();
  expect(before.map(({ contactId, action }) => `${contactId} ${action}`)).toEqual([
    ...["old set", "old edit", "old assign", "new create"],
  ]);
  await run(HEADER + ROW, { now: LATER });
  await run("id,name,assignees\nshared,Sara,bob@example.com;ann@example.com\nnew,New,\n", { now: LATER });
  expect(await all()).toEqual(before);
});

test("a dry run tells nothing", async () => {
  expect(await run(`${HEADER}${ROW}new,New,,,,,,,,,\n`, { dryRun: true })).toMatchObject({ added: 1, changed: 1 });
  expect(await all()).toEqual([]);
});

test("who isn't assigned any more is told as well, and nobody as nothing", async () => {
  await run("id,name,assignees\nold,Olga Old,\n");
  await run("id,name\nold,Olga Old\n", { assign: "bob@example.com", now: LATER });
  expect((await told("old")).map(({ action, changes }) => [action, changes])).toEqual([
    ["assign", [{ field: "assignees", before: "ann@example.com", after: null }]],
    ["assign", [{ field: "assignees", before: null, after: "bob@example.com" }]],
  ]);
});

test("a new contact's timeline begins with its import; the command line and other systems are nobody", async () => {
  await run("id,name,nextFollowUpDate,assignees\nnew,New,2030-01-01,ann@example.com\n", { userId: world.ann });
  await run("id,name\ncli,New\n");
  const entries = [{ id: "api", name: "New" }];
  const saved = await saveContacts(database, world.first, { entries, existingOnly: false, now: FIRST });
  expect(saved).toMatchObject({ outcome: "saved", added: 1 });
  const common = { action: "create", at: dateOf(FIRST), dateBefore: null, dateAfter: null };
  expect(await all()).toMatchObject([
    { ...common, dateAfter: "2030-01-01", organizationId: world.first, contactId: "new", userId: world.ann },
    { ...common, organizationId: world.first, contactId: "cli", userId: null },
    { ...common, organizationId: world.first, contactId: "api", userId: null },
  ]);
});

test("what the API changes is told too, and nothing where a contact is missing", async () => {
  const patch = (entries: { id: string; company: string }[]) =>
    saveContacts(database, world.first, { entries, existingOnly: true, now: FIRST });
  const old = { id: "old", company: "Acme" };
  expect(await patch([old, { id: "nobody", company: "Acme" }])).toMatchObject({ outcome: "missing" });
  expect(await all()).toEqual([]);
  await patch([old]);
  const changes = [{ field: "company", before: null, after: "Acme" }];
  expect(await all()).toMatchObject([{ contactId: "old", action: "edit", changes, userId: null }]);
});

test("an export tells what it brings along and no more, but what it changes", async () => {
  await run(HEADER + ROW, { userId: world.ann });
  let text = "";
  const options = { format: "ndjson", tables: ["contacts", "activities"] } as const;
  for await (const chunk of exportOrganization(database, { _id: world.first }, options)) text += chunk;
  const before = await all();
  await Promise.all([
    database.contacts.deleteMany({ organizationId: world.first }),
    database.activities.deleteMany({}),
  ]);
  await run(text, { userId: world.bob, now: LATER });
  const plain = (activities: typeof before) => activities.map((activity) => ({ ...activity, _id: null }));
  expect(plain(await all())).toEqual(plain(before));

  await run("id,name\nold,Other\n", { now: LATER });
  await run(text, { userId: world.bob, now: LATER.add({ hours: 1 }) });
  expect((await all()).slice(before.length).map(({ userId, changes }) => [userId, changes])).toEqual([
    [null, [{ field: "name", before: "Olga Neu", after: "Other" }]],
    [world.bob, [{ field: "name", before: "Other", after: "Olga Neu" }]],
  ]);
});

test("an undo of the import's dates is not confused by what else it tells", async () => {
  const csv = "id,name,nextFollowUpDate\nold,Olga Neu,\nnone,Nora Neu,2030-01-01\ntoday,Tara Neu,\n";
  const dates = async () => {
    const ids = ["old", "none", "today"];
    const found = await database.contacts.find({ organizationId: world.first, id: { $in: ids } }).toArray();
    return Object.fromEntries(found.map(({ id, nextFollowUpDate }) => [id, nextFollowUpDate]));
  };
  const before = await dates();
  await run(csv, { userId: world.bob });
  const { operationId } = (await told("none"))[0]!;
  await setFollowUpDates(database, boss, { ids: ["today"], date: "2031-01-01", now: dateOf(LATER) });
  expect(await undoOperation(database, boss, { operationId, now: dateOf(LATER) })).toMatchObject({ count: 2 });
  expect(await dates()).toEqual({ ...before, today: "2031-01-01" });
});

test("another organization's contact of the same id, and its timeline, are left alone", async () => {
  const theirs = await database.contacts.find({ organizationId: world.second }).toArray();
  await run(`${HEADER}${ROW}secret,Mine,,,,,,,,,\n`, { userId: world.ann });
  expect(await database.contacts.find({ organizationId: world.second }).toArray()).toEqual(theirs);
  expect(await database.activities.countDocuments({ organizationId: { $ne: world.first } })).toBe(0);
  expect(await told("secret")).toMatchObject([{ organizationId: world.first, action: "create" }]);
});

test("contacts and what is told of them are written together, or neither", async () => {
  const activities = Object.assign(Object.create(database.activities) as typeof database.activities, {
    insertMany: () => Promise.reject(new Error("killed")),
  });
  const entries = [
    { id: "old", name: "Olga Neu" },
    { id: "new", name: "New" },
  ];
  const request = { entries, existingOnly: false, now: FIRST };
  await expect(saveContacts({ ...database, activities }, world.first, request)).rejects.toThrow("killed");
  expect(await database.contacts.countDocuments({ name: { $in: ["Olga Neu", "New"] } })).toBe(0);
});
