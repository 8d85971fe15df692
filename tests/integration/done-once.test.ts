import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AuditKind } from "../../app/domain/audit.ts";
import { addUser } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { PASSWORD, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
let boss: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  ann = await signIn(server.origin, "ann@example.com");
  const admin = { email: "boss@example.com", name: "boss", password: PASSWORD, role: "admin", timeZone: null } as const;
  await addUser(connection.database, { ...admin, organizationId: world.first, now: new Date() });
  boss = await signIn(server.origin, admin.email);
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

interface Adding {
  what: string;
  /** The page with the form, and where that is sent. */
  page: string;
  path: string;
  fields: Record<string, string>;
  other: Record<string, string>;
  /** How many of them there are. */
  count: () => Promise<number>;
}

const notes = () => connection.database.activities.countDocuments({ action: "call" });
const FORMS: Adding[] = [
  {
    what: "a contact",
    page: "/new-contact",
    path: "/new-contact",
    fields: { name: "Only Once", date: "2030-01-01" },
    other: { name: "Only Twice", date: "2030-01-01" },
    count: () => connection.database.contacts.countDocuments({ name: /^Only/ }),
  },
  {
    what: "a note",
    page: "/contacts/old",
    path: "/contacts/old",
    fields: { intent: "note", kind: "call", text: "Spoke" },
    other: { intent: "note", kind: "call", text: "Spoke again" },
    count: notes,
  },
  {
    what: "a note, one at a time",
    page: "/follow-ups/work",
    path: "/contacts/old",
    fields: { intent: "note", kind: "call", text: "Spoke", redirectTo: "/follow-ups/work" },
    other: { intent: "note", kind: "call", text: "Spoke again" },
    count: notes,
  },
];

/** The key of a page's own form: what was done before is told beside with another one. */
const keyIn = (html: string) => {
  const forms = html.replace(/<form[^>]*action="\/follow-ups\/undo".*?<\/form>/gs, "");
  return /name="operationId" value="(op_[\w-]{20,})"/.exec(forms)?.[1] ?? "none";
};
const keyOn = async (page: string, browser = ann) => keyIn(await (await browser.fetch(page)).text());
const send = (path: string, fields: Record<string, string>, browser = ann) =>
  browser.fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { Origin: server.origin } });

describe.each(FORMS)("$what", ({ page, path, fields, other, count }) => {
  let operationId: string;
  let before: number;
  beforeEach(async () => {
    operationId = await keyOn(page);
    before = await count();
  });
  const added = async () => (await count()) - before;

  test("is added once, however often and at once its form is sent, and leads to the same page", async () => {
    expect(operationId).toMatch(/^op_/);
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(path, { ...fields, operationId })));
    answers.push(await send(path, { ...fields, operationId }));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect(new Set(answers.map(({ headers }) => headers.get("Location"))).size).toBe(1);
    expect(await added()).toBe(1);
  });

  test("isn't added with other content under the same key, which is told; the form has a new key", async () => {
    await send(path, { ...fields, operationId });
    const answer = await send(path, { ...other, operationId });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain("send it again");
    expect(await added()).toBe(1);
    const next = keyIn(html);
    expect(next).not.toBe(operationId);
    expect((await send(path, { ...other, operationId: next })).status).toBe(303);
    expect(await added()).toBe(2);
  });

  test("has a key for each form and each user, and needs none", async () => {
    expect(await keyOn(page)).not.toBe(operationId);
    await send(path, { ...fields, operationId });
    expect((await send(path, { ...fields, operationId }, boss)).status).toBe(303);
    await send(path, fields);
    await send(path, { ...fields, operationId: "op_short" });
    expect(await added()).toBe(4);
  });
});

interface Making {
  what: string;
  page: () => string;
  path: () => string;
  fields: Record<string, string>;
  other?: Record<string, string>;
  /** Which cookie carries the secret to the page that shows it. */
  cookie: string;
  kind: AuditKind;
  endAll: () => Promise<unknown>;
}

const key = { name: "Only one", scopes: "contacts", expiry: "90" };
const links = () => connection.database.oneTimeLinks.deleteMany({});
const SECRETS: Making[] = [
  {
    what: "an API key",
    page: () => "/api-keys",
    path: () => "/api-keys",
    fields: key,
    other: { ...key, name: "Another" },
    cookie: "follow-ups-api-key",
    kind: "apiKeyMade",
    endAll: () => connection.database.apiKeys.deleteMany({}),
  },
  {
    what: "an invitation",
    page: () => "/members",
    path: () => "/members",
    fields: { email: "new@example.com", role: "member" },
    other: { email: "new@example.com", role: "admin" },
    cookie: "follow-ups-member-link",
    kind: "memberInvited",
    endAll: links,
  },
  {
    what: "a reset link",
    page: () => `/members/${world.ann}`,
    path: () => `/members/${world.ann}`,
    fields: { intent: "resetLink" },
    cookie: "follow-ups-member-link",
    kind: "resetLinkMade",
    endAll: links,
  },
  {
    what: "a calendar address",
    page: () => "/account",
    path: () => "/account/calendar",
    fields: { intent: "renew" },
    cookie: "follow-ups-calendar",
    kind: "calendarAddressMade",
    endAll: () => connection.database.calendarFeeds.deleteMany({}),
  },
];

describe.each(SECRETS)("$what", ({ page, path, fields, cookie, kind, endAll }) => {
  let operationId: string;
  let before: number;
  const count = () => connection.database.auditEvents.countDocuments({ kind });
  const made = async () => (await count()) - before;
  const secretOf = ({ headers }: Response) =>
    headers
      .getSetCookie()
      .find((each) => new RegExp(`^${cookie}=[^;]{40}`).test(each))
      ?.split(";")[0];
  beforeEach(async () => {
    operationId = await keyOn(page(), boss);
    before = await count();
  });

  test("is made once, however often and at once its form is sent, and each answer shows it", async () => {
    expect(operationId).toMatch(/^op_/);
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(path(), { ...fields, operationId }, boss)));
    answers.push(await send(path(), { ...fields, operationId }, boss));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect(secretOf(answers[0]!)).toBeDefined();
    expect(new Set(answers.map(secretOf)).size).toBe(1);
    expect(await made()).toBe(1);
  });

  test("isn't made again by the same form once it has ended: that is told", async () => {
    await send(path(), { ...fields, operationId }, boss);
    await endAll();
    const answer = await send(path(), { ...fields, operationId }, boss);
    expect(secretOf(answer)).toBeUndefined();
    const html = answer.status === 409 ? await answer.text() : await (await boss.fetch(page())).text();
    expect(html).toContain("has ended since");
    expect(await made()).toBe(1);
  });

  test("is another for each form, and for a form without a key", async () => {
    const answers = [
      await send(path(), { ...fields, operationId }, boss),
      await send(path(), { ...fields, operationId: await keyOn(page(), boss) }, boss),
      await send(path(), fields, boss),
      await send(path(), fields, boss),
    ];
    expect(new Set(answers.map(secretOf)).size).toBe(4);
    expect(await made()).toBe(4);
  });
});

describe.each(SECRETS.filter(({ other }) => other))("$what", ({ page, path, fields, other, kind }) => {
  test("isn't made with other content under the same key; the form has a new one", async () => {
    const operationId = await keyOn(page(), boss);
    await send(path(), { ...fields, operationId }, boss);
    const before = await connection.database.auditEvents.countDocuments({ kind });
    const answer = await send(path(), { ...other, operationId }, boss);
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain("send it again");
    expect(html).not.toContain(operationId);
    expect(await connection.database.auditEvents.countDocuments({ kind })).toBe(before);
  });
});
