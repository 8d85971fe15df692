import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { CALLS } from "../support/access-calls.ts";
import { foreignValue, FORMS, HEADERS, LISTED_FIELDS, PARAMETERS } from "../support/access-inputs.ts";
import { ACCESS, ELSEWHERE, inQuery, ROUTES } from "../support/access-table.ts";
import { appInputs } from "../support/app-inputs.ts";
import { CALLERS, HOST, plantCallers, type Caller } from "../support/callers.ts";
import { plantThings, storedOf, type Things } from "../support/foreign-things.ts";
import { lowerCase, outcomeOf, sendPlain, type PlainAnswer } from "../support/plain-request.ts";
import { builtRoutes } from "../support/routes.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { contact } from "../support/two-organizations.ts";

const FORM_TYPE = "application/x-www-form-urlencoded";

let server: TestServer;
let connection: DatabaseConnection;
let headers: Record<Caller, Record<string, string>>;
let first: Things;
let second: Things;

beforeAll(async () => {
  server = await startServer({ SIGN_IN_FAILURES_PER_QUARTER_HOUR: "0" });
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const { database } = connection;
  const { bob, ...planted } = await plantCallers(server, database);
  headers = planted.headers;
  const idOf = async (slug: string) => (await database.organizations.findOne({ slug }))!._id;
  const cid = (await database.users.findOne({ email: "cid@example.com" }))!._id;
  first = await plantThings(database, {
    ...{ organizationId: await idOf("first"), user: bob, contact: "bobs", mark: "Firstborn" },
  });
  second = await plantThings(database, {
    ...{ organizationId: await idOf("second"), user: cid, contact: "secret", mark: "Secondhand" },
  });
  await database.contacts.insertOne(
    contact({ organizationId: first.organizationId, id: "spare", assigneeIds: [bob], nextFollowUpDate: "2026-01-01" }),
  );
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

/** The organization that a caller is in, and the other one; who is in none has neither. */
const ownOf = (caller: Caller): Things => (ELSEWHERE.includes(caller) || caller === "key elsewhere" ? second : first);
const otherThan = (caller: Caller): Things => (ownOf(caller) === first ? second : first);
const isLetIn = (caller: Caller) =>
  Object.values(ACCESS).some((ofKind) => ofKind !== ACCESS.anyone && ofKind(caller) === "in");
function pathOf(route: string, things: Things): string {
  return ROUTES[route]!.path.replace("USER", things.user).replace(/(?<=contacts\/)[^/]+/, things.contact);
}

function send(caller: Caller, method: string, path: string, body?: string, more: Record<string, string> = {}) {
  const isApi = path.startsWith("/api/");
  return sendPlain(server.origin + path, {
    method,
    headers: {
      ...headers[caller],
      ...(isApi && caller.includes("token") && { Origin: HOST }),
      ...(body !== undefined && { "Content-Type": isApi ? "application/json" : FORM_TYPE }),
      ...more,
    },
    ...(body !== undefined && { body }),
  });
}

/** Does what `work` does as a caller, and looks that the organizations in which the caller isn't stay as they are. */
async function leavingOthers(caller: Caller, work: () => Promise<void>): Promise<void> {
  const others = isLetIn(caller) ? [otherThan(caller)] : [first, second];
  const stored = () => Promise.all(others.map(({ organizationId }) => storedOf(connection.database, organizationId)));
  const before = await stored();
  await work();
  expect(await stored(), caller).toEqual(before);
}

function expectNothingOf(answer: PlainAnswer, others: Things, what: string): void {
  expect(answer.text.includes(others.mark), `${what} tells of ${others.mark}`).toBe(false);
  expect(answer.status, what).toBeLessThan(500);
}

test("every form, field and parameter that the app reads has its place (ASVS 15.3.3)", async () => {
  const fields = Object.values(FORMS).flatMap((forms) =>
    forms.flatMap((form) => [...new URLSearchParams(form).keys()]),
  );
  // A password manager's, which nobody reads; and one for each field of a contact.
  const isRead = (name: string) => name !== "username" && !name.includes(".");
  const named = [...fields, ...Object.values(PARAMETERS).flat()].filter(isRead);
  const read = [...(await appInputs()).fields, ...LISTED_FIELDS].filter(isRead);
  expect([...new Set(named)].sort()).toEqual([...new Set(read)].sort());
  const routes = Object.values(await builtRoutes());
  const withForm = routes.filter(({ id, module }) => module.action && !/^routes\/api\.(?!_)/.test(id));
  expect(Object.keys(FORMS).sort()).toEqual(withForm.map(({ id }) => id).sort());
});

test("every form of the pages sends what has its place", async () => {
  const patterns = Object.values(await builtRoutes()).map(({ id, path = "" }) => ({
    id,
    pattern: new RegExp(`^/${path.replace(/:\w+/g, "[^/]+").replace("*", ".+")}$`),
  }));
  const ofContact = ["?edit", "/erase", "/delete", "/merge"].map((rest) => `/contacts/bobs${rest}`);
  const ofFollowUps = ["", "/done-as?personIds=spare", "/work", "/upcoming"].map((rest) => `/follow-ups${rest}`);
  const more = ["/", "/account", "/api-keys", "/audit", "/contacts", "/dashboard", "/import", "/members"];
  const pages = [...more, ...ofContact, ...ofFollowUps];
  let count = 0;
  for (const page of [...pages, `/members/${first.user}`, "/new-contact", "/settings", "/login"]) {
    const { text } = await send(page === "/login" ? "nobody" : "admin", "GET", page);
    for (const [, attributes, content] of text.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)) {
      // What a dialog answers stays in the page.
      if (attributes!.includes('method="dialog"')) continue;
      const action = (/\baction="([^"]*)"/.exec(attributes!)?.[1] ?? page).split("?", 1)[0]!.replace(/#.*/, "");
      const route = patterns
        .filter(({ pattern }) => pattern.test(action))
        .sort((a, b) => b.pattern.source.length - a.pattern.source.length)[0]!.id;
      const names = [...content!.matchAll(/<(?:input|select|textarea|button)\b[^>]*?\bname="([^".]+)/gs)].map(
        ([, name]) => name!,
      );
      const isPost = attributes!.includes('method="post"');
      const known = isPost
        ? (FORMS[route] ?? []).flatMap((form) => [...new URLSearchParams(form).keys()])
        : (PARAMETERS[route] ?? []);
      expect(known, `${page}: the form to ${action}`).toEqual(expect.arrayContaining(names));
      count++;
    }
  }
  expect(count).toBeGreaterThan(30);
});

