import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { hashOfSecret } from "../../db/ids.ts";
import { signIn } from "../support/browser-session.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { PASSWORD, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;

beforeAll(async () => {
  server = await startServer({ TRUST_PROXY: "1" });
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}/login`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", headers });

test("every page asks to sign in and remembers where", async () => {
  for (const path of ["/", "/follow-ups?filter=hot", "/dashboard", "/contacts", "/contacts/old", "/nowhere"]) {
    const response = await fetch(server.origin + path, { redirect: "manual" });
    expect(response.status).toBe(302);
    expect(response.headers.get("Location")).toBe(`/login?redirectTo=${encodeURIComponent(path)}`);
  }
});

test("a change by someone signed out changes nothing (ASVS 8.2.1)", async () => {
  for (const path of ["/follow-ups", "/follow-ups/undo", "/contacts", "/contacts/old", "/organization"]) {
    const response = await fetch(server.origin + path, {
      method: "POST",
      body: new URLSearchParams({ personIds: "old", action: "done", id: "old", intent: "clear" }),
      redirect: "manual",
    });
    expect(response.status).toBe(302);
    expect(response.headers.get("Location")).toMatch(/^\/login/);
  }
  const contact = await connection.database.contacts.findOne({ organizationId: world.first, id: "old" });
  expect(contact!.nextFollowUpDate).not.toBeNull();
});

test("signing in leads back, with a cookie that scripts and other sites can't use (ASVS 3.3.1, 3.3.2, 3.3.4)", async () => {
  const response = await post({ email: " ANN@example.com ", password: PASSWORD, redirectTo: "/contacts?search=a" });
  expect(response.status).toBe(303);
  expect(response.headers.get("Location")).toBe("/contacts?search=a");
  const cookie = response.headers.getSetCookie()[0]!;
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(cookie).not.toMatch(/Secure/);
  const overHttps = await post({ email: "ann@example.com", password: PASSWORD }, { "X-Forwarded-Proto": "https" });
  expect(overHttps.headers.getSetCookie()[0]).toMatch(/Secure/);
});

test("it never leads to another site (ASVS 3.7.2)", async () => {
  for (const redirectTo of ["https://evil.example", "//evil.example", "/\\evil.example"]) {
    const response = await post({ email: "ann@example.com", password: PASSWORD, redirectTo });
    expect(response.headers.get("Location")).toBe("/follow-ups");
  }
});

test("a wrong email and a wrong password look the same", async () => {
  const answers = await Promise.all(
    ["ann@example.com", "eve@example.com"].map(async (email) => {
      const response = await post({ email, password: "wrong" });
      const page = (await response.text()).replaceAll(response.headers.get("X-Request-Id")!, "");
      return { status: response.status, page: page.replaceAll(email, "EMAIL").replaceAll(/nonce="[^"]*"/g, "") };
    }),
  );
  expect(answers[0]!.status).toBe(401);
  expect(answers[0]!.page).toContain("The email or the password is wrong.");
  expect(answers[1]).toEqual(answers[0]);
});

test("the session has a new id at each sign-in, and is gone at sign-out (ASVS 7.2.4, 7.4.1)", async () => {
  const browser = await signIn(server.origin, "ann@example.com");
  const firstCookie = browser.cookie();
  await browser.fetch("/login", {
    method: "POST",
    body: new URLSearchParams({ email: "ann@example.com", password: PASSWORD }),
  });
  expect(browser.cookie()).not.toBe(firstCookie);
  const withFirst = await fetch(`${server.origin}/api/follow-ups/due`, { headers: { Cookie: firstCookie } });
  expect(withFirst.status).toBe(401);
  const secondCookie = browser.cookie();
  expect((await browser.api("/api/follow-ups/due", "GET")).status).toBe(200);
  await browser.fetch("/logout", { method: "POST" });
  const afterwards = await fetch(`${server.origin}/api/follow-ups/due`, { headers: { Cookie: secondCookie } });
  expect(afterwards.status).toBe(401);
});

test("a session's id is 256 random bits, which are kept as a hash alone (ASVS 7.2.1, 7.2.2, 7.2.3)", async () => {
  const idOf = async () => {
    const { cookie } = await signIn(server.origin, "ann@example.com");
    const signed = decodeURIComponent(/follow-ups-session=([^;]+)/.exec(cookie())![1]!);
    const [payload = ""] = signed.split(".");
    return JSON.parse(Buffer.from(payload, "base64").toString()) as string;
  };
  const ids = [await idOf(), await idOf(), await idOf()];
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) {
    expect(Buffer.from(id, "base64url")).toHaveLength(32);
    expect(await connection.database.sessions.countDocuments({ _id: id })).toBe(0);
    expect(await connection.database.sessions.countDocuments({ _id: hashOfSecret(id) })).toBe(1);
  }
});

test("a session that has run out is no session", async () => {
  const browser = await signIn(server.origin, "bob@example.com");
  await connection.database.sessions.updateMany({ userId: world.bob }, { $set: { expiresAt: new Date(0) } });
  expect((await browser.api("/api/follow-ups/due", "GET")).status).toBe(401);
});

test("a user of two organizations switches, others can't", async () => {
  const { users } = connection.database;
  await users.updateOne(
    { _id: world.ann },
    { $push: { memberships: { organizationId: world.second, role: "member" } } },
  );
  const ann = await signIn(server.origin, "ann@example.com");
  const switchTo = (organizationId: string) =>
    ann.fetch("/organization", {
      method: "POST",
      body: new URLSearchParams({ organizationId, redirectTo: "/contacts" }),
    });
  expect((await switchTo(world.second)).headers.get("Location")).toBe("/contacts");
  const { body } = await ann.api("/api/follow-ups/due", "GET");
  expect(body.counts!.all).toBe(1);
  await users.updateOne({ _id: world.ann }, { $pull: { memberships: { organizationId: world.second } } });
  expect((await switchTo(world.second)).status).toBe(404);
  const back = await ann.api("/api/follow-ups/due", "GET");
  expect(back.body.counts!.all).toBe(6);
});

test("another's contact and one that isn't there give the same 404 (ASVS 8.2.2)", async () => {
  const ann = await signIn(server.origin, "ann@example.com");
  expect((await ann.fetch("/contacts/old")).status).toBe(200);
  const answers = await Promise.all(["bobs", "secret", "missing"].map((id) => ann.fetch(`/contacts/${id}`)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  const clear = await ann.fetch("/contacts/bobs", { method: "POST", body: new URLSearchParams({ intent: "clear" }) });
  expect(clear.status).toBe(404);
});
