import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type ApiBody, type BrowserSession } from "../support/browser-session.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const DUE = "/api/follow-ups/due";
const UNDO = "/api/follow-ups/undo";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
let bob: BrowserSession;
let cid: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  [ann, bob, cid] = (await Promise.all(
    ["ann", "bob", "cid"].map((name) => signIn(server.origin, `${name}@example.com`)),
  )) as [BrowserSession, BrowserSession, BrowserSession];
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const idsOf = (body: ApiBody) => body.followUps!.map(({ id }) => id);

describe("GET", () => {
  test("answers with rows, counts and today", async () => {
    const { status, body } = await ann.api(DUE, "GET");
    expect(status).toBe(200);
    expect(body).toMatchObject({ counts: { all: 6, overdue: 4, today: 2, hot: 2 }, today: world.today });
    expect(body.followUps![0]).toMatchObject({
      id: "old",
      contactId: "old",
      contactName: "Olga Old",
      reason: "Follow-up overdue by 9 days",
      suggestedTiming: "Overdue",
      isHot: false,
      leadQuality: null,
      status: "ACTIVE",
      overdueDays: 9,
    });
  });

  test("is sent again only where it is another one", async () => {
    const first = await ann.fetch(DUE);
    const again = (tag: string) => ann.fetch(DUE, { headers: { "If-None-Match": tag } });
    expect((await again(first.headers.get("ETag")!)).status).toBe(304);
    expect((await again('"another"')).status).toBe(200);
    expect(first.headers.get("Cache-Control")).toBe("private, no-cache");
  });

  test("limit, order and filter", async () => {
    const { body } = await ann.api(`${DUE}?limit=2&order=priority&filter=overdue`, "GET");
    expect(idsOf(body)).toEqual(["hot-old", "old"]);
    expect(body).toMatchObject({ counts: { all: 6 } });
  });

  test("each sees their own, in the current organization only", async () => {
    expect(idsOf((await bob.api(DUE, "GET")).body).sort()).toEqual(["bobs", "shared"]);
    expect(idsOf((await cid.api(DUE, "GET")).body).sort()).toEqual(["old", "secret"]);
  });

  test.each(["limit=0", "limit=x", "order=new", "filter=cold"])(
    "%s is bad input that names the field",
    async (query) => {
      const { status, body } = await ann.api(`${DUE}?${query}`, "GET");
      expect(status).toBe(400);
      expect(body).toMatchObject({ error: { code: "bad_input", issues: [{ field: query.split("=")[0] }] } });
    },
  );

  test("signed out is 401", async () => {
    for (const [path, method] of [
      [DUE, "GET"],
      [DUE, "PATCH"],
      [UNDO, "POST"],
    ] as const) {
      const response = await fetch(server.origin + path, { method });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: "not_signed_in" } });
    }
  });
});

