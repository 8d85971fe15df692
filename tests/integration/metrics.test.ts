import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { formOf } from "../support/import-trial.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

const FAILURES = 3;

let server: TestServer;
let connection: DatabaseConnection;
let ann: BrowserSession;
let address: string;
let uploads: string;

beforeAll(async () => {
  uploads = await mkdtemp(join(tmpdir(), "metrics-"));
  server = await startServer({
    METRICS_PORT: "0",
    SIGN_IN_FAILURES_PER_QUARTER_HOUR: String(FAILURES),
    TMPDIR: uploads,
    LOG_LEVEL: "silent",
  });
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const world = await plantTwoOrganizations(connection.database);
  await connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  ann = await signIn(server.origin, "ann@example.com");
  address = /Metrics: (\S+)/.exec(server.output())![1]!;
});
afterAll(async () => {
  await connection.close();
  await server.stop();
  await rm(uploads, { recursive: true });
});

/** Removes the files in it, but no folder. */
async function emptyFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  await Promise.all(entries.filter((entry) => entry.isFile()).map((file) => rm(join(file.parentPath, file.name))));
}

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

async function samples(): Promise<Sample[]> {
  const text = await (await fetch(address)).text();
  return [...text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = "", labels = "", value]) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, text]) => [label!, text!])),
    value: Number(value),
  }));
}

/** The sum of what is counted under the name, with those labels. */
async function counted(name: string, labels: Record<string, string> = {}): Promise<number> {
  const matching = (await samples()).filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  return matching.reduce((sum, { value }) => sum + value, 0);
}

describe("where metrics are served", () => {
  test("on loopback alone, where nothing of the app is; and the app's port has none (ASVS 13.4.5)", async () => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    const { origin } = new URL(address);
    expect(origin).not.toBe(server.origin);
    for (const path of ["/", "/login", "/healthz", "/api/openapi.json", "/metrics/", "/metrics?a"]) {
      const { status } = await fetch(origin + path, { redirect: "manual" });
      expect([path, status]).toEqual([path, 404]);
    }
    expect((await fetch(address, { method: "POST", body: "a=b" })).status).toBe(405);
    const ofApp = await ann.fetch("/metrics");
    expect(ofApp.status).toBe(404);
    expect(await ofApp.text()).not.toContain("hub_");
  });

  test("nowhere without the variable", async () => {
    const quiet = await startServer();
    expect(quiet.output()).not.toContain("Metrics:");
    await quiet.stop();
  });

  test("a port that is taken stops the start, in words", async () => {
    const { port } = new URL(address);
    await expect(startServer({ METRICS_PORT: port })).rejects.toThrow(
      `Can't start: no metrics: port ${port} is in use; set METRICS_PORT to another one`,
    );
  });
});

describe("what is counted", () => {
  const requests = "hub_http_request_duration_seconds_count";

  test("requests by method, route and class of status", async () => {
    const labels = { method: "GET", route: "/contacts/:id", status: "2xx" };
    const before = await counted(requests, labels);
    for (const id of ["old", "old"]) await ann.fetch(`/contacts/${id}`);
    await ann.fetch("/contacts/nobody@example.com");
    await expect.poll(() => counted(requests, labels)).toBe(before + 2);
    await expect.poll(() => counted(requests, { ...labels, status: "4xx" })).toBe(1);
    await fetch(`${server.origin}/healthz`);
    expect(await counted("hub_http_request_duration_seconds_bucket", { ...labels, le: "+Inf" })).toBe(before + 2);
  });

  test("whatever is asked for, a label holds nothing of it", async () => {
    const ask = async (n: number) => {
      const strange = `${randomBytes(6).toString("hex")}@example.com`;
      const paths = [
        ...[`/${strange}`, `/contacts/${strange}`, `/calendar/${strange}`, `/reset/${strange}?${strange}`],
        ...[`/import/${strange}/rejected`, `/api/${strange}`, `/assets/${strange}.js`, `/members/${strange}.data`],
      ];
      const method = ["GET", "POST", "PROPFIND", "DELETE"][n % 4]!;
      await ann.fetch(paths[n % paths.length]!, { method, headers: { Origin: server.origin } });
    };
    for (let n = 0; n < 32; n++) await ask(n);
    const series = new Set((await samples()).map(({ name, labels }) => JSON.stringify([name, labels])));
    for (let n = 0; n < 64; n++) await ask(n);
    const later = (await samples()).filter(({ name }) => name.startsWith("hub_http"));
    const added = later.map(({ name, labels }) => JSON.stringify([name, labels])).filter((one) => !series.has(one));
    expect(added).toEqual([]);
    const methods = new Set(later.map(({ labels }) => labels.method));
    expect([...methods].sort()).toEqual(["DELETE", "GET", "POST", "other"]);
    const all = await (await fetch(address)).text();
    expect(all).not.toMatch(/@|example/);
    for (const { labels } of later) {
      expect(labels.route).toMatch(/^(\*|\/[a-z:./*-]*)$/i);
      expect(labels.status).toMatch(/^[1-5]xx$/);
    }
  });

  test("sign-ins that succeed, fail and are refused", async () => {
    const outcomes = () =>
      Promise.all(["ok", "failed", "limited"].map((outcome) => counted("hub_sign_ins_total", { outcome })));
    const [ok, failed, limited] = await outcomes();
    await signIn(server.origin, "ann@example.com");
    for (let n = 0; n < FAILURES + 2; n++) await signIn(server.origin, "nobody@example.com", "wrong password");
    expect(await outcomes()).toEqual([ok! + 1, failed! + FAILURES, limited! + 2]);
  });

  test("imports that start, finish and fail, and their rows", async () => {
    const states = () =>
      Promise.all(["started", "finished", "failed", "stopped"].map((state) => counted("hub_imports_total", { state })));
    const send = async (text: string, { isLost }: { isLost: boolean }) => {
      const form = new FormData();
      form.set("file", new File([text], "people.csv"));
      const posted = { method: "POST", headers: { Origin: server.origin } };
      const path = (await ann.fetch("/import", { ...posted, body: form })).headers.get("Location")!;
      const fields = formOf(await (await ann.fetch(path)).text());
      if (isLost) await emptyFolders(uploads);
      await ann.fetch(path, { ...posted, body: fields });
    };
    expect(await states()).toEqual([0, 0, 0, 0]);
    await send("id,name\nm1,Mia\nm2,Max\nm3,\n", { isLost: false });
    await expect.poll(states).toEqual([1, 1, 0, 0]);
    expect(await counted("hub_import_rows_total")).toBe(3);
    await send("id,name\nm4,Moe\n", { isLost: true });
    await expect.poll(states).toEqual([2, 1, 1, 0]);
    expect(await counted("hub_import_rows_total")).toBe(3);
  });

  test("commands to the database and its connections, and the event loop", async () => {
    const command = "hub_database_command_duration_seconds_count";
    const before = await counted(command, { command: "aggregate", outcome: "ok" });
    await ann.fetch("/api/follow-ups/due");
    expect(await counted(command, { command: "aggregate", outcome: "ok" })).toBeGreaterThan(before);
    expect(await counted("hub_database_connections", { state: "open" })).toBeGreaterThan(0);
    await expect.poll(() => counted("hub_database_connections", { state: "inUse" })).toBe(0);
    const names = new Set((await samples()).map(({ name }) => name));
    for (const name of ["nodejs_eventloop_lag_p99_seconds", "process_resident_memory_bytes"])
      expect(names).toContain(name);
  });
});