test("every operation is tried with all that it takes", async () => {
  const document = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>>;
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters }]) => [
      operationId,
      { method: method.toUpperCase(), path, query: inQuery(parameters) },
    ]),
  );
  const tried = Object.entries(CALLS).map(([id, { method, path, query }]) => [id, { method, path, query }]);
  expect(Object.fromEntries(tried)).toEqual(Object.fromEntries(operations));
});

test.each(CALLERS)("no form leads %s elsewhere (ASVS 8.2.2, 8.4.1)", { timeout: 120_000 }, async (caller) => {
  const others = otherThan(caller);
  const own = ownOf(caller);
  await leavingOthers(caller, async () => {
    for (const [route, forms] of Object.entries(FORMS)) {
      // Nobody signs out here, and what erases or removes does so to others' only.
      const isSpared = /logout|erase|delete|merge|members_.\$id/.test(route);
      const ownPath = pathOf(route, { ...own, contact: "spare" });
      const paths = isSpared || !isLetIn(caller) ? [pathOf(route, others)] : [pathOf(route, others), ownPath];
      for (const text of route === "routes/logout" ? [] : forms) {
        const form = text.replaceAll("OWN", own.organizationId);
        for (const field of new Set(new URLSearchParams(form).keys())) {
          const fields = new URLSearchParams(form);
          fields.set(field, foreignValue(field, others));
          for (const path of new Set(paths)) {
            const what = `${caller}: ${path} with ${fields}`;
            const answer = await send(caller, "POST", path, String(fields));
            expectNothingOf(answer, others, what);
            const isOpen = ROUTES[route]!.access === "anyone";
            if (!isLetIn(caller) && !isOpen) expect(["signIn", "refused"], what).toContain(outcomeOf(answer));
          }
        }
      }
    }
  });
});