describe("PATCH", () => {
  const dateOf = async (organizationId: string, id: string) =>
    (await connection.database.contacts.findOne({ organizationId, id }))!.nextFollowUpDate;

  test("snoozes, and undo puts it back", async () => {
    const before = await dateOf(world.first, "inactive");
    const { status, body } = await ann.api(DUE, "PATCH", { personId: "inactive", action: "snooze" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ ok: true, count: 1, action: "snooze", operationId: expect.any(String) });
    expect(await dateOf(world.first, "inactive")).toBe(addDays(world.today, 3));
    const { operationId } = body;
    expect((await bob.api(UNDO, "POST", { operationId })).status).toBe(404);
    expect((await ann.api(UNDO, "POST", { operationId })).body).toMatchObject({ ok: true, count: 1 });
    expect(await dateOf(world.first, "inactive")).toBe(before);
  });

  test("another request under a known id is refused, and told what it was", async () => {
    const operationId = "op_chosen_by_the_caller_1";
    const change = { personIds: ["inactive"], action: "done", operationId };
    const first = await ann.api(DUE, "PATCH", change);
    expect(first).toMatchObject({ status: 200, body: { count: 1, operationId } });
    const repeated = await ann.api(DUE, "PATCH", change);
    expect([repeated.status, repeated.body]).toEqual([200, first.body]);
    for (const other of [{ action: "snooze" }, { personIds: ["inactive", "today"] }]) {
      expect(await ann.api(DUE, "PATCH", { ...change, ...other })).toMatchObject({
        status: 409,
        body: {
          error: {
            code: "operation_id_reused",
            message: "That id belongs to another request already: done of inactive.",
            issues: [{ field: "operationId" }],
          },
        },
      });
    }
    expect(await dateOf(world.first, "today")).not.toBeNull();
    const undone = await ann.api(UNDO, "POST", { operationId });
    expect(undone.body).toMatchObject({ count: 1 });
    expect((await ann.api(UNDO, "POST", { operationId })).body).toEqual(undone.body);
  });

  test("ids that aren't assigned are dropped, and alone they are not found", async () => {
    const mixed = await ann.api(DUE, "PATCH", { personIds: ["bobs", "none", "secret"], action: "done" });
    expect(mixed).toMatchObject({ status: 200, body: { count: 0 } });
    expect(await ann.api(DUE, "PATCH", { personIds: ["bobs", "secret"], action: "done" })).toMatchObject({
      status: 404,
      body: { error: { code: "not_found" } },
    });
    expect(await dateOf(world.first, "bobs")).not.toBeNull();
    expect(await dateOf(world.second, "secret")).not.toBeNull();
  });

  test("the same id elsewhere stays", async () => {
    expect(await cid.api(DUE, "PATCH", { personId: "old", action: "done" })).toMatchObject({ body: { count: 1 } });
    expect(await dateOf(world.second, "old")).toBeNull();
    expect(await dateOf(world.first, "old")).not.toBeNull();
  });

  test("bad input is told by field (ASVS 2.2.1, 2.2.2)", async () => {
    const { status, body } = await ann.api(DUE, "PATCH", { personIds: [], action: "burn" });
    expect(status).toBe(400);
    expect(body.error!.issues.map(({ field }) => field).sort()).toEqual(["action", "personIds"]);
  });

  test("an operator of the database is no value of a field (ASVS 1.2.4)", async () => {
    for (const operator of [{ $ne: null }, { $gt: "" }, { $regex: ".*" }, ["old"]]) {
      const change = { personId: operator, action: "done" };
      expect((await ann.api(DUE, "PATCH", change)).status, JSON.stringify(operator)).toBe(400);
      const several = { personIds: [operator, "old"], action: "done" };
      expect((await ann.api(DUE, "PATCH", several)).status, JSON.stringify(operator)).toBe(400);
      expect((await ann.api(UNDO, "POST", { operationId: operator })).status).toBe(400);
    }
    // As text they are ids that nobody has, and words that nothing has.
    expect((await ann.api(DUE, "PATCH", { personId: '{"$ne":null}', action: "done" })).status).toBe(404);
    expect(await (await ann.fetch("/contacts?search=%7B%24ne%3A1%7D")).text()).not.toContain("Olga Old");
    for (const [email, password] of [
      ["email[$ne]", "password[$ne]"],
      ["email", "password[$gt]"],
    ]) {
      const body = new URLSearchParams({ [email!]: "ann@example.com", [password!]: "" });
      const { headers } = await fetch(`${server.origin}/login`, { method: "POST", body, redirect: "manual" });
      expect(headers.getSetCookie().join()).not.toContain("follow-ups-session");
    }
  });

  test("a body that isn't JSON, or too large (ASVS 5.2.1)", async () => {
    const patch = (body: string, type?: string) =>
      ann.fetch(DUE, { method: "PATCH", body, headers: type ? { "Content-Type": type } : {} });
    expect((await patch("{", "application/json")).status).toBe(400);
    expect((await patch("personId=a", "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await patch(JSON.stringify({ pad: "x".repeat(65_536) }), "application/json")).status).toBe(413);
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(16_384)),
    });
    const streamed = await ann.fetch(DUE, {
      method: "PATCH",
      body: stream,
      headers: { "Content-Type": "application/json" },
      duplex: "half",
    } as RequestInit);
    expect(streamed.status).toBe(413);
  });
});

test("other methods are 405 with Allow", async () => {
  const put = await ann.api(DUE, "PUT", {});
  expect(put).toMatchObject({ status: 405, body: { error: { code: "method_not_allowed" } } });
  expect(put.headers.get("Allow")).toBe("GET, PATCH");
  expect((await ann.api(UNDO, "GET")).headers.get("Allow")).toBe("POST");
});

test("a path that isn't there is 404, as JSON", async () => {
  expect(await ann.api("/api/nothing", "GET")).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
});

test("another site's page is refused, with the cookie too (ASVS 3.5.1, 3.5.2)", async () => {
  const headers = { Origin: "https://evil.example", "Content-Type": "application/json" };
  const body = JSON.stringify({ personId: "old", action: "done" });
  for (const path of [DUE, "/follow-ups", "/logout"]) {
    const response = await ann.fetch(path, { method: path === DUE ? "PATCH" : "POST", body, headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "wrong_origin" } });
  }
});

test("too many requests are 429 with Retry-After (ASVS 2.4.1)", async () => {
  const limited = await startServer({ API_REQUESTS_PER_MINUTE: "3", SIGN_IN_FAILURES_PER_QUARTER_HOUR: "2" });
  try {
    const statuses: number[] = [];
    for (let request = 0; request < 4; request++) statuses.push((await fetch(limited.origin + DUE)).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    const refused = await fetch(limited.origin + DUE);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: "too_many_requests" } });
    const attempt = async (path: string) => {
      const body = new URLSearchParams({ email: "a" });
      return (await fetch(limited.origin + path, { method: "POST", body })).status;
    };
    expect([await attempt("/login"), await attempt("/LOGIN/"), await attempt("/login")]).toEqual([401, 401, 429]);
    for (const path of ["/login/", "/Login", "/login.data"]) expect(await attempt(path), path).toBe(429);
  } finally {
    await limited.stop();
  }
});
