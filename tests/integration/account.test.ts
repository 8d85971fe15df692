import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { makeOneTimeLink } from "../../db/one-time-links.ts";
import { passwordMatches } from "../../db/passwords.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { runCommand } from "../support/database.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { PASSWORD, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const NEW = "another long one";
const DUE = "/api/follow-ups/due";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const post = (browser: BrowserSession, path: string, fields: Record<string, string>) =>
  browser.fetch(path, { method: "POST", body: new URLSearchParams(fields) });
const postAlone = (path: string, fields: Record<string, string>) =>
  fetch(server.origin + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
const isSignedIn = async (browser: BrowserSession) => (await browser.api(DUE, "GET")).status === 200;
const matches = async (userId: string, password: string) =>
  passwordMatches(password, (await connection.database.users.findOne({ _id: userId }))!.passwordHash);

test("single keys are switched off and on by a form, and stay as they are where a form doesn't say", async () => {
  const ann = await signIn(server.origin, "ann@example.com");
  const isOff = async () => (await connection.database.users.findOne({ _id: world.ann }))!.singleKeysOff;
  const chosen = async () => /<option value="(on|off)" selected/.exec(await (await ann.fetch("/account")).text())?.[1];
  expect(await chosen()).toBe("on");
  for (const [fields, off] of [
    [{ singleKeys: "off" }, true],
    [{}, true],
    [{ singleKeys: "sometimes" }, true],
    [{ singleKeys: "on" }, false],
  ] as const) {
    expect((await post(ann, "/account", { name: "Ann", timeZone: "UTC", ...fields })).status).toBe(303);
    expect([await isOff(), await chosen()]).toEqual([off, off ? "off" : "on"]);
  }
});

describe("changing the password", () => {
  test("it asks for the current one, and ends the other sessions (ASVS 6.2.2, 6.2.3, 7.4.3, 7.5.1)", async () => {
    const [ann, elsewhere] = [
      await signIn(server.origin, "ann@example.com"),
      await signIn(server.origin, "ann@example.com"),
    ];
    const wrong = await post(ann, "/account/password", { current: "wrong", password: NEW, repeated: NEW });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain("That isn’t your current password.");
    expect(await isSignedIn(elsewhere)).toBe(true);
    const changed = await post(ann, "/account/password", { current: PASSWORD, password: NEW, repeated: NEW });
    expect(changed.status).toBe(303);
    expect(await matches(world.ann, NEW)).toBe(true);
    expect([await isSignedIn(ann), await isSignedIn(elsewhere)]).toEqual([true, false]);
    const kinds = await connection.database.auditEvents.distinct("kind", { organizationId: world.first });
    expect(kinds).toEqual(expect.arrayContaining(["signedIn", "signInFailed", "passwordChanged"]));
  });

  test.each([
    ["short", "short", "at least 10 characters"],
    ["password123", "password123", "commonest"],
    ["x".repeat(513), "x".repeat(513), "512 bytes"],
    [NEW, `${NEW}!`, "The passwords don’t match"],
    ["", "", "Choose a password"],
  ])("a password that can’t be (%#) is refused, and the page says why", async (password, repeated, why) => {
    const bob = await signIn(server.origin, "bob@example.com");
    const refused = await post(bob, "/account/password", { current: PASSWORD, password, repeated });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(why);
    expect(await matches(world.bob, PASSWORD)).toBe(true);
  });

  test("a session isn't enough to guess the password (ASVS 6.3.1)", async () => {
    const cid = await signIn(server.origin, "cid@example.com");
    const statuses = [];
    for (let n = 0; n < 30; n++) {
      statuses.push((await post(cid, "/account/password", { current: `guess ${n}`, password: NEW })).status);
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5);
    await connection.database.counts.deleteMany({});
  });
});

describe("sessions", () => {
  test("they are listed with browser, address and time, and each can be ended (ASVS 7.5.2)", async () => {
    const bob = await signIn(server.origin, "bob@example.com");
    const other = await signIn(server.origin, "bob@example.com");
    const third = await signIn(server.origin, "bob@example.com");
    const page = await (await bob.fetch("/account")).text();
    expect(page).toContain("This browser");
    expect(page).toContain("127.0.0.1");
    const keys = [...page.matchAll(/name="end" value="([0-9a-f]{64})"/g)].map(([, key]) => key!);
    expect(keys.length).toBeGreaterThanOrEqual(2);
    const others = await connection.database.sessions.find({ userId: world.bob }).sort({ createdAt: -1 }).toArray();
    await post(bob, "/account/sessions", { end: others[0]!._id });
    expect([await isSignedIn(bob), await isSignedIn(other), await isSignedIn(third)]).toEqual([true, true, false]);
    await post(bob, "/account/sessions", { end: "others" });
    expect([await isSignedIn(bob), await isSignedIn(other)]).toEqual([true, false]);
  });

  test("nobody ends those of somebody else", async () => {
    const bob = await signIn(server.origin, "bob@example.com");
    const cid = await signIn(server.origin, "cid@example.com");
    const [key] = await connection.database.sessions.find({ userId: world.cid }).sort({ createdAt: -1 }).toArray();
    await post(bob, "/account/sessions", { end: key!._id });
    await post(bob, "/account/sessions", { end: "others" });
    expect(await isSignedIn(cid)).toBe(true);
  });

  test("one that isn't used for 7 days ends; a use of it begins the 7 days anew (ASVS 7.3.1)", async () => {
    const cid = await signIn(server.origin, "cid@example.com");
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    const used = (lastUsedAt: Date, createdAt: Date) =>
      connection.database.sessions.updateMany({ userId: world.cid }, { $set: { lastUsedAt, createdAt } });
    await used(daysAgo(6), daysAgo(6));
    expect(await isSignedIn(cid)).toBe(true);
    const [session] = await connection.database.sessions.find({ userId: world.cid }).sort({ lastUsedAt: -1 }).toArray();
    expect(session!.expiresAt.getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  });

  test("none lasts more than 30 days, and another organization makes it no longer (ASVS 7.3.2)", async () => {
    await connection.database.users.updateOne(
      { _id: world.cid },
      { $push: { memberships: { organizationId: world.first, role: "member" } } },
    );
    await connection.database.sessions.deleteMany({ userId: world.cid });
    const cid = await signIn(server.origin, "cid@example.com");
    const createdAt = new Date(Date.now() - 29 * 86_400_000);
    const lastUsedAt = new Date(Date.now() - 86_400_000);
    await connection.database.sessions.updateMany({ userId: world.cid }, { $set: { createdAt, lastUsedAt } });
    expect((await post(cid, "/organization", { organizationId: world.first })).status).toBe(303);
    const session = await connection.database.sessions.findOne({ userId: world.cid });
    expect(session).toMatchObject({ organizationId: world.first, createdAt });
    expect(session!.expiresAt.getTime()).toBe(createdAt.getTime() + 30 * 86_400_000);
  });

  test("the value of one cookie is nothing in another", async () => {
    const bob = await signIn(server.origin, "bob@example.com");
    await post(bob, "/account", { timeZone: "Europe/Paris" });
    const cookies = new Map(
      bob
        .cookie()
        .split("; ")
        .map((pair) => pair.split(/=(.*)/s) as [string, string]),
    );
    for (const name of [
      "follow-ups-session",
      "follow-ups-message",
      "follow-ups-known-browser",
      "follow-ups-calendar",
    ]) {
      for (const value of cookies.values()) {
        if (value === cookies.get(name)) continue;
        const response = await fetch(`${server.origin}/account`, {
          headers: { Cookie: `${name}=${value}` },
          redirect: "manual",
        });
        expect(response.status).toBe(302);
      }
    }
  });

  test("signing out ends it on the server, and clears what the browser keeps (ASVS 7.4.1, 14.3.1)", async () => {
    const bob = await signIn(server.origin, "bob@example.com");
    const out = await post(bob, "/logout", {});
    expect(out.headers.get("Clear-Site-Data")).toContain('"storage"');
    expect(await isSignedIn(bob)).toBe(false);
  });

  test("`session end` signs a user out everywhere (ASVS 7.4.5)", async () => {
    const bob = await signIn(server.origin, "bob@example.com");
    const words = ["session", "end", "--email", "bob@example.com"];
    expect(await runCommand(words, { directory: server.dataDirectory })).toMatchObject({ code: 0 });
    expect(await isSignedIn(bob)).toBe(false);
  });
});

describe("a link to set a password", () => {
  const link = async (daysAgo = 0) => {
    const made = new Date(Date.now() - daysAgo * 86_400_000);
    const { secret } = await makeOneTimeLink(
      connection.database,
      { purpose: "passwordReset", userId: world.bob },
      made,
    );
    return `/reset/${secret}`;
  };

  test("it works once, ends the sessions, and isn't used up by a password that isn't taken (ASVS 6.4.1, 6.4.3, 6.5.1)", async () => {
    const bob = await signIn(server.origin, "bob@example.com");
    const path = await link();
    const page = await fetch(server.origin + path);
    expect(await page.text()).toContain("bob@example.com");
    const refused = await postAlone(path, { password: "short", repeated: "short" });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("at least 10 characters")]);
    expect(await isSignedIn(bob)).toBe(true);
    const fields = { password: NEW, repeated: NEW };
    const answers = await Promise.all(Array.from({ length: 5 }, () => postAlone(path, fields)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410, 410, 410]);
    expect(await isSignedIn(bob)).toBe(false);
    expect(await isSignedIn(await signIn(server.origin, "bob@example.com", NEW))).toBe(true);
    expect((await fetch(server.origin + path)).status).toBe(410);
  });

  test("after three days it doesn't, nor does one that nobody made (ASVS 6.4.1)", async () => {
    for (const path of [await link(3), "/reset/x"]) {
      expect((await fetch(server.origin + path)).status).toBe(410);
      expect((await postAlone(path, { password: NEW, repeated: NEW })).status).toBe(410);
    }
  });

  test("the command line makes one, or sets the password itself; either ends older links", async () => {
    const setPassword = ["user", "set-password", "--email", "bob@example.com"];
    const made = await runCommand(setPassword, { directory: server.dataDirectory });
    expect(made.code).toBe(0);
    expect((await fetch(server.origin + made.out.trim())).status).toBe(200);
    const stdin = { directory: server.dataDirectory, input: ["by the command line\n"] };
    expect((await runCommand([...setPassword, "--password-stdin"], stdin)).code).toBe(0);
    expect(await matches(world.bob, "by the command line")).toBe(true);
    expect((await fetch(server.origin + made.out.trim())).status).toBe(410);
    const short = { directory: server.dataDirectory, input: ["short\n"] };
    expect(await runCommand([...setPassword, "--password-stdin"], short)).toMatchObject({
      code: 1,
      err: expect.stringContaining("at least 10 characters") as string,
    });
  });

  test("the sign-in page tells the way", async () => {
    expect(await (await fetch(`${server.origin}/login`)).text()).toContain('href="/forgot"');
    expect(await (await fetch(`${server.origin}/forgot`)).text()).toContain("Ask an admin");
  });
});

test("the name can be changed, and not to nothing", async () => {
  const cid = await signIn(server.origin, "cid@example.com");
  await post(cid, "/account", { name: " Cid C. ", timeZone: "Europe/Paris" });
  await post(cid, "/account", { name: " ", timeZone: "Europe/Paris" });
  const user = await connection.database.users.findOne({ _id: world.cid });
  expect(user).toMatchObject({ name: "Cid C.", timeZone: "Europe/Paris" });
});
