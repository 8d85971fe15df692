import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ErrorBody } from "../../app/api/errors.ts";
import { addApiKey } from "../../db/accounts.ts";
import type { ContactDocument } from "../../db/collections.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { contactsAfter, type SharedPage } from "../../db/contact-api.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

type Body = Partial<SharedPage & ErrorBody & { ok: boolean; added: number; changed: number; unchanged: number }>;

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let planted: ContactDocument[];
let firstKey: string;
let secondKey: string;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const { database } = connection;
  world = await plantTwoOrganizations(database);
  planted = await database.contacts.find().toArray();
  const keyOf = (organizationId: string) => addApiKey(database, { organizationId, name: "test", now: new Date() });
  [firstKey, secondKey] = [await keyOf(world.first), await keyOf(world.second)];
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});
beforeEach(async () => {
  const { contacts, activities } = connection.database;
  await Promise.all([contacts.deleteMany({}), activities.deleteMany({})]);
  await contacts.insertMany(planted);
});

async function call(
  method: string,
  { key = firstKey, query = "", body }: { key?: string; query?: string; body?: unknown } = {},
) {
  const response = await fetch(`${server.origin}/api/contacts${query}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, ...(body !== undefined && { "Content-Type": "application/json" }) },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body, headers: response.headers };
}

const stored = (id: string, organizationId = world.first) =>
  connection.database.contacts.findOne({ organizationId, id });
const activitiesOf = (contactId: string) =>
  connection.database.activities.find({ organizationId: world.first, contactId }).toArray();
const fieldsOf = ({ body }: { body: Body }) => body.error?.issues.map(({ field }) => field);

describe("GET", () => {
  test("lists all of the organization's contacts by id, page by page", async () => {
    const ids: string[] = [];
    let after: string | null | undefined;
    let pages = 0;
    do {
      const query = `?limit=4${after ? `&after=${encodeURIComponent(after)}` : ""}`;
      const { status, body } = await call("GET", { query });
      expect(status).toBe(200);
      ids.push(...body.contacts!.map(({ id }) => id));
      after = body.next;
      pages++;
    } while (after);
    expect(pages).toBe(3);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toHaveLength(10);
    const { body } = await call("GET", { query: "?limit=1&after=secres", key: secondKey });
    expect(body).toMatchObject({ contacts: [{ id: "secret", assignees: ["cid@example.com"] }], next: null });
  });

  test("a page examines what it shows", async () => {
    const { contacts } = connection.database;
    const plan = await contacts
      .find(contactsAfter(world.first, "h"))
      .sort({ id: 1 })
      .limit(4)
      .explain("executionStats");
    expect(plan.executionStats.totalDocsExamined).toBeLessThanOrEqual(4);
    expect(plan.executionStats.totalKeysExamined).toBeLessThanOrEqual(5);
  });

  test.each(["limit=0", "limit=x", "after="])("%s is bad input that names the field", async (query) => {
    const answer = await call("GET", { query: `?${query}` });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual([query.split("=")[0]]);
  });

  test("needs a key", async () => {
    for (const method of ["GET", "POST", "PATCH"]) expect((await call(method, { key: "fuh_wrong" })).status).toBe(401);
    expect((await fetch(`${server.origin}/api/contacts`)).status).toBe(401);
    expect((await call("DELETE")).headers.get("Allow")).toBe("GET, POST, PATCH");
  });
});

describe("POST", () => {
  test("adds and changes, and the second time nothing", async () => {
    const body = {
      contacts: [
        { id: "old", name: "Olga Neu", nextFollowUpDate: "2030-02-28", assignees: ["bob@example.com", world.ann] },
        {
          id: "new/1 ü",
          name: "  <b>ليلى</b> ",
          email: "leila@example.com",
          leadQuality: "HOT",
          photoUrl: "https://a.example/p.png",
        },
      ],
    };
    expect(await call("POST", { body })).toMatchObject({
      status: 200,
      body: { ok: true, added: 1, changed: 1, unchanged: 0 },
    });
    expect(await stored("old")).toMatchObject({ name: "Olga Neu", assigneeIds: [world.bob, world.ann] });
    expect(await stored("new/1 ü")).toMatchObject({ name: "<b>ليلى</b>", status: "ACTIVE", leadQuality: "HOT" });
    expect(await call("POST", { body })).toMatchObject({ body: { added: 0, changed: 0, unchanged: 2 } });
    expect(await activitiesOf("old")).toMatchObject([
      { action: "set", dateAfter: "2030-02-28", userId: null },
      { action: "edit", changes: [{ field: "name", before: "Olga Old", after: "Olga Neu" }], userId: null },
      { action: "assign", changes: [{ after: "bob@example.com; ann@example.com" }], userId: null },
    ]);
    expect(await activitiesOf("new/1 ü")).toMatchObject([{ action: "create", userId: null }]);
  });

  test("one contact alone; null clears, what is absent stays", async () => {
    await call("POST", { body: { id: "one", name: "One", company: "Acme", phone: "1" } });
    expect(await call("POST", { body: { id: "one", name: "One", phone: null } })).toMatchObject({
      body: { changed: 1 },
    });
    expect(await stored("one")).toMatchObject({ company: "Acme", phone: null });
  });

  test("writes all of it or nothing, and tells what is wrong by place and field", async () => {
    const answer = await call("POST", {
      body: {
        contacts: [
          { id: "good", name: "Good" },
          { id: "bad", name: "Bad", email: "no", photoUrl: "http://a.example/p.png", nextFollowUpDate: "2027-02-30" },
          { id: "good", name: "Again" },
        ],
      },
    });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)?.sort()).toEqual(
      ["contacts.1.email", "contacts.1.nextFollowUpDate", "contacts.1.photoUrl", "contacts.2.id"].sort(),
    );
    expect(await stored("good")).toBeNull();
  });

  test("shapes that are wrong are told by place and field (ASVS 2.2.1, 2.2.2)", async () => {
    const body = {
      contacts: [{ id: "a" }, { id: " ", name: "x".repeat(501), leadQuality: "hot" }, { id: 5, name: "" }],
    };
    const answer = await call("POST", { body });
    expect(fieldsOf(answer)?.sort()).toEqual([
      "contacts.0.name",
      "contacts.1.id",
      "contacts.1.leadQuality",
      "contacts.1.name",
      "contacts.2.id",
      "contacts.2.name",
    ]);
    expect(fieldsOf(await call("POST", { body: { contacts: [] } }))).toEqual(["contacts"]);
    expect((await call("POST", { body: "[]" })).status).toBe(400);
  });

  test("names of 1 and of 500 characters go in", async () => {
    const contacts = ["x", "é".repeat(500), "𠮷".repeat(500)].map((name, place) => ({ id: `n${place}`, name }));
    expect(await call("POST", { body: { contacts } })).toMatchObject({ status: 200, body: { added: 3 } });
  });

  test("1,000 contacts go in, 1,001 and 2 MiB don't", async () => {
    const contacts = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ id: `c${n}`, name: `Contact ${n}` }));
    expect(await call("POST", { body: { contacts: contacts(1_001) } })).toMatchObject({
      status: 400,
      body: { error: { issues: [{ field: "contacts", message: "Send at most 1000 contacts" }] } },
    });
    expect(await call("POST", { body: { contacts: contacts(1_000) } })).toMatchObject({ body: { added: 1_000 } });
    expect((await call("POST", { body: { pad: "x".repeat(2_097_152) } })).status).toBe(413);
    expect((await call("POST", { body: { id: "p", name: "P", pad: "x".repeat(100_000) } })).status).toBe(200);
  });

  test("the same new contact sent many times at once is added once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => call("POST", { body: { id: "race", name: `Racer ${n}` } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(answers.reduce((sum, { body }) => sum + body.added!, 0)).toBe(1);
  });
});

describe("PATCH", () => {
  test("changes what it names and nothing else", async () => {
    const before = await stored("old");
    const body = {
      contacts: [
        { id: "old", nextFollowUpDate: null },
        { id: "later", status: "ARCHIVED" },
      ],
    };
    expect(await call("PATCH", { body })).toMatchObject({ status: 200, body: { added: 0, changed: 2 } });
    expect(await stored("old")).toMatchObject({
      name: before!.name,
      assigneeIds: before!.assigneeIds,
      nextFollowUpDate: null,
    });
    expect(await activitiesOf("old")).toMatchObject([{ action: "clear", dateBefore: before!.nextFollowUpDate }]);
  });

  test("a contact that isn't there is 404, and the others stay", async () => {
    const answer = await call("PATCH", {
      body: {
        contacts: [
          { id: "old", name: "X" },
          { id: "nobody", name: "Y" },
        ],
      },
    });
    expect(answer.status).toBe(404);
    expect(fieldsOf(answer)).toEqual(["contacts.1.id"]);
    expect(await stored("old")).toMatchObject({ name: "Olga Old" });
    expect(await stored("nobody")).toBeNull();
  });
});

describe("another organization's key", () => {
  test("sees and changes its own contact of the same id alone", async () => {
    expect(await call("PATCH", { key: secondKey, body: { id: "old", name: "Theirs" } })).toMatchObject({ status: 200 });
    expect(await stored("old")).toMatchObject({ name: "Olga Old" });
    expect(await stored("old", world.second)).toMatchObject({ name: "Theirs" });
    expect((await call("PATCH", { key: secondKey, body: { id: "today", name: "Theirs" } })).status).toBe(404);
    expect(await call("POST", { key: secondKey, body: { id: "today", name: "Theirs" } })).toMatchObject({
      body: { added: 1 },
    });
    expect(await stored("today")).toMatchObject({ name: "Tara Today" });
  });

  test("can't assign to a user of the other one", async () => {
    for (const user of ["cid@example.com", world.cid, "nobody@example.com"]) {
      const answer = await call("POST", {
        body: {
          contacts: [
            { id: "a", name: "A" },
            { id: "b", name: "B", assignees: [world.ann, user] },
          ],
        },
      });
      expect(answer.status).toBe(400);
      expect(fieldsOf(answer)).toEqual(["contacts.1.assignees.1"]);
    }
    expect(await stored("a")).toBeNull();
  });
});
