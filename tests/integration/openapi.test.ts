import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenApiDocument } from "../../app/api/openapi.server.ts";
import { isCalendarDate } from "../../app/domain/calendar.ts";
import { addApiKey } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let document: OpenApiDocument;
let key: string;
let ann: BrowserSession;
const ajv = new Ajv2020({
  strict: false,
  formats: { email: true, date: isCalendarDate, "date-time": /^\d{4}-\d\d-\d\dT.*Z$/ },
});
/** Operations and the statuses that they have answered with. */
const called = new Map<string, Set<number>>();

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const { first } = await plantTwoOrganizations(connection.database);
  key = await addApiKey(connection.database, { organizationId: first, name: "test", now: new Date() });
  ann = await signIn(server.origin, "ann@example.com");
  const response = await fetch(`${server.origin}/api/openapi.json`);
  expect(response.headers.get("Content-Type")).toMatch(/^application\/json/);
  document = (await response.json()) as OpenApiDocument;
  ajv.addSchema({ ...closed(document), $id: "api" });
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

/** The same, where an object has the fields that are described and no other. */
function closed<Part>(part: Part): Part {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map(closed) as Part;
  const inner = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value as unknown)]));
  return ("properties" in inner ? { additionalProperties: false, ...inner } : inner) as Part;
}

interface Call {
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** What its path names. */
  id?: string;
}

