import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenApiDocument } from "../../app/api/openapi.server.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { CALLERS, HOST, plantCallers, type Caller } from "../support/callers.ts";
import { builtRoutes } from "../support/routes.ts";
import { startServer, type TestServer } from "../support/server.ts";

/** `in`: it was done, or would be with another input. `none`: there is no such thing. */
type Outcome = "in" | "none" | "signIn" | "refused" | "noMethod";

const MEMBERS: readonly Caller[] = ["member", "admin", "member elsewhere", "admin elsewhere"];
const ELSEWHERE: readonly Caller[] = ["member elsewhere", "admin elsewhere"];

const ofPage = (caller: Caller): Outcome =>
  MEMBERS.includes(caller) ? "in" : caller === "removed member" ? "refused" : "signIn";

/** Who is let in; a removed member belongs to no organization, and is told so wherever somebody signed in is. */
const ACCESS = {
  anyone: (): Outcome => "in",
  page: ofPage,
  admin: (caller: Caller): Outcome =>
    ofPage(caller) === "in" && !caller.startsWith("admin") ? "refused" : ofPage(caller),
  userApi: (caller: Caller): Outcome => (caller === "embed token" ? "in" : ofPage(caller)),
  contactsApi: (caller: Caller): Outcome => (caller === "contacts key" || caller === "key elsewhere" ? "in" : "signIn"),
  tokensApi: (caller: Caller): Outcome =>
    caller === "key elsewhere" ? "in" : caller === "contacts key" ? "refused" : "signIn",
};

interface Row {
  path: string;
  access: keyof typeof ACCESS;
  /** It has no form; or to whom its form answers another way. */
  post?: "none" | keyof typeof ACCESS;
  /** Where the page only leads to another, which guards itself. */
  get?: keyof typeof ACCESS;
  /** It names a thing of the first organization, which the others don't have. */
  isOfFirst?: true;
  /** What its form says, where nothing else is looked for before. */
  form?: string;
  /** It names a thing that there isn't: whoever is let in is told so. */
  isMissing?: true;
}

const row = (access: Row["access"], path: string, more: Partial<Row> = {}): Row => ({ access, path, ...more });

