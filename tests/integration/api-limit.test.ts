import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { addApiKey } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const DUE = "/api/follow-ups/due";
const HOST = "https://host.example";
const LIMIT = 6;
const ENV = { TRUST_PROXY: "1", API_REQUESTS_PER_MINUTE: String(LIMIT) };

let server: TestServer;
let other: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
let bob: BrowserSession;

beforeAll(async () => {
  server = await startServer(ENV);
  other = await startServer({ ...ENV, DATA_DIR: server.dataDirectory });
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  ann = await signIn(server.origin, "ann@example.com");
  bob = await signIn(server.origin, "bob@example.com");
});
afterAll(async () => {
  await connection.close();
  await other.stop();
  await server.stop();
});

/** Each test has a minute of its own: what is counted in one ends with it. */
beforeEach(async () => {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 10_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
});

const call = async (at: TestServer, headers: Record<string, string>) =>
  (await fetch(at.origin + DUE, { headers })).status;

async function calls(count: number, at: TestServer, headers: Record<string, string>): Promise<number[]> {
  const statuses = [];
  for (let n = 0; n < count; n++) statuses.push(await call(at, headers));
  return statuses;
}

test("the limit is each caller's own, and the same in another process", async () => {
  const headers = { Cookie: ann.cookie() };
  expect(await calls(LIMIT, server, headers)).toEqual(Array(LIMIT).fill(200));
  const refused = await fetch(server.origin + DUE, { headers });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(Number(refused.headers.get("Retry-After"))).toBeLessThanOrEqual(60);
  expect(await refused.json()).toMatchObject({ error: { code: "too_many_requests" } });
  // A process that hasn't heard of the caller asks the database first.
  await vi.waitFor(async () => expect(await call(other, headers)).toBe(429), { timeout: 5_000, interval: 300 });
  // Who shares the address is free.
  expect(await call(server, { Cookie: bob.cookie() })).toBe(200);
});

test("who isn't known is counted by address, the whole /64 of it", async () => {
  const from = (address: string) => ({ "X-Forwarded-For": address });
  const statuses = [];
  for (let n = 0; n <= LIMIT; n++) statuses.push(await call(server, from(`2001:db8:9:9::${n}`)));
  expect(statuses).toEqual([...Array<number>(LIMIT).fill(401), 429]);
  expect(await call(server, from("2001:db8:9:a::1"))).toBe(401);
  const nowhere = await fetch(`${server.origin}/api/nowhere`, { headers: from("2001:db8:9:9::1") });
  expect(nowhere.status).toBe(429);
});

test("a key is a caller, and a token's page may read when it can call again", async () => {
  const key = await addApiKey(connection.database, { organizationId: world.first, name: "k", now: new Date() });
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ email: "bob@example.com", origin: HOST });
  const mint = () => fetch(`${server.origin}/api/embed-tokens`, { method: "POST", headers, body });
  const { token } = (await (await mint()).json()) as { token: string };
  for (let n = 1; n < LIMIT; n++) expect((await mint()).status).toBe(200);
  expect((await mint()).status).toBe(429);
  const ofToken = { Authorization: `Bearer ${token}`, Origin: HOST };
  let refused = await fetch(server.origin + DUE, { headers: ofToken });
  for (let n = 0; n < LIMIT && refused.status === 200; n++) {
    refused = await fetch(server.origin + DUE, { headers: ofToken });
  }
  expect(refused.status).toBe(429);
  expect(refused.headers.get("Access-Control-Allow-Origin")).toBe(HOST);
  expect(refused.headers.get("Access-Control-Expose-Headers")).toContain("Retry-After");
});

test("what a process counts by itself is told to the others", async () => {
  const busy = await startServer({ API_REQUESTS_PER_MINUTE: "1000" });
  const its = await openDatabase({ uri: undefined, directory: busy.dataDirectory });
  try {
    await Promise.all(Array.from({ length: 200 }, () => call(busy, {})));
    const told = async () => {
      const counts = await its.database.counts.find({ _id: /^api/ as unknown as string }).toArray();
      return counts.reduce((sum, { count }) => sum + count, 0);
    };
    await expect.poll(told, { timeout: 20_000 }).toBe(200);
  } finally {
    await its.close();
    await busy.stop();
  }
});
