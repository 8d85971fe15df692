import { MongoServerError } from "mongodb";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createLog, loggedError, withoutSecrets } from "../../app/server/log.ts";
import { routePatterns } from "../../app/server/route-pattern.ts";

test("of the database's error only kind, code and place are logged (ASVS 16.2.5, 16.3.4)", () => {
  const document = { name: "Jane Doe", email: "jane@acme.example" };
  const error = new MongoServerError({
    message: 'E11000 duplicate key error collection: f.users index: email_1 dup key: { email: "jane@acme.example" }',
    code: 11000,
    codeName: "DuplicateKey",
    keyValue: { email: "jane@acme.example" },
    writeErrors: [{ index: 0, code: 11000, op: document }],
  });
  const outer = new Error("jane@acme.example\ncan't be saved at /reset/s3cret?x=1", { cause: error });
  const logged = loggedError(outer);
  expect(JSON.stringify(logged)).not.toMatch(/jane|acme|s3cret|x=1/i);
  expect(logged).toMatchObject({ type: "Error", cause: { code: 11000, type: "MongoServerError" } });
  expect(logged.stack).toMatch(/^\s+at /);
});

test("the values that the database refuses aren't logged, whatever they look like", () => {
  const refused = new MongoServerError({ message: "E11000 dup key: { name: 'Jane Doe' }", errmsg: "", code: 11000 });
  expect(loggedError(refused)).toMatchObject({ message: "the database refused it", code: 11000 });
});

test("of many writes that the database refuses no document is logged, however deep the error lies (ASVS 16.2.5)", () => {
  const document = { name: "Jane Doe", email: "jane@acme.example", phone: "+44 20 7946 0000" };
  const bulk = Object.assign(new Error(`E11000 dup key: { name: "Jane Doe" }`), {
    name: "MongoBulkWriteError",
    code: 11_000,
    writeErrors: [{ index: 0, code: 11_000, errmsg: "Jane Doe", err: { op: document } }],
    result: { insertedIds: { 0: "person_jane" } },
  });
  const invalid = new MongoServerError({
    message: "Document failed validation: Jane Doe",
    code: 121,
    errInfo: document,
  });
  for (const innermost of [bulk, invalid]) {
    let error: Error = innermost;
    for (let depth = 0; depth < 5; depth++) error = new Error("It failed", { cause: error });
    for (const one of [innermost, error.cause, error, Object.assign(new Error("x"), { cause: document, document })])
      expect(JSON.stringify(loggedError(one))).not.toMatch(/jane|doe|acme|7946|person_/i);
  }
  expect(JSON.stringify(loggedError(document))).not.toMatch(/jane|doe/i);
  expect(JSON.stringify(loggedError("Jane Doe"))).not.toMatch(/jane|doe/i);
});

test("the message of the database isn't logged by the stack either, whatever lines it has", () => {
  const error = new MongoServerError({ message: "E11000 dup key\n    at Jane Doe\n    at Acme", code: 11_000 });
  expect(error.stack).toContain("at Jane Doe");
  expect(JSON.stringify(loggedError(error))).not.toMatch(/jane|acme/i);
  expect(loggedError(error).stack).toMatch(/^\s+at /);
});

test("whatever the server logs as an error goes through that", () => {
  const log = createLog("silent") as unknown as Record<symbol, Record<string, unknown>>;
  expect(log[pino.symbols.serializersSym]!["err"]).toBe(loggedError);
  const child = createLog("silent").child({ requestId: "x" }) as unknown as typeof log;
  expect(child[pino.symbols.serializersSym]!["err"]).toBe(loggedError);
});

test.each([
  ["can't reach mongodb://hub:pass@db.example/x", "can't reach mongodb://db.example/x"],
  ["GET /Calendar/abc.ics failed", "GET /Calendar/… failed"],
  [`fuh_${"a1-".repeat(12)} is no key`, "… is no key"],
  ["op_4fJ2kkkkkkkkkkkkkkkk is known", "op_4fJ2kkkkkkkkkkkkkkkk is known"],
])("%s", (text, safe) => {
  expect(withoutSecrets(text)).toBe(safe);
});

test("a path is told by the pattern of its route", () => {
  const route = (id: string, path?: string, parentId = "root") => [id, { id, path, parentId, module: {} }] as const;
  const routes = Object.fromEntries([
    ["root", { id: "root", path: "", module: {} }],
    ["index", { id: "index", parentId: "root", index: true, module: {} }],
    route("contacts", "contacts"),
    route("contact", "contacts/:id"),
    route("calendar", "calendar/:token"),
    route("rest", "*"),
  ]) as unknown as Parameters<typeof routePatterns>[0];
  const patternOf = routePatterns(routes);
  const told = ["/", "/contacts", "/contacts/jane@acme.example", "/Calendar/s3cret", "/contacts/p1.data", "/x/y"];
  expect(told.map(patternOf)).toEqual(["/", "/contacts", "/contacts/:id", "/calendar/:token", "/contacts/:id", "*"]);
});
