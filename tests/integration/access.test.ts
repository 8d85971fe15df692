import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenApiDocument } from "../../app/api/openapi.server.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { ACCESS, ELSEWHERE, ROUTES, type Outcome } from "../support/access-table.ts";
import { CALLERS, HOST, plantCallers, type Caller } from "../support/callers.ts";
import { builtRoutes } from "../support/routes.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";

const CONTACT_FIELDS =
  "assignees cadenceDays company email id leadQuality name nextFollowUpDate phone photoUrl status".split(" ");

/** Every operation of the document with its parameters and the fields of its body. A new one has to be given its place. */
const OPERATIONS: Record<string, { parameters?: string[]; fields?: string[] }> = {
  listContacts: { parameters: ["limit", "after"] },
  upsertContacts: { fields: CONTACT_FIELDS },
  patchContacts: { fields: CONTACT_FIELDS },
  logActivity: { parameters: ["id"], fields: ["countsAsFollowUp", "direction", "id", "kind", "text", "time"] },
  listDue: { parameters: ["limit", "order", "filter", "q", "quality", "for"] },
  changeDue: {
    fields: ["action", "for", "leadQuality", "note", "operationId", "outcome", "personId", "personIds", "until"],
  },
  undo: { fields: ["operationId"] },
  setNext: { fields: ["later", "newOperationId", "operationId"] },
  spread: { fields: ["days", "dryRun", "filter", "for", "operationId", "perDay", "personIds", "seen"] },
  changeLeadQuality: { fields: ["from", "leadQuality", "operationId", "personId"] },
  listAbsences: {},
  addAbsence: { fields: ["from", "operationId", "standInId", "until", "userId"] },
  removeAbsence: { fields: ["id", "operationId"] },
  readTeam: {},
  mintEmbedToken: { fields: ["email", "origin"] },
};

let server: TestServer;
let connection: DatabaseConnection;
let headers: Record<Caller, Record<string, string>>;
let bob: string;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  ({ headers, bob } = await plantCallers(server, connection.database));
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

async function outcomeOf(caller: Caller, method: string, path: string, form = "a=b"): Promise<Outcome> {
  const isApi = path.startsWith("/api/");
  const type = isApi ? "application/json" : "application/x-www-form-urlencoded";
  const own = (text: string) => text.replace("USER", bob).replace("CALLER", encodeURIComponent(caller));
  const response = await fetch(server.origin + own(path), {
    method,
    redirect: "manual",
    headers: {
      ...headers[caller],
      ...(isApi && caller.includes("token") && { Origin: HOST }),
      ...(method !== "GET" && { "Content-Type": type }),
    },
    ...(method !== "GET" && { body: isApi && form === "a=b" ? "{}" : own(form) }),
  });
  await response.body?.cancel();
  // So many sign in without a password that they are told to wait.
  if (response.headers.get("Location")?.startsWith("/login?") || [401, 429].includes(response.status)) return "signIn";
  if (response.status === 405) return "noMethod";
  if (response.status === 403) return "refused";
  return response.status === 404 || response.status === 410 ? "none" : "in";
}

test("every route has its line (ASVS 6.3.4)", async () => {
  const ids = Object.keys(await builtRoutes()).filter((id) => id !== "root");
  expect(Object.keys(ROUTES).sort()).toEqual(ids.sort());
});

test("every operation, parameter and field has its place", async () => {
  const document = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as OpenApiDocument;
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const found = operations.map(({ operationId, parameters, requestBody }) => {
    const name = requestBody?.content["application/json"]?.schema.$ref.split("/").at(-1);
    const schema = name ? document.components.schemas[name]! : {};
    const [first] = (schema.anyOf ?? []) as { $ref?: string }[];
    const one = first?.$ref?.split("/").at(-1);
    const { properties } = one ? document.components.schemas[one]! : schema;
    return [
      operationId,
      {
        ...(parameters && { parameters: parameters.map((parameter) => parameter.name) }),
        ...(properties && { fields: Object.keys(properties).sort() }),
      },
    ] as const;
  });
  expect(Object.fromEntries(found)).toEqual(OPERATIONS);
});

