import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ContactDocument } from "../../db/collections.ts";
import { EVERY_CONTACT } from "../../app/domain/contact-list.ts";
import { listContacts } from "../../db/contact-pages.ts";
import { searchContacts } from "../../db/contact-search.ts";
import { runSteps, type Step } from "../../db/run-steps.ts";
import { prepareSchema, STEPS } from "../../db/schema-steps.ts";
import { without } from "../../db/without.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { contact } from "../support/two-organizations.ts";

let opened: TestDatabase;

beforeEach(async () => {
  opened = await openTestDatabase();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await opened.close();
});

const DAY = 86_400_000;
const EARLIER_INDEX = "search-words-pairs-and-facets";
const admin = { organizationId: "org", userId: "u", role: "admin" } as const;

async function found(search: string): Promise<string[]> {
  const request = { filter: EVERY_CONTACT, today: "2026-11-24", sort: "name" } as const;
  const place = { after: null, before: null, limit: 50 };
  const { contacts } = await searchContacts(opened.database, admin, { search, ...request, ...place });
  return contacts.map(({ id }) => id);
}

/** A contact as the version before the steps stored it. */
function earlier(id: string, name: string): ContactDocument {
  const document: ContactDocument = contact({ organizationId: "org", id, name });
  delete document.searchPrefixes;
  return { ...document, searchKeys: [`*:${name.toLowerCase()}`] } as ContactDocument;
}

/** Makes of the database what the version before the steps left: its indexes, its validator, and three contacts. */
async function plantEarlierState(): Promise<void> {
  const { db, contacts, schemaSteps } = opened.database;
  for (const { name, key } of await contacts.indexes()) if ("searchPrefixes" in key) await contacts.dropIndex(name!);
  const searchKeys = { bsonType: "array", items: { bsonType: "string" } };
  const $jsonSchema = {
    bsonType: "object",
    required: ["organizationId", "id", "searchKeys"],
    properties: { searchKeys },
  };
  await db.command({ collMod: "contacts", validator: { $jsonSchema } });
  await contacts.createIndex({ organizationId: 1, searchKeys: 1, name: 1, id: 1 } as never, { name: EARLIER_INDEX });
  await contacts.insertMany([earlier("a", "Ann"), earlier("b", "Bob"), earlier("c", "Cid")]);
  await schemaSteps.deleteMany({});
}

const indexNames = async () => (await opened.database.contacts.indexes()).map(({ name }) => name);

test("what an earlier version stored is brought along, while that version serves beside", async () => {
  await plantEarlierState();
  await prepareSchema(opened.database);
  expect(await found("bo")).toEqual(["b"]);
  // The earlier version goes on writing and searching as it did.
  await opened.database.contacts.insertOne(earlier("d", "Dan"));
  expect(await indexNames()).toContain(EARLIER_INDEX);
  expect(await opened.database.contacts.countDocuments({ searchKeys: "*:bob" } as object)).toBe(1);

  await prepareSchema(opened.database);
  expect(await indexNames()).toContain(EARLIER_INDEX);
  const at = new Date(Date.now() - DAY - 1_000);
  await opened.database.schemaSteps.updateOne({ _id: "step 3" }, { $set: { at } });
  await prepareSchema(opened.database);
  expect(await indexNames()).not.toContain(EARLIER_INDEX);
  expect(await opened.database.contacts.countDocuments({ searchKeys: { $ne: null } } as object)).toBe(0);
  expect(await found("bo")).toEqual(["b"]);
});

test("what is edited while a step runs stays as it was edited", async () => {
  await plantEarlierState();
  const { contacts } = opened.database;
  const bulkWrite = contacts.bulkWrite.bind(contacts);
  vi.spyOn(contacts, "bulkWrite").mockImplementationOnce(async (...request) => {
    await contacts.updateOne({ id: "b" }, { $set: { name: "Zed" } });
    return bulkWrite(...request);
  });
  await prepareSchema(opened.database);
  expect(await found("bo")).toEqual([]);
  expect(await found("zed")).toEqual(["b"]);
});

