import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addUser } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { passwordMatches } from "../../db/passwords.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { startIdentityProvider, type IdentityProvider } from "../support/identity-provider.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { PASSWORD, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let provider: IdentityProvider;
let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;

beforeAll(async () => {
  provider = await startIdentityProvider("example.com");
  server = await startServer(provider.env);
  provider.serve(server.origin);
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
});
afterAll(async () => {
  await connection.close();
  await server.stop();
  await provider.stop();
});

/** A browser that nobody has signed in with. */
const newBrowser = () => signIn(server.origin, "nobody@example.com");

/** Where the server sends the browser to sign in. */
async function begin(browser: BrowserSession, redirectTo = "/contacts"): Promise<string> {
  const response = await browser.fetch(`/sso?redirectTo=${encodeURIComponent(redirectTo)}`);
  expect(response.status).toBe(302);
  return response.headers.get("Location")!;
}

const pathOf = (address: string) => address.slice(server.origin.length);

/** Signs in as somebody at the provider, and returns where that leads and what the page there says. */
async function signOn(browser: BrowserSession, id: string) {
  const response = await browser.fetch(pathOf(await provider.signInAt(await begin(browser), id)));
  const location = response.headers.get("Location")!;
  return { location, text: await (await browser.fetch(location)).text() };
}

const setting = (organizationId: string, singleSignOn: { joins: boolean; required: boolean }) =>
  connection.database.organizations.updateOne({ _id: organizationId }, { $set: { singleSignOn } });
const verified = (email: string) => ({ email, email_verified: true, name: "Some One" });

describe("the first sign-in", () => {
  test("makes a user in the organizations that take everybody in, and the next one finds the same", async () => {
    provider.people.set("new", verified("new@example.com"));
    const refused = await signOn(await newBrowser(), "new");
    expect(refused.location).toBe("/login");
    expect(refused.text).toContain("No organization here takes in people of example.com");
    expect(await connection.database.users.findOne({ email: "new@example.com" })).toBeNull();
    await setting(world.first, { joins: true, required: false });
    for (let time = 0; time < 2; time++) expect((await signOn(await newBrowser(), "new")).location).toBe("/contacts");
    // A new email of the same person changes nothing.
    provider.people.set("new", verified("renamed@example.com"));
    expect((await signOn(await newBrowser(), "new")).location).toBe("/contacts");
    const joined = await connection.database.auditEvents.find({ kind: "memberAdded" }).toArray();
    expect(joined).toMatchObject([
      {
        organizationId: world.first,
        by: { name: "new@example.com" },
        about: { name: "new@example.com" },
        detail: "by single sign-on",
        address: expect.stringContaining("127.0.0.1"),
      },
    ]);
    const users = await connection.database.users.find({ name: "Some One" }).toArray();
    expect(users).toMatchObject([
      {
        email: "new@example.com",
        passwordHash: null,
        memberships: [{ organizationId: world.first, role: "member" }],
      },
    ]);
    // No password opens it, not an empty one either.
    const byPassword = await signIn(server.origin, "new@example.com", "");
    expect((await byPassword.api("/api/follow-ups/due", "GET")).status).toBe(401);
  });

  test.each([
    ["false", { email: "ann@example.com", email_verified: false }],
    ["absent", { email: "ann@example.com" }],
    ["a text", { email: "ann@example.com", email_verified: "true" as unknown as boolean }],
  ])("never opens an account by an email whose verification is %s", async (id, claims) => {
    provider.people.set(id, claims);
    const { location, text } = await signOn(await newBrowser(), id);
    expect(location).toBe("/login");
    expect(text).toContain("hasn’t verified your email");
    expect(
      await connection.database.users.findOne({ _id: world.ann, singleSignOnSubject: { $exists: true } }),
    ).toBeNull();
  });

  test.each(["eve@evil.example", "eve@example.com.evil.example", "eve@sub.example.com", "eve@notexample.com"])(
    "refuses %s, of another domain",
    async (email) => {
      provider.people.set(email, verified(email));
      const { location, text } = await signOn(await newBrowser(), email);
      expect(location).toBe("/login");
      expect(text).toContain("Only people with an email at example.com");
    },
  );

  test("links the account with the verified email, which no password and no earlier session opens any more (ASVS 10.5.2)", async () => {
    const before = await signIn(server.origin, "ann@example.com");
    provider.people.set("ann", verified("Ann@Example.com"));
    const browser = await newBrowser();
    const { location, text } = await signOn(browser, "ann");
    expect(location).toBe("/contacts");
    expect(text).toContain("Your password no longer works");
    expect((await before.api("/api/follow-ups/due", "GET")).status).toBe(401);
    const byPassword = await signIn(server.origin, "ann@example.com");
    expect((await byPassword.api("/api/follow-ups/due", "GET")).status).toBe(401);
    expect((await browser.api("/api/follow-ups/due", "GET")).body.counts!.all).toBe(6);
    // Someone else to whom the provider gives the email later is not Ann.
    provider.people.set("second ann", verified("ann@example.com"));
    expect((await signOn(await newBrowser(), "second ann")).text).toContain("the account of somebody else");
  });
});

describe("the way back", () => {
  test("works in the browser that began, once (ASVS 2.3.1, 10.1.2, 10.2.1)", async () => {
    provider.people.set("bob", verified("bob@example.com"));
    const browser = await newBrowser();
    const back = pathOf(await provider.signInAt(await begin(browser), "bob"));
    const other = await newBrowser();
    expect((await other.fetch(back)).headers.get("Location")).toBe("/login");
    await begin(other);
    expect((await other.fetch(back)).headers.get("Location")).toBe("/login");
    expect((await browser.fetch(back)).headers.get("Location")).toBe("/contacts");
    expect((await browser.fetch(back)).headers.get("Location")).toBe("/login");
    expect((await other.api("/api/follow-ups/due", "GET")).status).toBe(401);
  });

  test("is refused with another state or none, though the code is this browser's own (ASVS 10.2.1)", async () => {
    provider.people.set("bob", verified("bob@example.com"));
    const other = new URL(await begin(await newBrowser())).searchParams.get("state")!;
    for (const state of [other, "x", null]) {
      const browser = await newBrowser();
      const back = new URL(await provider.signInAt(await begin(browser), "bob"));
      if (state === null) back.searchParams.delete("state");
      else back.searchParams.set("state", state);
      expect((await browser.fetch(pathOf(back.href))).headers.get("Location")).toBe("/login");
      expect((await browser.api("/api/follow-ups/due", "GET")).status).toBe(401);
    }
  });

  test("carries a state, a nonce and a code challenge, and never leads to another site (ASVS 10.2.1, 10.5.1, 3.7.2)", async () => {
    const address = new URL(await begin(await newBrowser(), "https://evil.example"));
    for (const name of ["state", "nonce", "code_challenge"]) expect(address.searchParams.get(name)).toMatch(/.{20,}/);
    expect(address.searchParams.get("code_challenge_method")).toBe("S256");
    const browser = await newBrowser();
    const back = await provider.signInAt(await begin(browser, "//evil.example"), "bob");
    expect((await browser.fetch(pathOf(back))).headers.get("Location")).toBe("/follow-ups");
  });

  test("begins on this site alone: another's link leads to the button (ASVS 7.6.2)", async () => {
    const browser = await newBrowser();
    for (const site of ["cross-site", "same-site"]) {
      const followed = await browser.fetch("/sso?redirectTo=/contacts", { headers: { "Sec-Fetch-Site": site } });
      expect(followed.headers.get("Location")).toBe("/login?redirectTo=%2Fcontacts");
    }
    const pressed = await browser.fetch("/sso", { headers: { "Sec-Fetch-Site": "same-origin" } });
    expect(pressed.headers.get("Location")).toMatch(/code_challenge=/);
  });

  test("with another state, or with what the provider declines, leads to the sign-in page", async () => {
    const browser = await newBrowser();
    await begin(browser);
    for (const query of ["error=access_denied&state=x", "code=x&state=x", "", "code=x"]) {
      await begin(browser);
      expect((await browser.fetch(`/sso/callback?${query}`)).headers.get("Location")).toBe("/login");
    }
  });
});

describe("an organization that demands it", () => {
  test("isn't opened by a password; others are", async () => {
    await setting(world.second, { joins: false, required: true });
    const cid = await signIn(server.origin, "cid@example.com");
    expect((await cid.api("/api/follow-ups/due", "GET")).status).toBe(401);
    const page = await cid.fetch("/follow-ups");
    expect([page.status, page.headers.get("Location")]).toEqual([302, "/sso?redirectTo=%2Ffollow-ups"]);
    await connection.database.users.updateOne(
      { _id: world.cid },
      { $push: { memberships: { organizationId: world.first, role: "member" } } },
    );
    expect((await cid.api("/api/follow-ups/due", "GET")).status).toBe(200);
    const toSecond = new URLSearchParams({ organizationId: world.second });
    expect((await cid.fetch("/organization", { method: "POST", body: toSecond })).status).toBe(404);
    provider.people.set("cid", verified("cid@example.com"));
    const browser = await newBrowser();
    expect((await signOn(browser, "cid")).location).toBe("/contacts");
    expect((await browser.fetch("/organization", { method: "POST", body: toSecond })).status).toBe(303);
  });

  test("only an admin who came by it may demand it, so that nobody shuts themselves out", async () => {
    const dora = {
      email: "dora@example.com",
      name: "Dora",
      password: PASSWORD,
      role: "admin",
      timeZone: null,
    } as const;
    await addUser(connection.database, { ...dora, organizationId: world.first, now: new Date() });
    const body = () => new URLSearchParams({ required: "on", joins: "on" });
    const demanded = async () =>
      (await connection.database.organizations.findOne({ _id: world.first }))!.singleSignOn?.required;
    const byPassword = await signIn(server.origin, "dora@example.com");
    expect(await (await byPassword.fetch("/settings")).text()).toContain("Single sign-on");
    expect((await byPassword.fetch("/settings/single-sign-on", { method: "POST", body: body() })).status).toBe(403);
    expect(await demanded()).toBe(false);
    provider.people.set("dora", verified("dora@example.com"));
    const browser = await newBrowser();
    await signOn(browser, "dora");
    expect((await browser.fetch("/settings/single-sign-on", { method: "POST", body: body() })).status).toBe(303);
    expect(await demanded()).toBe(true);
    // Members don't, however they came.
    const bob = await newBrowser();
    await signOn(bob, "bob");
    expect((await bob.fetch("/settings/single-sign-on", { method: "POST", body: body() })).status).toBe(403);
  });
});

test("without the variables there is none", async () => {
  const plain = await startServer();
  try {
    expect((await fetch(`${plain.origin}/sso`)).status).toBe(404);
    expect(await (await fetch(`${plain.origin}/login`)).text()).not.toContain("single sign-on");
    expect(await (await fetch(`${server.origin}/login`)).text()).toContain("single sign-on");
    expect(await passwordMatches(PASSWORD, null)).toBe(false);
  } finally {
    await plain.stop();
  }
});
