import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OPERATIONS } from "../../app/api/operations.ts";
import { API_KEY_SCOPES, type ApiKeyScope } from "../../app/domain/api-key-scope.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { hashOfSecret } from "../../db/ids.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import { runCommand } from "../support/database.ts";
import { HOST, keyCalls, type KeyCalls } from "../support/key-calls.ts";
import type { TestServer } from "../support/server.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";

const DAY = 86_400_000;

let trial: AdminsTrial;
let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
let calls: KeyCalls;

beforeAll(async () => {
  trial = await startAdminsTrial();
  ({ server, connection, world, ann } = trial);
  calls = keyCalls(trial);
});
afterAll(() => trial.stop());
beforeEach(async () => {
  await connection.database.apiKeys.deleteMany({});
});

const auditOf = (kind: "apiKeyMade" | "apiKeyRevoked") =>
  connection.database.auditEvents.find({ kind }).sort({ at: -1 }).limit(1).next();

describe("what a key opens", () => {
  const withKey = OPERATIONS.filter(({ security }) => security.includes("apiKey"));
  const bodyOf = ({ body, operationId }: (typeof OPERATIONS)[number]) =>
    operationId === "mintEmbedToken" ? { email: "ann@example.com", origin: HOST } : body?.example;

  test("every operation that takes a key names a scope, and the document says which", async () => {
    const document = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { security: object[]; responses: Record<string, { description: string }> }>>;
    };
    for (const { path, method, scope } of withKey) {
      expect(API_KEY_SCOPES).toContain(scope);
      const { security, responses } = document.paths[path]![method]!;
      expect(security).toContainEqual({ apiKey: [scope] });
      expect(responses["403"]!.description).toContain("wrong_scope");
    }
  });

  test.each(withKey.map((operation) => [operation.operationId, operation] as const))(
    "%s is refused to a key for everything else",
    async (_, operation) => {
      const { path, method, scope } = operation;
      const call = async (scopes: ApiKeyScope[]) => {
        const answer = await calls.callWith(
          await calls.newKey(scopes),
          path.replace("{id}", "old"),
          method.toUpperCase(),
          bodyOf(operation),
        );
        return { status: answer.status, body: (await answer.json()) as { error?: { code: string } } };
      };
      for (const scopes of [API_KEY_SCOPES.filter((other) => other !== scope), []]) {
        expect(await call(scopes)).toMatchObject({ status: 403, body: { error: { code: "wrong_scope", issues: [] } } });
      }
      expect([200, 400, 404]).toContain((await call([scope!])).status);
    },
  );

  test("what can't be a key isn't looked up", async () => {
    const secret = await calls.newKey();
    const mistyped = secret.slice(0, -1) + (secret.endsWith("x") ? "y" : "x");
    const { _id, ...key } = await calls.keyOf(secret);
    await connection.database.apiKeys.insertOne({ ...key, _id: `${_id}2`, hash: hashOfSecret(mistyped) });
    expect(await calls.status(secret)).toBe(200);
    expect(await calls.status(mistyped)).toBe(401);
  });

  test("a key of the time before scopes opens what it opened", async () => {
    const secret = "fuh_abcdefghijklmnopqrstuvwx-_012345";
    const { db, apiKeys } = connection.database;
    await db.command({ collMod: "apiKeys", validator: {} });
    const earlier = { _id: "key_1", organizationId: world.first, name: "Old", hash: hashOfSecret(secret) };
    await apiKeys.insertOne({ ...earlier, createdAt: new Date() } as never);
    expect(await calls.status(secret)).toBe(403);
    await connection.database.schemaSteps.deleteMany({});
    await (await openDatabase({ uri: undefined, directory: server.dataDirectory })).close();
    expect(await calls.status(secret)).toBe(200);
    expect(await calls.statusOfToken(await calls.mint(secret))).toBe(200);
    expect(await htmlOf(ann.fetch("/api-keys"))).toContain("Contacts, Panel tokens");
    await expect(apiKeys.insertOne({ ...earlier, _id: "key_2", createdAt: new Date() } as never)).rejects.toThrow();
  });

  test("an expired key opens nothing, nor does a token that was made with it", async () => {
    const secret = await calls.newKey(API_KEY_SCOPES, new Date(Date.now() + DAY));
    const token = await calls.mint(secret);
    expect([await calls.status(secret), await calls.statusOfToken(token)]).toEqual([200, 200]);
    const { _id } = await calls.keyOf(secret);
    await connection.database.apiKeys.updateOne({ _id }, { $set: { expiresAt: new Date(Date.now() - 1) } });
    expect([await calls.status(secret), await calls.statusOfToken(token)]).toEqual([401, 401]);
    expect(await htmlOf(ann.fetch("/api-keys"))).toContain(">Expired<");
  });

  test("a token ends where its key is no longer for tokens", async () => {
    const secret = await calls.newKey();
    const token = await calls.mint(secret);
    expect(await calls.statusOfToken(token)).toBe(200);
    const { _id } = await calls.keyOf(secret);
    await connection.database.apiKeys.updateOne({ _id }, { $set: { scopes: ["contacts"] } });
    expect(await calls.statusOfToken(token)).toBe(401);
  });

  test("its last use is noted, once in a minute", async () => {
    const secret = await calls.newKey();
    const { _id } = await calls.keyOf(secret);
    const usedAfter = async (lastUsedAt: Date) => {
      await connection.database.apiKeys.updateOne({ _id }, { $set: { lastUsedAt } });
      expect(await calls.status(secret)).toBe(200);
      return (await calls.keyOf(secret)).lastUsedAt;
    };
    expect((await calls.keyOf(secret)).lastUsedAt).toBeUndefined();
    await calls.status(secret);
    expect(Date.now() - (await calls.keyOf(secret)).lastUsedAt!.getTime()).toBeLessThan(60_000);
    const [recent, earlier] = [new Date(Date.now() - 30_000), new Date(Date.now() - 90_000)];
    expect(await usedAfter(recent)).toEqual(recent);
    expect((await usedAfter(earlier))!.getTime()).toBeGreaterThan(earlier.getTime());
  });
});

