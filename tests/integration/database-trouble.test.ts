import { randomBytes } from "node:crypto";
import { rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Document } from "mongodb";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { unavailability } from "../../db/unavailable.ts";
import { kill, startProcess } from "../embedded/processes.ts";
import { CALLS } from "../support/access-calls.ts";
import { FORMS } from "../support/access-inputs.ts";
import { ROUTES } from "../support/access-table.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { newDataDirectory } from "../support/data-directory.ts";
import { startDatabaseProxy } from "../support/database-proxy.ts";
import { startServer } from "../support/server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

/** What takes longer than five seconds hangs. */
const HANGS_TICKS = 100;
const TICK_MILLISECONDS = 50;
/** So few that pages which say no are made in no time. */
const AT_ONCE = 12;
const CONTACTS = ["old", "hot-old", "hot-today", "today", "inactive"];

async function temporaryFolder(): Promise<string> {
  const directory = await newDataDirectory();
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

const newOperationId = () => `op_${randomBytes(12).toString("hex")}`;

/** A snooze by Ann; its id where the answer says that it is done. */
async function snooze(ann: BrowserSession, n: number): Promise<{ status: number; operationId: string }> {
  const operationId = newOperationId();
  const body = JSON.stringify({ personId: CONTACTS[n % CONTACTS.length], action: "snooze", operationId });
  const headers = { "Content-Type": "application/json" };
  const answer = await asked(ann, "/api/follow-ups/due", { method: "PATCH", headers, body });
  return { status: answer.status, operationId };
}

/** Aborts after five seconds of a machine that is free: a tick that comes late, as on a busy one, counts as no more. */
function inFiveSeconds(path: string): AbortSignal {
  const hangs = new AbortController();
  let ticks = 0;
  const timer = setInterval(() => {
    if (++ticks < HANGS_TICKS) return;
    clearInterval(timer);
    hangs.abort(new Error(`${path} isn't answered within five seconds`));
  }, TICK_MILLISECONDS).unref();
  return hangs.signal;
}

/** Asks, and fails where no answer comes; one that says 503 also says when to try again. */
async function asked(ann: BrowserSession, path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await ann.fetch(path, { ...init, signal: inFiveSeconds(path) });
  const text = await answer.text();
  if (answer.status === 503) expect(Number(answer.headers.get("Retry-After")), path).toBeGreaterThan(0);
  return new Response(answer.status === 304 ? null : text, { status: answer.status === 204 ? 200 : answer.status });
}

/** A request with each form, to each page that has none, and to each operation. */
function everyRequest(): [string, RequestInit][] {
  const pathOf = (route: string) => ROUTES[route]!.path.replace("USER", "user_x");
  const pages = Object.keys(ROUTES)
    .filter((route) => !FORMS[route])
    .map((route): [string, RequestInit] => [pathOf(route), {}]);
  const forms = Object.entries(FORMS).map(([route, [form]]): [string, RequestInit] => [
    pathOf(route),
    { method: "POST", body: new URLSearchParams(form ?? "") },
  ]);
  const headers = { "Content-Type": "application/json" };
  const calls = Object.values(CALLS).map(({ method, path, body }): [string, RequestInit] => [
    path,
    { method, ...(body && { headers, body: JSON.stringify(body) }) },
  ]);
  return [...pages, ...forms, ...calls];
}

const statusOf = async (ann: BrowserSession, path: string) => (await asked(ann, path)).status;

describe("a database over TCP", () => {
  async function serverBehindProxy() {
    const embedded = await startEmbeddedDatabase({ directory: await temporaryFolder() });
    onTestFinished(() => embedded.close());
    const proxy = await startDatabaseProxy(decodeURIComponent(/^mongodb:\/\/([^/]+)/.exec(embedded.uri)![1]!));
    onTestFinished(() => proxy.close());
    const env = {
      MONGODB_URI: `mongodb://127.0.0.1:${proxy.port}/followUps?directConnection=true`,
      SESSION_SECRET: "s".repeat(32),
    };
    const direct = await openDatabase({ uri: embedded.uri.replace("/?", "/followUps?"), directory: "" });
    onTestFinished(() => direct.close());
    return { proxy, env, direct };
  }

  const isStored = async ({ database }: DatabaseConnection, operationId: string) =>
    (await database.activities.countDocuments({ operationId })) === 1;

  test.each(["cut", "silent", "slow"] as const)(
    "that is %s: every request is answered, what was answered is kept, and service comes back by itself",
    async (way) => {
      const { proxy, env, direct } = await serverBehindProxy();
      const server = await startServer(env);
      onTestFinished(() => server.stop());
      await plantTwoOrganizations(direct.database);
      const ann = await signIn(server.origin, "ann@example.com");
      expect((await snooze(ann, 0)).status).toBe(200);

      // Some are under way when it begins, others come meanwhile.
      const before = Array.from({ length: 6 }, (_, n) => snooze(ann, n));
      await wait(20);
      proxy.become(way);
      const meanwhile = Array.from({ length: 4 }, (_, n) => snooze(ann, n));
      const pages = ["/follow-ups", "/contacts", "/account.data", "/api/follow-ups/due", "/healthz", "/readyz"];
      const login = { method: "POST", body: new URLSearchParams({ email: "bob@example.com", password: "wrong" }) };
      const read = await Promise.all([
        ...pages.map((path) => statusOf(ann, path)),
        asked(ann, "/login", login).then(({ status }) => status),
      ]);
      expect(read.filter((status) => status !== 503 && status !== 200)).toEqual([]);
      expect(read.slice(0, 4)).toEqual([503, 503, 503, 503]);
      const written = await Promise.all([...before, ...meanwhile]);
      expect(written.filter(({ status }) => status !== 503 && status !== 200)).toEqual([]);
      expect(written.some(({ status }) => status === 503)).toBe(true);

      proxy.become("open");
      for (const path of ["/api/follow-ups/due", "/follow-ups", "/healthz"])
        await expect.poll(() => statusOf(ann, path), { timeout: 20_000 }).toBe(200);
      expect((await snooze(ann, 1)).status).toBe(200);
      for (const { status, operationId } of written)
        if (status === 200) expect(await isStored(direct, operationId)).toBe(true);
      expect(server.process.exitCode).toBe(null);
    },
    90_000,
  );

  test("that answers nothing but heartbeats: each form, page and operation is answered all the same", async () => {
    const { proxy, env, direct } = await serverBehindProxy();
    const server = await startServer(env);
    onTestFinished(() => server.stop());
    await plantTwoOrganizations(direct.database);
    await direct.database.users.updateMany({}, { $set: { "memberships.0.role": "admin" } });
    const ann = await signIn(server.origin, "ann@example.com");
    proxy.become("stuck");
    const left = everyRequest().values();
    const statuses: number[] = [];
    const askOn = async () => {
      for (const [path, init] of left) statuses.push((await asked(ann, path, init)).status);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askOn));
    expect(statuses.filter((status) => ![200, 302, 401, 404, 405, 503].includes(status))).toEqual([]);
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(40);
  }, 90_000);

  test.each(["cut", "silent"] as const)("that is %s stops a start, in words", async (way) => {
    const { proxy, env } = await serverBehindProxy();
    proxy.become(way);
    await expect(startServer(env)).rejects.toThrow("Can't start: ");
  });
});

