import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../db/connection.ts";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { signIn } from "../support/browser-session.ts";
import { startServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "follow-ups-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the server with these variables and waits until it ends. */
async function startAndEnd(env: Record<string, string>): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, ["build/main.js"], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...env },
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk));
  const [code] = await once(child, "exit");
  return { code, output };
}

const due = async (origin: string) =>
  (await (await signIn(origin, "demo@example.com", "demo")).api("/api/follow-ups/due", "GET")).body;

test("the first start loads demo data and says how to sign in; the second keeps what there is", async () => {
  const folder = await temporaryFolder();
  const first = await startServer({ DATA_DIR: folder, DEMO: "1" });
  expect(first.output()).toContain("demo@example.com");
  const session = await signIn(first.origin, "demo@example.com", "demo");
  const [, body = ""] = /-X PATCH [^']+'(\{[^']+\})' \$hub\/api\/follow-ups\/due/.exec(
    await readFile("README.md", "utf8"),
  )!;
  const asInReadme = await session.api("/api/follow-ups/due", "PATCH", JSON.parse(body));
  expect([asInReadme.status, asInReadme.body.count]).toEqual([200, 1]);
  const counts = (await due(first.origin)).counts!;
  expect(counts.all).toBeGreaterThan(10);
  const [one] = (await session.api("/api/follow-ups/due", "GET")).body.followUps!;
  await session.api("/api/follow-ups/due", "PATCH", { personId: one!.id, action: "done" });
  first.process.kill("SIGKILL");
  await once(first.process, "exit");
  const second = await startServer({ DATA_DIR: folder, DEMO: "1" });
  onTestFinished(() => second.stop());
  expect(second.output()).not.toContain("Demo data");
  expect((await due(second.origin)).counts!.all).toBe(counts.all - 1);
  // Sessions outlive a restart, and the secret that signs them is for its owner only.
  const cookie = await fetch(`${second.origin}/api/follow-ups/due`, { headers: { Cookie: session.cookie() } });
  expect(cookie.status).toBe(200);
  expect((await stat(join(folder, "session-secret"))).mode & 0o077).toBe(0);
});

test("DEMO=0 starts empty (ASVS 6.3.2)", async () => {
  const server = await startServer({ DEMO: "0" });
  onTestFinished(() => server.stop());
  const connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  expect(await connection.database.users.countDocuments()).toBe(0);
  await connection.close();
});

test.each([
  [{ PORT: "many" }, /^PORT must be/],
  [{ MONGODB_URI: "mongodb://127.0.0.1:1/x" }, /^SESSION_SECRET must be set/],
  [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL must be/],
])("%o stops the start with one line", async (env, line) => {
  const { code, output } = await startAndEnd({ ...env, DATA_DIR: await temporaryFolder() });
  expect(code).toBe(1);
  expect(output).toMatch(line);
  expect(output.trim().split("\n")).toHaveLength(1);
});

test("a port that is taken is told in one line", async () => {
  const server = await borrowServer();
  const { port } = new URL(server.origin);
  const { code, output } = await startAndEnd({
    PORT: port,
    DEMO: "0",
    DATA_DIR: await temporaryFolder(),
    LOG_LEVEL: "silent",
  });
  // DEMO=0 listens on every interface, where the first server's port is free to some systems: either way it says so.
  expect([code, output]).toEqual([1, expect.stringContaining(`port ${port} is in use`)]);
});

test("SIGTERM lets the request in flight finish and ends with 0", async () => {
  const server = await startServer({ DEMO: "1" });
  onTestFinished(() => server.stop());
  // The password's hash takes a moment, in which the signal arrives.
  const signingIn = fetch(`${server.origin}/login`, {
    method: "POST",
    body: new URLSearchParams({ email: "demo@example.com", password: "demo" }),
    redirect: "manual",
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  const exit = once(server.process, "exit");
  server.process.kill("SIGTERM");
  expect((await signingIn).status).toBe(303);
  expect(await exit).toEqual([0, null]);
});

test("while the database is away: 503 with Retry-After, and the pages say so", async () => {
  const database = await startEmbeddedDatabase({ directory: await temporaryFolder() });
  const uri = database.uri.replace("/?", "/followUps?");
  const server = await startServer({ MONGODB_URI: uri, SESSION_SECRET: "s".repeat(32) });
  onTestFinished(() => server.stop());
  const connection = await openDatabase({ uri, directory: "" });
  await plantTwoOrganizations(connection.database);
  const session = await signIn(server.origin, "ann@example.com");
  expect((await session.api("/api/follow-ups/due", "GET")).status).toBe(200);
  await connection.close();
  await database.close();
  const [health, api, ...pages] = await Promise.all([
    fetch(`${server.origin}/healthz`),
    session.api("/api/follow-ups/due", "GET"),
    session.fetch("/follow-ups"),
    session.fetch("/login"),
    session.fetch("/logout", { method: "POST" }),
  ]);
  expect(health.status).toBe(503);
  await expect.poll(() => server.output()).toContain("The database doesn't answer");
  expect(api).toMatchObject({ status: 503, body: { error: { code: "unavailable" } } });
  expect(Number(api.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(pages.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(await pages[0]!.text()).toContain("The database can&#x27;t be reached");
});

test("a server that joined another process's database keeps it when that one ends", async () => {
  const folder = await temporaryFolder();
  const owner = await openDatabase({ uri: undefined, directory: folder });
  const server = await startServer({ DATA_DIR: folder, DEMO: "1" });
  onTestFinished(() => server.stop());
  const session = await signIn(server.origin, "demo@example.com", "demo");
  await owner.close();
  const status = async () => (await session.api("/api/follow-ups/due", "GET")).status;
  await expect.poll(status, { timeout: 20_000, interval: 200 }).toBe(200);
});

test("a body that no form sends is refused before it is read", async () => {
  const server = await borrowServer();
  const post = (body: string, type: string) =>
    fetch(`${server.origin}/login`, { method: "POST", body, headers: { "Content-Type": type } });
  expect((await post("{}", "application/json")).status).toBe(415);
  expect((await post("x".repeat(300_000), "application/x-www-form-urlencoded")).status).toBe(413);
});
