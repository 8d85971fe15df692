import { once } from "node:events";
import { rm } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { signIn } from "../support/browser-session.ts";
import { newDataDirectory } from "../support/data-directory.ts";
import { startServer, type TestServer } from "../support/server.ts";

/** Two servers on one folder, and Dana's session, which is good at both. */
async function twoServers() {
  const folder = await newDataDirectory();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const owner = await startServer({ DATA_DIR: folder, DEMO: "1" });
  onTestFinished(() => owner.stop());
  const other = await startServer({ DATA_DIR: folder, DEMO: "1" });
  onTestFinished(() => other.stop());
  const session = await signIn(other.origin, "demo@example.com", "demo");
  return { owner, other, session };
}

const health = async ({ origin }: TestServer) => (await fetch(`${origin}/healthz`)).status;

test.each(["SIGTERM", "SIGKILL"] as const)(
  "when the owner of the database ends by %s, the other server takes over, and says 503 until it has",
  async (signal) => {
    const { owner, other, session } = await twoServers();
    owner.process.kill(signal);
    await once(owner.process, "exit");
    const seen = new Set<number>();
    const due = async () => {
      const { status, headers } = await session.api("/api/follow-ups/due", "GET");
      if (status === 503) expect(Number(headers.get("Retry-After"))).toBeGreaterThan(0);
      seen.add(status);
      return status;
    };
    await expect.poll(due, { timeout: 15_000, interval: 50 }).toBe(200);
    await expect.poll(() => health(other), { timeout: 15_000 }).toBe(200);
    expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  },
);

test("while the owner is silent the other answers 503 on every page; it goes on with the owner, and stops when told to without", async () => {
  const { owner, other, session } = await twoServers();
  owner.process.kill("SIGSTOP");
  onTestFinished(() => void owner.process.kill("SIGCONT"));
  const answers = await Promise.all([
    session.fetch("/api/follow-ups/due"),
    session.fetch("/follow-ups"),
    session.fetch("/account.data"),
    fetch(`${other.origin}/healthz`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  for (const { headers } of answers) expect(Number(headers.get("Retry-After"))).toBeGreaterThan(0);
  owner.process.kill("SIGCONT");
  await expect.poll(() => health(other), { timeout: 15_000 }).toBe(200);
  owner.process.kill("SIGSTOP");
  expect(await health(other)).toBe(503);
  const exit = once(other.process, "exit");
  other.process.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
});

test("two servers share the streams that a user may have, ten in all", async () => {
  const { owner, other, session } = await twoServers();
  const leaving = new AbortController();
  const open = (origin: string) =>
    fetch(`${origin}/api/follow-ups/changes`, { headers: { Cookie: session.cookie() }, signal: leaving.signal });
  const streams = await Promise.all(Array.from({ length: 10 }, (_, n) => open((n % 2 ? owner : other).origin)));
  expect(streams.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect([(await open(owner.origin)).status, (await open(other.origin)).status]).toEqual([429, 429]);
  leaving.abort();
  const again = async () =>
    (await session.fetch("/api/follow-ups/changes", { signal: AbortSignal.timeout(5_000) })).status;
  await expect.poll(again).toBe(200);
});

test("a stream at one server ends when its session does at the other", async () => {
  const { owner, other, session } = await twoServers();
  const stream = await session.fetch("/api/follow-ups/changes");
  expect(stream.status).toBe(200);
  const ended = stream.text();
  await fetch(`${owner.origin}/logout`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: session.cookie(), Origin: owner.origin },
  });
  expect(await ended).toContain("data: ");
  expect((await fetch(`${other.origin}/api/follow-ups/due`, { headers: { Cookie: session.cookie() } })).status).toBe(
    401,
  );
});

test("two servers share sessions: who is signed out at one is so at the other", async () => {
  const { owner, other, session } = await twoServers();
  const cookie = session.cookie();
  const due = async ({ origin }: TestServer) =>
    (await fetch(`${origin}/api/follow-ups/due`, { headers: { Cookie: cookie } })).status;
  expect([await due(owner), await due(other)]).toEqual([200, 200]);
  await fetch(`${owner.origin}/logout`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie, Origin: owner.origin },
  });
  expect([await due(owner), await due(other)]).toEqual([401, 401]);
});
