import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn } from "../support/browser-session.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { PASSWORD, plantTwoOrganizations } from "../support/two-organizations.ts";

const ANN = "ann@example.com";
const OF_ADDRESS = 8;
const ENV = { TRUST_PROXY: "1", SIGN_IN_FAILURES_PER_QUARTER_HOUR: String(OF_ADDRESS) };

let server: TestServer;
let other: TestServer;
let connection: DatabaseConnection;

beforeAll(async () => {
  server = await startServer(ENV);
  other = await startServer({ ...ENV, DATA_DIR: server.dataDirectory });
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  await plantTwoOrganizations(connection.database);
});
afterAll(async () => {
  await connection.close();
  await end(other);
  await server.stop();
});
beforeEach(() => connection.database.counts.deleteMany({}));

/** Ends a server and leaves its data. */
async function end({ process: child }: TestServer): Promise<void> {
  child.kill("SIGTERM");
  await once(child, "exit");
}

interface Try {
  path?: string;
  email?: string;
  password?: string;
  address?: string;
  headers?: Record<string, string>;
  at?: TestServer;
}

/** Posts to sign in exactly as it is told to, also what `fetch` would tidy up. */
async function attempt({ path = "/login", email = ANN, password = "wrong", address, headers, at }: Try = {}) {
  const body = new URLSearchParams({ email, password }).toString();
  const request = httpRequest((at ?? server).origin, {
    method: "POST",
    path,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "Content-Length": String(Buffer.byteLength(body)),
      ...(address && { "X-Forwarded-For": address }),
      ...headers,
    },
  });
  request.end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let page = "";
  for await (const chunk of response) page += chunk;
  return { status: response.statusCode!, headers: response.headers, page };
}

/** The same attempt, one after the other. */
async function attempts(count: number, attemptOf: (n: number) => Try): Promise<number[]> {
  const statuses = [];
  for (let n = 0; n < count; n++) statuses.push((await attempt(attemptOf(n))).status);
  return statuses;
}

const tally = (statuses: number[]) =>
  Object.fromEntries([...new Set(statuses)].map((status) => [status, statuses.filter((one) => one === status).length]));

describe("guesses from one address (ASVS 6.3.1)", () => {
  test.each(["/login", "/%6Cogin", "/%6c%6f%67in", "/./login", "/import/../login", "/x/%2e%2e/login", "/login.data"])(
    "are counted at %s",
    async (path) => {
      const statuses = await attempts(OF_ADDRESS + 4, (n) => ({ path, email: `user${n}@example.com` }));
      // A path that leads to no sign-in checks no password.
      if (!statuses.includes(401)) expect(statuses.every((status) => status >= 400)).toBe(true);
      else expect(tally(statuses)).toEqual({ 401: OF_ADDRESS, 429: 4 });
    },
  );

  test("are counted whatever the Host header says", async () => {
    const guesses = await attempts(OF_ADDRESS + 4, (n) => ({
      path: n % 2 ? "/login" : "/",
      email: `user${n}@example.com`,
      headers: { Host: "127.0.0.1/login?" },
    }));
    expect(guesses.filter((status) => status === 401).length).toBeLessThanOrEqual(OF_ADDRESS);
    expect(guesses).not.toContain(303);
  });

  test("are counted together with those to another process, and after a restart", async () => {
    const address = "192.0.2.50";
    const half = OF_ADDRESS / 2;
    const guess = (at: TestServer) => (n: number) => ({ at, address, email: `user${n}@example.com` });
    expect(tally(await attempts(half, guess(server)))).toEqual({ 401: half });
    expect(tally(await attempts(half, guess(other)))).toEqual({ 401: half });
    expect((await attempt({ address, at: server })).status).toBe(429);
    await end(other);
    other = await startServer({ ...ENV, DATA_DIR: server.dataDirectory });
    const refused = await attempt({ address, at: other });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(Number(refused.headers["retry-after"])).toBeLessThanOrEqual(900);
    expect(refused.page).toContain("Too many wrong passwords");
  });

  test("are counted for the whole /64 of an IPv6 address", async () => {
    const statuses = await attempts(OF_ADDRESS + 2, (n) => ({
      email: `user${n}@example.com`,
      address: `2001:db8:7:7::${(n + 1).toString(16)}`,
    }));
    expect(tally(statuses)).toEqual({ 401: OF_ADDRESS, 429: 2 });
    expect((await attempt({ address: "2001:db8:7:8::1" })).status).toBe(401);
  });

  test("are counted, and answered as wrong, with the cookie of a user who is signed in", async () => {
    const bob = await signIn(server.origin, "bob@example.com");
    const statuses = await attempts(OF_ADDRESS + 2, (n) => ({
      email: `user${n}@example.com`,
      headers: { Cookie: bob.cookie() },
    }));
    expect(tally(statuses)).toEqual({ 401: OF_ADDRESS, 429: 2 });
  });

  test("at the same time are no way around", async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => attempt({ email: `user${n}@example.com`, at: n % 2 ? server : other })),
    );
    const checked = answers.filter(({ status }) => status === 401).length;
    // Each process may be checking one for each place in its line when the limit is reached.
    expect(checked).toBeGreaterThanOrEqual(OF_ADDRESS);
    expect(checked).toBeLessThan(OF_ADDRESS + 8);
  });
});