test("reading changes nothing, whatever the address asks for (ASVS 3.5.3)", async () => {
  const { contacts, activities, operations, users, organizations, apiKeys, oneTimeLinks, calendarFeeds } =
    connection.database;
  const { sessions } = connection.database;
  const stored = async () => {
    const all = [contacts, activities, operations, users, organizations, apiKeys, oneTimeLinks, calendarFeeds];
    const documents = await Promise.all(all.map((collection) => collection.find().sort({ _id: 1 }).toArray()));
    // The expired one is swept away at some time.
    return { documents, sessions: await sessions.countDocuments({ expiresAt: { $gt: new Date(0) } }) };
  };
  const before = await stored();
  const fields = "intent=clear&action=done&personIds=bobs&end=others&name=Other&role=member&leadQuality=HOT";
  for (const { path, form = "" } of Object.values(ROUTES)) await outcomeOf("admin", "GET", `${path}?${form}&${fields}`);
  expect(await stored()).toEqual(before);
  expect(await outcomeOf("admin", "GET", "/account")).toBe("in");
});

test("every method that an endpoint answers is an operation of the document, but for the document and the stream", async () => {
  const document = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as OpenApiDocument;
  const told = (path: string) => {
    const known = Object.keys(document.paths).find((each) =>
      new RegExp(`^${each.replace(/\{\w+\}/g, "[^/]+")}$`).test(path),
    );
    return Object.keys(document.paths[known ?? ""] ?? { get: {} }).map((method) => method.toUpperCase());
  };
  const endpoints = Object.entries(ROUTES).filter(([id]) => /^routes\/api\.(?!\$|_)/.test(id));
  for (const [, { path }] of endpoints) {
    const answered: string[] = [];
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      if ((await outcomeOf("nobody", method, path)) !== "noMethod") answered.push(method);
    }
    expect(answered.sort(), path).toEqual(told(path).sort());
  }
  expect(endpoints.length).toBeGreaterThan(Object.keys(document.paths).length);
});

test("every schema by which an endpoint reads is one of the document's", async () => {
  const read = async (file: string) => readFile(new URL(`../../app/${file}`, import.meta.url), "utf8");
  const files = (await readdir(new URL("../../app/routes", import.meta.url))).filter((file) => file.startsWith("api."));
  const texts = await Promise.all(files.map((file) => read(`routes/${file}`)));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\bread(?:Json|Query)\(\s*[\w.]+,\s*(\w+)/g)].map(([, name]) => name!),
  );
  const document = (await read("api/components.ts")) + (await read("api/operations.ts"));
  expect(names.length).toBeGreaterThan(5);
  // A list of those, or one of them.
  const own = names.filter((name) => name !== "ContactsBody");
  for (const name of own) expect(document).toMatch(new RegExp(`\\b${name}\\b`));
});

test.each(CALLERS)("what %s may (ASVS 8.2.1, 8.3.1)", async (caller) => {
  for (const [id, { path, access, get = access, post = access, form, isOfFirst, isMissing }] of Object.entries(
    ROUTES,
  )) {
    if (id === "routes/logout") continue;
    const expected = (kind: keyof typeof ACCESS, isThere: boolean): Outcome => {
      const outcome = ACCESS[kind](caller);
      if (outcome !== "in") return outcome;
      return (isOfFirst && [...ELSEWHERE, "key elsewhere"].includes(caller)) || !isThere ? "none" : "in";
    };
    const isApiOfMethods = /^routes\/api\.(?!\$|_)/.test(id);
    const methods = isApiOfMethods ? ["GET", "POST", "PATCH"] : ["GET", "POST"];
    for (const method of methods) {
      const outcome = await outcomeOf(caller, method, path, form);
      const what = `${caller}: ${method} ${path}`;
      if (isApiOfMethods && outcome === "noMethod") continue;
      if (method === "GET") {
        // A page that only leads elsewhere looks for nothing.
        const leads = get !== access || /cadence|lead-quality|organization/.test(path);
        expect(outcome, what).toBe(
          leads && !id.startsWith("routes/api.") ? ACCESS[get](caller) : expected(get, !isMissing),
        );
      } else if (post === "none") expect(outcome, what).toBe("noMethod");
      else if (id === "routes/login") expect(outcome, what).toBe("signIn");
      else expect(outcome, what).toBe(expected(post, !isMissing));
    }
  }
});

test("nobody signs anybody out but themselves", async () => {
  for (const caller of ["nobody", "contacts key", "embed token", "forged token"] as const) {
    await outcomeOf(caller, "POST", "/logout");
    expect(await outcomeOf("admin", "GET", "/account")).toBe("in");
  }
  await outcomeOf("admin", "POST", "/logout");
  expect(await outcomeOf("admin", "GET", "/account")).toBe("signIn");
});