/** Every route. A new one has to be given its line. */
const ROUTES: Record<string, Row> = {
  "routes/_index": row("page", "/", { post: "none" }),
  "routes/$": row("page", "/nowhere", { isMissing: true }),
  "routes/account": row("page", "/account"),
  "routes/account_.calendar": row("page", "/account/calendar", { get: "anyone" }),
  "routes/account_.password": row("page", "/account/password"),
  "routes/account_.sessions": row("page", "/account/sessions", { get: "anyone" }),
  "routes/api-keys": row("admin", "/api-keys"),
  "routes/api-keys_.revoke": row("admin", "/api-keys/revoke", { get: "anyone", isMissing: true }),
  "routes/api.$": row("anyone", "/api/nowhere", { isMissing: true }),
  "routes/api._index": row("anyone", "/api", { post: "none" }),
  "routes/api.contacts": row("contactsApi", "/api/contacts"),
  "routes/api.embed-tokens": row("tokensApi", "/api/embed-tokens"),
  "routes/api.follow-ups.changes": row("userApi", "/api/follow-ups/changes", { post: "none" }),
  "routes/api.follow-ups.due": row("userApi", "/api/follow-ups/due"),
  "routes/api.follow-ups.lead-quality": row("userApi", "/api/follow-ups/lead-quality"),
  "routes/api.follow-ups.next": row("userApi", "/api/follow-ups/next"),
  "routes/api.follow-ups.undo": row("userApi", "/api/follow-ups/undo"),
  "routes/api.openapi[.]json": row("anyone", "/api/openapi.json"),
  "routes/audit": row("admin", "/audit", { post: "none" }),
  "routes/audit_.export": row("admin", "/audit/export", { post: "none" }),
  "routes/calendar.$token": row("anyone", "/calendar/x.ics", { post: "none", isMissing: true }),
  "routes/contacts": row("page", "/contacts"),
  "routes/contacts_.$id": row("page", "/contacts/bobs", { isOfFirst: true, form: "intent=clear" }),
  "routes/contacts_.$id_.cadence": row("page", "/contacts/bobs/cadence", { isOfFirst: true, form: "intent=none" }),
  "routes/contacts_.$id_.delete": row("page", "/contacts/delete-CALLER/delete", { isOfFirst: true }),
  "routes/contacts_.$id_.merge": row("page", "/contacts/merge-CALLER/merge", {
    isOfFirst: true,
    form: "with=other-CALLER",
  }),
  "routes/contacts_.$id_.erase": row("admin", "/contacts/shared/erase", { isOfFirst: true }),
  "routes/contacts_.$id_.lead-quality": row("page", "/contacts/bobs/lead-quality", {
    isOfFirst: true,
    form: "leadQuality=HOT",
  }),
  "routes/dashboard": row("page", "/dashboard"),
  "routes/export": row("admin", "/export", { post: "none" }),
  "routes/follow-ups": row("page", "/follow-ups"),
  "routes/follow-ups_.activate": row("page", "/follow-ups/activate"),
  "routes/follow-ups_.done": row("page", "/follow-ups/done", { post: "none" }),
  "routes/follow-ups_.next": row("page", "/follow-ups/next"),
  "routes/follow-ups_.undo": row("page", "/follow-ups/undo"),
  "routes/follow-ups_.upcoming": row("page", "/follow-ups/upcoming"),
  "routes/follow-ups_.work": row("page", "/follow-ups/work"),
  "routes/forgot": row("anyone", "/forgot", { post: "none" }),
  "routes/import": row("admin", "/import"),
  "routes/import_.$upload": row("admin", "/import/x", { isMissing: true }),
  "routes/import_.$upload_.rejected": row("admin", "/import/x/rejected", { post: "none", isMissing: true }),
  "routes/join.$secret": row("anyone", "/join/x", { isMissing: true }),
  "routes/login": row("anyone", "/login"),
  "routes/members": row("admin", "/members"),
  "routes/members_.$id": row("admin", "/members/USER", { isOfFirst: true, form: "intent=role&role=member" }),
  "routes/members_.hand-overs": row("admin", "/members/hand-overs", { get: "anyone" }),
  "routes/members_.invitations": row("admin", "/members/invitations", { get: "anyone", isMissing: true }),
  "routes/new-contact": row("page", "/new-contact"),
  "routes/organization": row("page", "/organization", { isMissing: true }),
  "routes/reset.$secret": row("anyone", "/reset/x", { isMissing: true }),
  "routes/settings": row("admin", "/settings"),
  "routes/settings_.single-sign-on": row("page", "/settings/single-sign-on", { get: "anyone", isMissing: true }),
  "routes/sso": row("anyone", "/sso", { post: "none", isMissing: true }),
  "routes/sso_.callback": row("anyone", "/sso/callback", { post: "none", isMissing: true }),
  // At the end, as it ends the sessions.
  "routes/logout": row("anyone", "/logout"),
};

const CONTACT_FIELDS =
  "assignees cadenceDays company email id leadQuality name nextFollowUpDate phone photoUrl status".split(" ");

/** Every operation of the document with its parameters and the fields of its body. A new one has to be given its place. */
const OPERATIONS: Record<string, { parameters?: string[]; fields?: string[] }> = {
  listContacts: { parameters: ["limit", "after"] },
  upsertContacts: { fields: CONTACT_FIELDS },
  patchContacts: { fields: CONTACT_FIELDS },
  listDue: { parameters: ["limit", "order", "filter"] },
  changeDue: { fields: ["action", "operationId", "personId", "personIds", "until"] },
  undo: { fields: ["operationId"] },
  setNext: { fields: ["newOperationId", "operationId"] },
  changeLeadQuality: { fields: ["from", "leadQuality", "operationId", "personId"] },
  mintEmbedToken: { fields: ["email", "origin"] },
};

let server: TestServer;
let connection: DatabaseConnection;
let headers: Record<Caller, Record<string, string>>;
let bob: string;

beforeAll(async () => {
  server = await startServer();
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
    ...(method !== "GET" && { body: isApi ? "{}" : own(form) }),
  });
  await response.body?.cancel();
  // So many sign in without a password that they are told to wait.
  if (response.headers.get("Location")?.startsWith("/login?") || [401, 429].includes(response.status)) return "signIn";
  if (response.status === 405) return "noMethod";
  if (response.status === 403) return "refused";
  return response.status === 404 || response.status === 410 ? "none" : "in";
}

test("every route has its line", async () => {
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

test.each(CALLERS)("what %s may", async (caller) => {
  for (const [id, { path, access, get = access, post = access, form, isOfFirst, isMissing }] of Object.entries(
    ROUTES,
  )) {
    if (id === "routes/logout") continue;
    const expected = (kind: keyof typeof ACCESS, isThere: boolean): Outcome => {
      const outcome = ACCESS[kind](caller);
      if (outcome !== "in") return outcome;
      return (isOfFirst && ELSEWHERE.includes(caller)) || !isThere ? "none" : "in";
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
