import { SignJWT } from "jose";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addApiKey } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { logNote } from "../support/log-note.ts";
import { signIn } from "../support/browser-session.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const HOST = "https://host.example";
const OTHER_HOST = "https://other.example";
const KEYS = { old: "o".repeat(32), new: "n".repeat(32) };
const DUE = "/api/follow-ups/due";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let apiKey: string;

beforeAll(async () => {
  server = await startServer({ EMBED_TOKEN_KEYS: `new:${KEYS.new},old:${KEYS.old}` });
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  apiKey = await newApiKey(world.first);
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const newApiKey = (organizationId: string) =>
  addApiKey(connection.database, { organizationId, name: "Host", now: new Date() });

async function mint(body: object, key = apiKey): Promise<{ status: number; token: string; expiresAt: string }> {
  const response = await fetch(`${server.origin}/api/embed-tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as { token: string; expiresAt: string }) };
}

const due = (token: string, origin: string | null = HOST) =>
  fetch(server.origin + DUE, {
    headers: { Authorization: `Bearer ${token}`, ...(origin && { Origin: origin }) },
  });

const annAtHost = { email: "ann@example.com", origin: HOST };

describe("getting a token", () => {
  test("it lasts fifteen minutes", async () => {
    const { status, token, expiresAt } = await mint(annAtHost);
    expect(status).toBe(200);
    expect(token.split(".")).toHaveLength(3);
    const seconds = (Date.parse(expiresAt) - Date.now()) / 1_000;
    expect(seconds).toBeGreaterThan(14 * 60);
    expect(seconds).toBeLessThanOrEqual(15 * 60);
  });

  test.each<[object, number]>([
    [{ email: "nobody@example.com", origin: HOST }, 404],
    [{ email: "cid@example.com", origin: HOST }, 404],
    [{ email: "ann@example.com" }, 400],
    [{ email: "ann@example.com", origin: "https://host.example/path" }, 400],
    [{ email: "ann@example.com", origin: "http://host.example" }, 400],
    [{ email: "ann@example.com", origin: "*" }, 400],
    [{ origin: HOST }, 400],
  ])("%o is refused with %i", async (body, status) => {
    expect((await mint(body)).status).toBe(status);
  });

  test("without a key, or with a wrong one, there is none", async () => {
    expect((await mint(annAtHost, "fuh_wrong")).status).toBe(401);
    const response = await fetch(`${server.origin}/api/embed-tokens`, { method: "POST", body: "{}" });
    expect(response.status).toBe(401);
  });
});

describe("using a token", () => {
  test("the token's own page reads and changes, by CORS, without cookies", async () => {
    const { token } = await mint(annAtHost);
    const response = await due(token);
    expect(response.status).toBe(200);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(HOST);
    expect(response.headers.get("Access-Control-Allow-Credentials")).toBeNull();
    expect(response.headers.get("Vary")).toContain("Origin");
    expect(await response.json()).toMatchObject({ counts: { all: 6 } });
    const change = await fetch(server.origin + DUE, {
      method: "PATCH",
      headers: { Authorization: `Bearer ${token}`, Origin: HOST, "Content-Type": "application/json" },
      body: JSON.stringify({ personId: "today", action: "done" }),
    });
    expect(await change.json()).toMatchObject({ ok: true, count: 1 });
  });

  test("what was noted of a contact is told to who has signed in, and to no other site", async () => {
    const scope = { organizationId: world.first, userId: world.ann, role: "member" } as const;
    await logNote(connection.database, scope, { id: "old", kind: "call", text: "wants 3 bedrooms", now: new Date() });
    const { token } = await mint(annAtHost);
    const elsewhere = await (await due(token)).text();
    expect(elsewhere).toContain("Olga Old");
    expect(elsewhere).not.toContain("bedrooms");
    const ann = await signIn(server.origin, "ann@example.com");
    expect(await (await ann.fetch(DUE)).text()).toContain(": wants 3 bedrooms");
  });

  test("a preflight says what a request may look like", async () => {
    const response = await fetch(server.origin + DUE, {
      method: "OPTIONS",
      headers: { Origin: HOST, "Access-Control-Request-Method": "PATCH" },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("Access-Control-Allow-Methods")).toContain("PATCH");
    for (const header of ["Authorization", "Content-Type", "Expected-Organization"]) {
      expect(response.headers.get("Access-Control-Allow-Headers")).toContain(header);
    }
    expect(response.headers.get("Access-Control-Allow-Credentials")).toBeNull();
  });

  test("another page gets nothing, nor one that doesn't say where it is (ASVS 3.4.2)", async () => {
    const { token } = await mint(annAtHost);
    for (const origin of [OTHER_HOST, null]) {
      const response = await due(token, origin);
      expect(response.status).toBe(403);
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe(origin);
      expect(await response.text()).not.toContain("followUps");
    }
  });

  test("a refusal can be read where it was asked for, whatever it is; an answer can't (ASVS 3.4.2)", async () => {
    const { token } = await mint(annAtHost);
    const bearer = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const patch = (body: string, headers: Record<string, string> = bearer) => ({ method: "PATCH", headers, body });
    const done = JSON.stringify({ personId: "nobody", action: "done" });
    const refused: [number, string, RequestInit][] = [
      [401, DUE, {}],
      [401, DUE, { headers: { Authorization: "Bearer nonsense" } }],
      [400, `${DUE}?limit=0`, { headers: bearer }],
      [404, DUE, patch(done)],
      [404, "/api/nothing", {}],
      [405, DUE, { method: "DELETE", headers: bearer }],
      [409, DUE, { headers: { ...bearer, "Expected-Organization": world.second } }],
      [413, DUE, patch("x".repeat(70_000))],
      [415, DUE, patch(done, { ...bearer, "Content-Type": "text/plain" })],
      [403, DUE, patch(done, { "Content-Type": "application/json" })],
    ];
    for (const [status, path, init] of refused) {
      for (const origin of [HOST, OTHER_HOST, "null"]) {
        const response = await fetch(server.origin + path, { ...init, headers: { ...init.headers, Origin: origin } });
        const readable = response.headers.get("Access-Control-Allow-Origin");
        expect([response.status >= 400, readable], `${status} ${path} ${origin}`).toEqual([true, origin]);
        if (origin === HOST) expect(response.status, path).toBe(status);
        expect(response.headers.get("Access-Control-Allow-Credentials")).toBeNull();
      }
    }
    const { cookie } = await signIn(server.origin, "ann@example.com");
    const answer = await fetch(server.origin + DUE, { headers: { Cookie: cookie(), Origin: OTHER_HOST } });
    expect([answer.status, answer.headers.get("Access-Control-Allow-Origin")]).toEqual([200, null]);
  });

  test("it does not open the pages, nor make tokens", async () => {
    const { token } = await mint(annAtHost);
    const page = await fetch(`${server.origin}/follow-ups`, {
      headers: { Authorization: `Bearer ${token}` },
      redirect: "manual",
    });
    expect(page.status).toBe(302);
    expect((await mint(annAtHost, token)).status).toBe(401);
  });

  test("removing the membership ends it at once", async () => {
    const { token } = await mint({ email: "bob@example.com", origin: HOST });
    expect((await due(token)).status).toBe(200);
    const { users } = connection.database;
    await users.updateOne(
      { _id: world.bob },
      { $set: { memberships: [{ organizationId: world.second, role: "member" }] } },
    );
    expect((await due(token)).status).toBe(401);
  });

  test("removing the API key ends it at once", async () => {
    const key = await newApiKey(world.first);
    const { token } = await mint(annAtHost, key);
    expect((await due(token)).status).toBe(200);
    await connection.database.apiKeys.deleteMany({ _id: (await newestKey())._id });
    expect((await due(token)).status).toBe(401);
  });
});

async function newestKey() {
  const [key] = await connection.database.apiKeys.find().sort({ createdAt: -1 }).limit(1).toArray();
  return key!;
}

describe("a token that isn't in order", () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const claims = async () => ({
    sub: world.ann,
    organization: world.first,
    origin: HOST,
    scope: "follow-ups",
    key: (await connection.database.apiKeys.findOne({ organizationId: world.first }))!._id,
    aud: "follow-ups-hub",
    iat: now(),
    exp: now() + 600,
  });
  const sign = (payload: object, { kid = "new", secret = KEYS.new } = {}) =>
    new SignJWT({ ...payload })
      .setProtectedHeader({ alg: "HS256", kid })
      .sign(createHash("sha256").update(`embed tokens ${secret}`).digest());

  test("a key that has been replaced still opens, one that is gone or brought along doesn't (ASVS 9.1.3)", async () => {
    expect((await due(await sign(await claims()))).status).toBe(200);
    expect((await due(await sign(await claims(), { kid: "old", secret: KEYS.old }))).status).toBe(200);
    expect((await due(await sign(await claims(), { kid: "gone", secret: KEYS.old }))).status).toBe(401);
    expect((await due(await sign(await claims(), { kid: "new", secret: KEYS.old }))).status).toBe(401);
    // Nor one that the token brings along, or says where to find.
    const own = new Uint8Array(32).fill(7);
    const jwk = { kty: "oct", k: Buffer.from(own).toString("base64url") };
    for (const brought of [{ jwk }, { jku: `${HOST}/keys.json` }, { x5u: `${HOST}/key.pem` }]) {
      const header = { alg: "HS256", kid: "new", ...brought };
      const token = await new SignJWT(await claims()).setProtectedHeader(header).sign(own);
      expect((await due(token)).status).toBe(401);
    }
  });

  test("an expired one says so, to its own page (ASVS 9.2.1)", async () => {
    const response = await due(await sign({ ...(await claims()), iat: now() - 700, exp: now() - 60 }));
    expect(response.status).toBe(401);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(HOST);
    expect(await response.json()).toMatchObject({ error: { code: "token_expired" } });
  });

  test.each(["sub", "organization", "origin", "scope", "key", "aud", "iat", "exp"])(
    "without %s it opens nothing (ASVS 9.2.2, 9.2.3)",
    async (claim) => {
      const payload = Object.fromEntries(Object.entries(await claims()).filter(([name]) => name !== claim));
      const response = await due(await sign(payload));
      expect([401, 403]).toContain(response.status);
      expect(await response.text()).not.toContain("followUps");
    },
  );

  test("nor with another scope, another organization, a long life, another algorithm, no signature or no sense (ASVS 9.1.1, 9.1.2)", async () => {
    const payload = await claims();
    const tokens = [
      await sign({ ...payload, scope: "everything" }),
      await sign({ ...payload, organization: world.second }),
      await sign({ ...payload, iat: now() - 3_600, exp: now() + 3_600 }),
      await new SignJWT(payload)
        .setProtectedHeader({ alg: "HS512", kid: "new" })
        .sign(createHash("sha256").update(`embed tokens ${KEYS.new}`).digest()),
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.`,
      "nonsense",
    ];
    for (const token of tokens) expect((await due(token)).status).toBe(401);
  });
});
