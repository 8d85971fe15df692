import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../db/connection.ts";
import { signIn } from "../support/browser-session.ts";
import { newDataDirectory } from "../support/data-directory.ts";
import { formOf, textOf } from "../support/import-trial.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

const DUE = "/api/follow-ups/due";

/** The ids of the processes that a server keeps. */
function keptBy({ process: { pid } }: TestServer): number[] {
  const lines = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
  return lines.trim().split(/\s+/).map(Number);
}

/** A server of two web processes, both of which serve, and Ann, an admin, who is signed in. */
async function twoProcesses(env: Record<string, string> = {}) {
  const folder = await newDataDirectory();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const server = await startServer({ DATA_DIR: folder, WEB_PROCESSES: "2", ...env });
  onTestFinished(() => server.stop());
  const connection = await openDatabase({ uri: undefined, directory: folder });
  onTestFinished(() => connection.close());
  const { database } = connection;
  const world = await plantTwoOrganizations(database);
  await database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  const ann = await signIn(server.origin, "ann@example.com");
  /** Asks on a connection of its own, so that the processes take turns. */
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(server.origin + path, {
      ...{ redirect: "manual", signal: AbortSignal.timeout(20_000), ...init },
      headers: { Cookie: ann.cookie(), Origin: server.origin, Connection: "close", ...init.headers },
    });
  /** The numbers of the processes that have answered, as their log lines say. */
  const answering = () =>
    new Set([...server.output().matchAll(/"process":(\d).*?"msg":"answered"/g)].map(([, n]) => n));
  await expect.poll(async () => (await ask(DUE), answering().size), { timeout: 20_000, interval: 50 }).toBe(2);
  return { server, database, ask };
}

test(
  "of two web processes one is killed: the other goes on, nothing that was answered is lost, and it is back",
  { timeout: 120_000 },
  async () => {
    const { server, database, ask } = await twoProcesses();
    const before = keptBy(server);
    expect(before).toHaveLength(2);

    const form = new FormData();
    form.set(
      "file",
      new File(
        [["id,name", ...Array.from({ length: 4_000 }, (_, n) => `many-${n},Person ${n}`)].join("\n")],
        "people.csv",
      ),
    );
    const path = (await ask("/import", { method: "POST", body: form })).headers.get("Location")!;
    const page = async () => textOf(await (await ask(path)).text());
    const choice = formOf(await (await ask(path)).text());
    await ask(path, { method: "POST", body: choice });
    const imported = () => database.contacts.countDocuments({ name: /^Person / as unknown as string });
    await expect.poll(imported, { timeout: 30_000, interval: 20 }).toBeGreaterThan(50);

    // Requests go on all the time; what was answered has to be there at the end.
    const answered: string[] = [];
    const statuses = new Set<number>();
    let [isOver, broken, slowest] = [false, 0, 0];
    const write = async () => {
      while (!isOver) {
        const operationId = `op_${randomBytes(15).toString("hex")}`;
        const startedAt = performance.now();
        const body = JSON.stringify({ personId: "old", action: "snooze", operationId });
        try {
          const { status } = await ask(DUE, { method: "PATCH", body, headers: { "Content-Type": "application/json" } });
          statuses.add(status);
          if (status === 200) answered.push(operationId);
        } catch {
          broken++;
        }
        slowest = Math.max(slowest, performance.now() - startedAt);
      }
    };
    const writing = Promise.all([write(), write()]);
    await expect.poll(() => answered.length, { timeout: 20_000 }).toBeGreaterThan(10);
    process.kill(before[0]!, "SIGKILL");
    await expect.poll(() => keptBy(server).filter((pid) => !before.includes(pid)).length, { timeout: 20_000 }).toBe(1);
    const known = answered.length;
    await expect.poll(() => answered.length, { timeout: 20_000 }).toBeGreaterThan(known + 10);
    isOver = true;
    await writing;
    // Only what the killed one had in hand is broken off, and nobody waits for it.
    expect(broken).toBeLessThanOrEqual(4);
    expect(slowest).toBeLessThan(15_000);
    expect([...statuses]).toEqual([200]);
    expect(await database.operations.countDocuments({ operationId: { $in: answered } })).toBe(answered.length);
    expect(keptBy(server)).toContain(before[1]);

    // The import was in one of them: it went on, or it says that it was stopped, and goes on when asked.
    const ended = /Imported|The import was stopped/;
    await expect.poll(page, { timeout: 60_000, interval: 500 }).toMatch(ended);
    if (!(await page()).includes("Imported")) await ask(path, { method: "POST", body: choice });
    await expect.poll(page, { timeout: 60_000, interval: 500 }).toContain("Imported");
    expect(await imported()).toBe(4_000);
  },
);

test("SIGTERM lets all of them finish their requests, and ends with 0", { timeout: 60_000 }, async () => {
  const { server } = await twoProcesses();
  const kept = keptBy(server);
  const signingIn = Array.from({ length: 4 }, () => signIn(server.origin, "bob@example.com"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  const exit = once(server.process, "exit");
  server.process.kill("SIGTERM");
  for (const session of await Promise.all(signingIn)) expect(session.cookie()).not.toBe("");
  expect(await exit).toEqual([0, null]);
  for (const pid of kept) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("when the process that keeps them is killed, they end too", { timeout: 60_000 }, async () => {
  const { server } = await twoProcesses();
  const kept = keptBy(server);
  server.process.kill("SIGKILL");
  for (const pid of kept) await expect.poll(() => isThere(pid), { timeout: 10_000 }).toBe(false);
});

test("metrics are of each process by its number, and of the one that keeps them", { timeout: 60_000 }, async () => {
  const { server } = await twoProcesses({ METRICS_PORT: "0" });
  const address = /Metrics: (\S+)/.exec(server.output())![1]!;
  const text = await (await fetch(address)).text();
  const processes = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}\\{.*process="(\\d)"`, "gm"))].map(([, n]) => n);
  expect(processes("process_resident_memory_bytes").sort()).toEqual(["0", "1", "2"]);
  expect(new Set(processes("hub_http_request_duration_seconds_count"))).toEqual(new Set(["1", "2"]));
});

test("a port that is taken stops the start, and is told once", { timeout: 60_000 }, async () => {
  const { server } = await twoProcesses();
  const { port } = new URL(server.origin);
  const second = startServer({ WEB_PROCESSES: "2", PORT: port, LOG_LEVEL: "silent" });
  const error = (await second.catch((reason: unknown) => reason)) as Error;
  expect(error.message.match(/port \d+ is in use/g)).toEqual([`port ${port} is in use`]);
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