test("where the disk is full, saving is refused in words, reading goes on, and saving too once there is room (ASVS 16.5.2, 16.5.3)", async () => {
  const directory = await temporaryFolder();
  const { process: owner } = await startProcess(directory, undefined, 8_192);
  onTestFinished(() => void owner.kill("SIGKILL"));
  const connection = await openDatabase({ uri: undefined, directory });
  const { database } = connection;
  await plantTwoOrganizations(database);
  const server = await startServer({ DATA_DIR: directory });
  onTestFinished(() => server.stop());
  // Closed before the server stops, else it would take over in the folder that is removed with it.
  onTestFinished(() => connection.close());
  const ann = await signIn(server.origin, "ann@example.com");
  expect((await snooze(ann, 0)).status).toBe(200);

  const rows = database.db.collection<Document>("rows");
  const pad = randomBytes(20_000).toString("hex");
  let refusal: string | null = null;
  while (refusal === null) refusal = await rows.insertOne({ pad }).then(() => null, unavailability);
  expect((await snooze(ann, 1)).status).toBe(503);
  const form = new URLSearchParams({ personIds: "today", action: "snooze" });
  const refused = await asked(ann, "/follow-ups", { method: "POST", body: form });
  expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining("disk is full")]);
  for (const path of ["/follow-ups", "/contacts", "/contacts/old", "/account", "/api/follow-ups/due", "/healthz"])
    expect([path, await statusOf(ann, path)]).toEqual([path, 200]);
  // The server takes over, which may write as much as it likes.
  await kill(owner);
  await expect.poll(async () => (await snooze(ann, 2)).status, { timeout: 20_000 }).toBe(200);
}, 90_000);

test("a damaged data file stops the start of the server, which says what to do", async () => {
  const directory = await temporaryFolder();
  await (await openDatabase({ uri: undefined, directory })).close();
  await truncate(join(directory, "data.sqlite"), 8_192);
  await expect(startServer({ DATA_DIR: directory })).rejects.toThrow(/damaged.*restore your last backup/);
});