describe("revoking", () => {
  test("it ends a key at once, and the tokens that were made with it", async () => {
    const [secret, other] = [await calls.newKey(), await calls.newKey()];
    const token = await calls.mint(secret);
    const { _id } = await calls.keyOf(secret);
    const page = await htmlOf(ann.fetch("/api-keys"));
    expect(page).toContain(`name="keyId" value="${_id}"`);
    const fields: [string, string][] = [
      ["organizationId", world.first],
      ["keyId", _id],
    ];
    expect((await postForm(ann, "/api-keys/revoke", fields)).status).toBe(303);
    expect([await calls.status(secret), await calls.statusOfToken(token), await calls.status(other)]).toEqual([
      401, 401, 200,
    ]);
    expect(await htmlOf(ann.fetch("/api-keys"))).toContain("The key “Host” is revoked");
    expect(await auditOf("apiKeyRevoked")).toMatchObject({ organizationId: world.first, by: { id: world.ann } });
    expect((await postForm(ann, "/api-keys/revoke", fields)).status).toBe(404);
  });
});

test(
  "on the command line keys are added for a scope and a time, listed and revoked",
  { timeout: 120_000 },
  async () => {
    const db = (...words: string[]) => runCommand(words, { directory: server.dataDirectory });
    const added = await db(
      ...[
        "api-key",
        "add",
        "--organization",
        "first",
        "--name",
        "CRM",
        "--scope",
        "contacts",
        "--expires",
        addDays(world.today, 1),
      ],
    );
    const secret = added.out.trim();
    expect((await calls.callWith(secret, "/api/embed-tokens", "POST", {})).status).toBe(403);
    expect(await calls.status(secret)).toBe(200);
    const [, ofAll] = [
      await calls.newKey(),
      (await db("api-key", "add", "--organization", "first", "--name", "All")).out.trim(),
    ];
    expect(await calls.statusOfToken(await calls.mint(ofAll))).toBe(200);
    const { out } = await db("api-key", "list", "--organization", "first");
    const line = out
      .split("\n")
      .find((line) => line.includes("CRM"))!
      .split("\t");
    const { _id, createdAt, expiresAt } = await calls.keyOf(secret);
    expect(expiresAt).toEqual(new Date(`${addDays(world.today, 2)}T00:00:00Z`));
    expect(line.slice(0, 5)).toEqual([_id, `${secret.slice(0, 10)}…`, "CRM", "contacts", createdAt.toISOString()]);
    expect(out).not.toContain(secret);
    expect((await db("api-key", "list", "--organization", "second")).out).toBe("");
    expect((await db("api-key", "revoke", _id, "--organization", "second")).code).toBe(1);
    expect(await calls.status(secret)).toBe(200);
    expect(await db("api-key", "revoke", _id, "--organization", "first")).toMatchObject({ code: 0, err: "" });
    expect(await calls.status(secret)).toBe(401);
    expect(await auditOf("apiKeyRevoked")).toMatchObject({ by: { type: "commandLine" }, about: { name: "CRM" } });
    for (const wrong of [
      ["--scope", "all"],
      ["--expires", "2020-01-01"],
      ["--expires", "tomorrow"],
    ]) {
      expect((await db("api-key", "add", "--organization", "first", "--name", "x", ...wrong)).code).toBe(2);
    }
  },
);