test("fifty posts from another site lock nobody out", async () => {
  const statuses = await attempts(50, (n) => ({
    email: `user${n}@example.com`,
    headers: { Origin: "https://evil.example" },
  }));
  expect(tally(statuses)).toEqual({ 403: 50 });
  expect((await attempt({ password: PASSWORD })).status).toBe(303);
});

describe("guesses at one account (ASVS 6.3.1)", () => {
  const fromAnywhere = (n: number) => ({ address: `198.51.${Math.floor(n / 200)}.${(n % 200) + 1}` });

  test("from 300 addresses are slowed down; the owner gets in at a known browser, and elsewhere after a while", async () => {
    const known = await signIn(server.origin, ANN);
    const statuses = await attempts(300, (n) => ({ ...fromAnywhere(n), at: n % 2 ? server : other }));
    const { 401: checked = 0, 429: refused = 0 } = tally(statuses);
    expect(checked + refused).toBe(300);
    expect(checked).toBeLessThan(20);
    const elsewhere = await attempt({ password: PASSWORD, address: "203.0.113.1" });
    expect(elsewhere.status).toBe(429);
    expect(Number(elsewhere.headers["retry-after"])).toBeLessThanOrEqual(300);
    const atHome = await attempt({
      password: PASSWORD,
      address: "203.0.113.1",
      headers: { Cookie: known.cookie().replace(/follow-ups-session=[^;]*/, "") },
    });
    expect(atHome.status).toBe(303);
  });

  test("make the next one wait longer and longer, up to five minutes, and never for good", async () => {
    const waits = [];
    for (const failures of [9, 10, 11, 15, 18, 19, 1_000]) {
      await connection.database.counts.deleteMany({});
      expect((await attempt(fromAnywhere(failures))).status).toBe(401);
      const ofAccount = { _id: /^sign-in account/ as unknown as string };
      await connection.database.counts.updateOne(ofAccount, { $set: { count: failures } });
      const next = await attempt({ password: PASSWORD, address: "203.0.113.2" });
      waits.push(next.status === 303 ? 0 : Number(next.headers["retry-after"]));
      const later = { $set: { lastAt: new Date(Date.now() - 301_000) } };
      await connection.database.counts.updateOne(ofAccount, later);
      expect((await attempt({ password: PASSWORD, address: "203.0.113.3" })).status).toBe(303);
    }
    expect(waits).toEqual([0, 1, 2, 32, 256, 300, 300]);
  });

  test("are counted for an account that there isn't, too, so that nobody learns which there are", async () => {
    const count = async (email: string) => tally(await attempts(14, (n) => ({ email, ...fromAnywhere(n) })));
    expect(await count("nobody@example.com")).toEqual(await count("cid@example.com"));
  });

  test("a known browser that guesses is no better off", async () => {
    const known = await signIn(server.origin, ANN);
    const headers = { Cookie: known.cookie() };
    const statuses = await attempts(40, () => ({ headers }));
    expect(tally(statuses)[401]).toBeLessThan(20);
    // Nor does it help at the account of someone else.
    await connection.database.counts.deleteMany({});
    const atBob = await attempts(40, (n) => ({ email: "bob@example.com", headers, ...fromAnywhere(n) }));
    expect(tally(atBob)[401]).toBeLessThan(20);
  });

  test("are told to the owner at the next sign-in, once", async () => {
    await signIn(server.origin, "bob@example.com");
    await attempts(3, () => ({ email: "bob@example.com" }));
    const bob = await signIn(server.origin, "bob@example.com");
    expect(await (await bob.fetch("/follow-ups")).text()).toMatch(
      /There were 3 failed attempts to sign in to your account since \d+ \w+ \d{4}/,
    );
    expect(await (await bob.fetch("/follow-ups")).text()).not.toContain("failed attempt");
    const next = await signIn(server.origin, "bob@example.com");
    expect(await (await next.fetch("/follow-ups")).text()).not.toContain("failed attempt");
  });
});

test("what is counted goes by itself", async () => {
  await attempt();
  const counts = await connection.database.counts.find().toArray();
  expect(counts.length).toBe(2);
  for (const { expiresAt } of counts) expect(expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 24 * 3_600_000);
  const indexes = await connection.database.counts.indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
});
