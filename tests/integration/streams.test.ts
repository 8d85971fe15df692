import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let bob: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});
beforeEach(async () => {
  bob = await signIn(server.origin, "bob@example.com");
});

/** A stream of changes, with what it has told so far. */
async function listen() {
  const leaving = new AbortController();
  const response = await bob.fetch("/api/follow-ups/changes", { signal: leaving.signal });
  const state = { text: "", ended: false };
  const read = async () => {
    const decoder = new TextDecoder();
    const reader = response.body!.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read())
      state.text += decoder.decode(part.value);
  };
  const reading = read()
    .catch(() => {})
    .finally(() => (state.ended = true));
  return { response, state, leave: () => (leaving.abort(), reading) };
}

const events = ({ text }: { text: string }) => text.split("data: changed").length - 1;
const touch = (id: string) =>
  connection.database.contacts.updateOne({ organizationId: world.first, id }, { $set: { updatedAt: new Date() } });

test("it tells of the user's own contacts, and nothing of others'", async () => {
  const { state, leave } = await listen();
  await vi.waitFor(() => expect(events(state)).toBe(1), { timeout: 10_000 });
  // Ann's alone first: what it told would come before what is told of Bob's.
  await touch("old");
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(events(state)).toBe(1);
  await touch("bobs");
  await vi.waitFor(() => expect(events(state)).toBe(2), { timeout: 10_000 });
  await connection.database.contacts.updateOne(
    { organizationId: world.first, id: "shared" },
    { $set: { assigneeIds: [world.ann], updatedAt: new Date() } },
  );
  await vi.waitFor(() => expect(events(state)).toBe(3), { timeout: 10_000 });
  await leave();
});

test("of another organization it tells nothing, not to a user who belongs to both either (ASVS 8.4.1)", async () => {
  const { contacts, users } = connection.database;
  const { first, second } = world;
  const member = (organizationId: string) => ({ organizationId, role: "member" as const });
  await users.updateOne({ _id: world.bob }, { $set: { memberships: [member(first), member(second)] } });
  await contacts.insertOne(contact({ organizationId: second, id: "bobs", assigneeIds: [world.bob] }));
  const { state, leave } = await listen();
  await vi.waitFor(() => expect(events(state)).toBe(1), { timeout: 10_000 });
  await contacts.updateOne({ organizationId: second, id: "bobs" }, { $set: { updatedAt: new Date() } });
  // Has the first organization looked at: what a look would tell of the second one comes before Bob's own change.
  await touch("old");
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(events(state)).toBe(1);
  await touch("bobs");
  await vi.waitFor(() => expect(events(state)).toBe(2), { timeout: 10_000 });
  // In the other organization, a stream ends that was opened in this one.
  const body = new URLSearchParams({ organizationId: second });
  expect((await bob.fetch("/organization", { method: "POST", body })).status).toBe(303);
  await vi.waitFor(() => expect(state.ended).toBe(true), { timeout: 10_000 });
  await leave();
  await users.updateOne({ _id: world.bob }, { $set: { memberships: [member(first)] } });
});

test("it ends with its session (ASVS 7.4.1)", async () => {
  const { state } = await listen();
  await connection.database.sessions.deleteMany({ userId: world.bob });
  await vi.waitFor(() => expect(state.ended).toBe(true), { timeout: 10_000 });
});

test("it ends with the membership", async () => {
  const { users } = connection.database;
  const { state } = await listen();
  await users.updateOne({ _id: world.bob }, { $set: { memberships: [] } });
  await vi.waitFor(() => expect(state.ended).toBe(true), { timeout: 10_000 });
  await users.updateOne(
    { _id: world.bob },
    { $set: { memberships: [{ organizationId: world.first, role: "member" }] } },
  );
});

test("a user has ten at most, and one that is left makes room (ASVS 2.4.1)", async () => {
  const all = await Promise.all(Array.from({ length: 10 }, listen));
  expect(all.map(({ response }) => response.status)).toEqual(Array(10).fill(200));
  const refused = await bob.fetch("/api/follow-ups/changes");
  expect([refused.status, Number(refused.headers.get("Retry-After"))]).toEqual([429, 60]);
  await all[0]!.leave();
  await vi.waitFor(async () => {
    const again = await listen();
    expect(again.response.status).toBe(200);
    await again.leave();
  });
  await Promise.all(all.map(({ leave }) => leave()));
});

test("the data of pages is kept nowhere (ASVS 14.3.2)", async () => {
  for (const path of ["/account.data", "/follow-ups.data", "/login.data"]) {
    expect((await bob.fetch(path)).headers.get("Cache-Control"), path).toBe("no-store");
  }
});

test("a proxy that isn't trusted is told to the operator, once", async () => {
  for (let n = 0; n < 2; n++) await fetch(`${server.origin}/login`, { headers: { "X-Forwarded-Proto": "https" } });
  await vi.waitFor(() => expect(server.output().split("TRUST_PROXY doesn't say so").length).toBe(2));
});

test("each answer has a nonce of its own, and each script and style of its page has that one (ASVS 3.4.3)", async () => {
  const nonces = new Set<string>();
  const paths = ["/follow-ups", "/follow-ups", "/contacts", "/account", "/nowhere", "/dashboard"];
  for (const path of paths) {
    const response = await bob.fetch(path);
    const policy = response.headers.get("Content-Security-Policy")!;
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)![1]!;
    expect(policy).not.toContain("unsafe");
    nonces.add(nonce);
    const page = await response.text();
    const tags = [...page.matchAll(/<(?:script|style)\b([^>]*)>/g)]
      .map(([, attributes]) => attributes!)
      .filter((attributes) => !attributes.includes('type="application/json"'));
    expect(tags.length, path).toBeGreaterThan(1);
    for (const attributes of tags) expect(attributes, path).toContain(`nonce="${nonce}"`);
    expect(page, path).not.toMatch(/\son\w+="|javascript:/);
  }
  expect(nonces.size).toBe(paths.length);
});

test("HSTS covers the domain's other hosts where the operator says so, and cookies are of this host alone (ASVS 3.3.1, 3.3.3, 3.4.1)", async () => {
  const proxied = await startServer({ TRUST_PROXY: "1", HSTS_SUBDOMAINS: "1" });
  try {
    const overTls = { headers: { "X-Forwarded-Proto": "https" } };
    const { headers } = await fetch(`${proxied.origin}/login`, overTls);
    expect(headers.get("Strict-Transport-Security")).toBe("max-age=31536000; includeSubDomains");
    const out = await fetch(`${proxied.origin}/logout`, { method: "POST", redirect: "manual", ...overTls });
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-follow-ups-session=.*Path=\/; .*Secure/);
  } finally {
    await proxied.stop();
  }
});