/** Calls an operation by its id, and checks that the document allows what is sent and what is answered. */
async function call(operationId: string, { query = "", body, headers = {}, id = "" }: Call = {}) {
  const [path, method, operation] = operations().find(([, , { operationId: id }]) => id === operationId)!;
  const withKey = operation.security.some((scheme) => "apiKey" in scheme);
  const response = await ann.fetch(path.replace("{id}", id) + query, {
    method: method.toUpperCase(),
    headers: {
      ...(withKey && { Authorization: `Bearer ${key}` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  const described = operation.responses[String(response.status)];
  expect(described, `${operationId} answered ${response.status}`).toBeDefined();
  expectToMatch(described!.content["application/json"]!.schema.$ref, answer);
  if (response.ok && body !== undefined)
    expectToMatch(operation.requestBody!.content["application/json"]!.schema.$ref, body);
  called.set(operationId, (called.get(operationId) ?? new Set()).add(response.status));
  return { status: response.status, answer: answer as Record<string, never> };
}

function operations() {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
  );
}

function expectToMatch(reference: string, value: unknown) {
  const validate = ajv.getSchema(`api${reference}`);
  expect(validate, reference).toBeDefined();
  expect(validate!(value), `${reference}: ${ajv.errorsText(validate!.errors)}`).toBe(true);
}

test("the document is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate({ ...document });
  expect(result).toMatchObject({ valid: true });
  expect(document.openapi).toMatch(/^3\.1/);
});

test("every example is what its schema takes", () => {
  for (const [, , { requestBody }] of operations()) {
    const content = requestBody?.content["application/json"];
    if (content) expectToMatch(content.schema.$ref, content.example);
  }
});

describe("every operation answers as described (ASVS 15.3.1)", () => {
  test("contacts", async () => {
    const contacts = [{ id: "a", name: "A", email: "a@example.com", nextFollowUpDate: "2030-01-15", cadenceDays: 14 }];
    expect(await call("upsertContacts", { body: { contacts } })).toMatchObject({ status: 200, answer: { added: 1 } });
    expect((await call("upsertContacts", { body: contacts[0] })).status).toBe(200);
    expect((await call("upsertContacts", { body: { id: "a" } })).status).toBe(400);
    expect((await call("upsertContacts", { body: {}, headers: { "Content-Type": "text/plain" } })).status).toBe(415);
    expect((await call("upsertContacts", { body: "x".repeat(2_097_152) })).status).toBe(413);
    expect((await call("patchContacts", { body: { id: "a", leadQuality: null, cadenceDays: 0 } })).status).toBe(200);
    expect((await call("patchContacts", { body: { id: "nobody" } })).status).toBe(404);
    expect((await call("listContacts", { query: "?limit=2" })).answer.contacts).toHaveLength(2);
    expect((await call("listContacts", { query: "?limit=1" })).answer.contacts).toMatchObject([{ cadenceDays: 0 }]);
    expect((await call("patchContacts", { body: { id: "a", cadenceDays: 731 } })).status).toBe(400);
    expect((await call("listContacts", { headers: { Authorization: "Bearer x" } })).status).toBe(401);
  });

  test("activities", async () => {
    const body = { id: "call-1", kind: "call", direction: "out", time: "2026-01-02T09:30:00Z", text: "Spoke" };
    expect(await call("logActivity", { id: "later", body })).toMatchObject({
      status: 200,
      answer: { effect: "stays" },
    });
    expect((await call("logActivity", { id: "later", body: { ...body, text: "Else" } })).status).toBe(409);
    expect((await call("logActivity", { id: "later", body: { kind: "chat" } })).status).toBe(400);
    expect((await call("logActivity", { id: "secret", body: { kind: "call" } })).status).toBe(404);
    expect((await call("logActivity", { id: "later", body, headers: { Authorization: "Bearer x" } })).status).toBe(401);
  });

  test("follow-ups", async () => {
    expect((await call("listDue", { query: "?limit=3&order=priority&filter=all" })).answer.followUps).toHaveLength(3);
    expect((await call("listDue", { query: "?order=none" })).status).toBe(400);
    expect((await call("listDue", { headers: { Authorization: "Bearer x" } })).status).toBe(401);
    const { answer } = await call("changeDue", { body: { personIds: ["old", "today"], action: "snooze" } });
    expect(answer).toMatchObject({ count: 2 });
    expect((await call("changeDue", { body: { personId: "nobody", action: "done" } })).status).toBe(404);
    expect((await call("undo", { body: { operationId: answer.operationId } })).status).toBe(200);
    expect((await call("undo", { body: { operationId: "op_none" } })).status).toBe(404);
    const operationId = "op_chosen_by_the_caller_1";
    const chosen = { personId: "inactive", action: "snooze", operationId };
    expect((await call("changeDue", { body: chosen })).status).toBe(200);
    expect((await call("changeDue", { body: { ...chosen, until: "2099-01-01" } })).status).toBe(409);
    const spread = { days: 5, perDay: 30 };
    const preview = await call("spread", { body: { ...spread, dryRun: true } });
    expect(preview.answer).toMatchObject({ count: 3, days: { length: 5 } });
    expect((await call("spread", { body: { ...spread, seen: "of before" } })).status).toBe(409);
    expect((await call("spread", { body: { ...spread, days: 0 } })).status).toBe(400);
    const spreadOut = await call("spread", { body: { ...spread, seen: preview.answer.seen } });
    expect(spreadOut.status).toBe(200);
    expect((await call("undo", { body: { operationId: spreadOut.answer.operationId } })).status).toBe(200);
    const quality = { personId: "old", leadQuality: "HOT", operationId };
    expect((await call("changeLeadQuality", { body: quality })).status).toBe(409);
    const done = await call("changeDue", { body: { personId: "today", action: "done" } });
    const next = { operationId: done.answer.operationId, newOperationId: operationId };
    expect((await call("setNext", { body: next })).status).toBe(409);
    expect((await call("setNext", { body: { operationId: done.answer.operationId } })).status).toBe(200);
    expect((await call("setNext", { body: { operationId: "op_none" } })).status).toBe(404);
    expect((await call("changeLeadQuality", { body: { personId: "old", leadQuality: "WARM" } })).status).toBe(200);
    expect((await call("changeLeadQuality", { body: { personId: "secret", leadQuality: null } })).status).toBe(404);
    expect((await call("undo", { body: {}, headers: { Origin: "https://evil.example" } })).status).toBe(403);
  });

  test("the team", async () => {
    expect((await call("readTeam")).answer).toMatchObject({ members: [{ name: "ann" }, { name: "bob" }] });
    expect((await call("readTeam", { headers: { Authorization: "Bearer x" } })).status).toBe(401);
    expect((await call("listDue", { query: "?for=nobody" })).status).toBe(404);
  });

  test("absences", async () => {
    const bob = (await connection.database.users.findOne({ email: "bob@example.com" }))!._id;
    const body = { from: "2999-01-01", until: "2999-01-02", standInId: bob };
    expect((await call("addAbsence", { body })).status).toBe(400);
    const today = new Date().toISOString().slice(0, 10);
    const added = await call("addAbsence", { body: { ...body, from: today, until: today } });
    expect(added.status).toBe(200);
    expect((await call("listAbsences")).answer.absences).toMatchObject([{ standInName: "bob" }]);
    const { id } = added.answer;
    expect((await call("removeAbsence", { body: { id, operationId: added.answer.operationId } })).status).toBe(409);
    expect((await call("removeAbsence", { body: { id } })).status).toBe(200);
    expect((await call("removeAbsence", { body: { id } })).status).toBe(404);
  });

  test("embed tokens", async () => {
    const origin = "https://host.example";
    const minted = await call("mintEmbedToken", { body: { email: "ann@example.com", origin } });
    const headers = { Authorization: `Bearer ${minted.answer.token}` };
    expect((await call("listDue", { headers: { ...headers, Origin: origin } })).status).toBe(200);
    expect((await call("listDue", { headers: { ...headers, Origin: "https://other.example" } })).status).toBe(403);
    expect((await call("mintEmbedToken", { body: { email: "cid@example.com", origin } })).status).toBe(404);
  });

  test("none was left out", () => {
    const succeeded = [...called].filter(([, statuses]) => statuses.has(200)).map(([id]) => id);
    expect(succeeded.sort()).toEqual(
      operations()
        .map(([, , { operationId }]) => operationId)
        .sort(),
    );
  });
});

test("a cadence is told with its bounds where it is sent and where it is answered, in both forms", async () => {
  const description = "Days from one follow-up to the next; 0 is no cadence, null goes by the lead quality.";
  for (const name of ["ContactUpsert", "ContactPatch", "Contact"]) {
    const { properties, required } = document.components.schemas[name]!;
    const anyOf = [{ type: "integer", minimum: 0, maximum: 730 }, { type: "null" }];
    expect(properties!.cadenceDays).toEqual({ anyOf, description });
    expect(required!.includes("cadenceDays")).toBe(name === "Contact");
  }
  const html = await (await fetch(`${server.origin}/api`)).text();
  expect(html).toContain("whole number from 0 to 730 or null");
  expect(html).toContain(description);
});

test("the page at /api tells of every operation without a script, and of nothing only to who is signed in", async () => {
  const response = await fetch(`${server.origin}/api`);
  expect(response.status).toBe(200);
  const html = await response.text();
  for (const [path, , { operationId }] of operations()) {
    expect(html).toContain(`id="${operationId}"`);
    expect(html).toContain(path);
  }
});