test.each(CALLERS)("no address leads %s elsewhere (ASVS 8.2.2, 8.4.1)", async (caller) => {
  const others = otherThan(caller);
  await leavingOthers(caller, async () => {
    for (const route of Object.keys(ROUTES)) {
      if (route === "routes/logout") continue;
      for (const name of ["", ...(PARAMETERS[route] ?? [])]) {
        const value = JSON.stringify(["A", foreignValue(name, others)]);
        for (const query of name ? [foreignValue(name, others), value] : [""]) {
          const path = pathOf(route, others) + (name ? `?${new URLSearchParams({ [name]: query })}` : "");
          expectNothingOf(await send(caller, "GET", path), others, `${caller}: ${path}`);
        }
      }
    }
  });
});

test.each(CALLERS)("no call of the API leads %s elsewhere (ASVS 8.2.2, 8.4.1)", async (caller) => {
  const others = otherThan(caller);
  await leavingOthers(caller, async () => {
    for (const { method, path: pattern, query = [], body = {}, otherBody = {} } of Object.values(CALLS)) {
      const path = pattern.replace("{id}", "spare");
      if (path !== pattern) {
        const theirs = pattern.replace("{id}", others.contact);
        expectNothingOf(await send(caller, method, theirs, JSON.stringify(body)), others, `${caller}: ${theirs}`);
      }
      for (const name of query) {
        const address = `${path}?${new URLSearchParams({ [name]: foreignValue(name, others) })}`;
        expectNothingOf(await send(caller, method, address), others, `${caller}: ${address}`);
      }
      const fields = [body, otherBody].flatMap((each) =>
        Object.entries(each).map((entry) => [each, ...entry] as const),
      );
      for (const [whole, field, value] of fields) {
        // A contact is named either by itself or among several.
        const { personId, personIds, ...rest } = whole;
        const named = field === "personIds" ? { personIds } : personId === undefined ? {} : { personId };
        const foreign = foreignValue(field, others);
        const changed = JSON.stringify({ ...rest, ...named, [field]: Array.isArray(value) ? [foreign] : foreign });
        const answer = await send(caller, method, path, changed);
        expectNothingOf(answer, others, `${caller}: ${path} ${changed}`);
        if (!isLetIn(caller)) expect(["signIn", "refused"]).toContain(outcomeOf(answer));
      }
    }
  });
});

test("every header that the app reads has its place", async () => {
  expect(Object.keys(HEADERS).sort()).toEqual((await appInputs()).headers);
});

test.each(CALLERS)("no header lets %s in further (ASVS 4.1.3, 8.3.1)", async (caller) => {
  const others = otherThan(caller);
  const calls = [
    ["GET", "/contacts"],
    ["POST", "/follow-ups", "a=b"],
    ["GET", "/api/follow-ups/due"],
    ["GET", "/api/follow-ups/changes"],
    ["PATCH", "/api/follow-ups/due", "{}"],
    ["GET", "/api/contacts"],
    ["POST", "/api/embed-tokens", "{}"],
  ] as const;
  for (const [method, path, body] of calls) {
    const isApi = path.startsWith("/api/");
    const before = outcomeOf(await send(caller, method, path, body));
    const withoutCookie = outcomeOf(await send("nobody", method, path, body));
    for (const [name, { value, changes }] of Object.entries(HEADERS)) {
      if (name === "content-length" && method === "GET") continue;
      const given = typeof value === "string" ? value : value(others);
      const { Cookie, Authorization, ...kept } = headers[caller];
      const own = {
        ...(name !== "cookie" && Cookie && { Cookie }),
        ...(name !== "authorization" && Authorization && { Authorization }),
      };
      const answer = await sendPlain(server.origin + path, {
        method,
        headers: lowerCase({
          ...(isApi && caller.includes("token") && { Origin: HOST }),
          ...(body !== undefined && { "Content-Type": isApi ? "application/json" : FORM_TYPE }),
          ...kept,
          ...own,
          [name]: given,
        }),
        ...(body !== undefined && { body }),
      });
      const what = `${caller}: ${method} ${path} with ${name}`;
      expectNothingOf(answer, others, what);
      expect(answer.text.includes("evil.example") || answer.location.includes("evil.example"), what).toBe(false);
      expect(outcomeOf(answer), what).toBe(changes?.({ caller, method, isApi, before, withoutCookie }) ?? before);
    }
  }
});