test("an earlier version's indexes that no query needs go, and no other", async () => {
  const { contacts, schemaSteps } = opened.database;
  const before = await indexNames();
  await contacts.createIndex({ organizationId: 1, updatedAt: -1 });
  const hot = { leadQuality: 1, nextFollowUpDate: 1, name: 1, id: 1, status: 1 } as const;
  await contacts.createIndex({ organizationId: 1, assigneeIds: 1, ...hot });
  expect(await indexNames()).toHaveLength(before.length + 2);
  await prepareSchema(opened.database);
  expect(await indexNames()).toHaveLength(before.length + 2);
  await schemaSteps.updateOne({ _id: "step 8" }, { $set: { at: new Date(Date.now() - DAY - 1_000) } });
  await prepareSchema(opened.database);
  expect(await indexNames()).toEqual(before);
});

test("contacts of an earlier version are listed by name without regard to case and accents, and its indexes serve it for a day", async () => {
  const { contacts, schemaSteps } = opened.database;
  const before = await indexNames();
  const names = ["bob", "Zoe", "Ärmel", "Aaron"];
  await contacts.insertMany(
    names.map((name) => without(contact({ organizationId: "org", id: name, name }), "sortName")),
  );
  await contacts.insertOne({ ...contact({ organizationId: "org", id: "c", name: "Cid" }), sortName: "renamed since" });
  const former = { organizationId: 1, leadQuality: 1, status: 1, name: 1, id: 1 } as const;
  await contacts.createIndex(former);
  await schemaSteps.deleteMany({ _id: { $in: ["step 16", "step 17"] } });
  await prepareSchema(opened.database);
  const request = { filter: EVERY_CONTACT, today: "2026-11-24", sort: "name", after: null, before: null } as const;
  const read = async () =>
    (await listContacts(opened.database, admin, { ...request, limit: 50 })).contacts.map(({ id }) => id);
  expect(await read()).toEqual(["Aaron", "Ärmel", "bob", "c", "Zoe"]);
  expect(await indexNames()).toHaveLength(before.length + 1);

  await contacts.insertOne(without(contact({ organizationId: "org", id: "Abe", name: "Abe" }), "sortName"));
  await schemaSteps.updateOne({ _id: "step 16" }, { $set: { at: new Date(Date.now() - DAY - 1_000) } });
  await prepareSchema(opened.database);
  expect(await read()).toEqual(["Aaron", "Abe", "Ärmel", "bob", "c", "Zoe"]);
  expect(await indexNames()).toEqual(before);
});

test("a step that is stopped in the middle goes on at the next start", async () => {
  await plantEarlierState();
  const { contacts, schemaSteps } = opened.database;
  vi.spyOn(contacts, "bulkWrite").mockImplementationOnce(() => Promise.reject(new Error("killed")));
  await expect(prepareSchema(opened.database)).rejects.toThrow("killed");
  expect((await schemaSteps.find({}).toArray()).map(({ _id }) => _id)).toEqual(["step 1"]);
  await prepareSchema(opened.database);
  expect(await found("bo")).toEqual(["b"]);
});

test("a start without steps to run writes nothing", async () => {
  const { db, schemaSteps } = opened.database;
  const before = await schemaSteps.find({}).toArray();
  expect(before.map(({ _id }) => _id)).toEqual(
    [1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 18].map((number) => `step ${number}`),
  );
  const spies = [
    ...(["command", "createCollection"] as const).map((name) => vi.spyOn(db, name)),
    ...(["updateOne", "insertOne", "deleteOne"] as const).map((name) => vi.spyOn(schemaSteps, name)),
  ];
  await prepareSchema(opened.database);
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  expect(await schemaSteps.find({}).toArray()).toEqual(before);
});

test("of several processes one runs a step, and of one that died another takes over", async () => {
  const { schemaSteps } = opened.database;
  const ran: string[] = [];
  const next: Step = {
    number: 4,
    name: "next",
    async run() {
      ran.push("began");
      await new Promise((resolve) => setTimeout(resolve, 700));
      ran.push("ended");
    },
  };
  const steps = [...STEPS.slice(0, 3), next];
  await Promise.all([runSteps(opened.database, steps), runSteps(opened.database, steps)]);
  expect(ran).toEqual(["began", "ended"]);

  const [at, until] = [new Date(Date.now() - 60_000), new Date(Date.now() - 30_000)];
  await schemaSteps.insertOne({ _id: "lease", at, until, holder: "dead" });
  await runSteps(opened.database, [...steps, { ...next, number: 99 }]);
  expect(ran).toHaveLength(4);
  expect(await schemaSteps.countDocuments({ _id: "lease" })).toBe(0);
});

test("steps are numbered from 1 without gaps", () => {
  expect(STEPS.map(({ number }) => number)).toEqual(STEPS.map((_, place) => place + 1));
});
