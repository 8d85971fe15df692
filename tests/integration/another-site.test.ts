import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { requestText, sendRaw } from "../support/raw-request.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let ann: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  await plantTwoOrganizations(connection.database);
  ann = await signIn(server.origin, "ann@example.com");
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const URL_ENCODED = "application/x-www-form-urlencoded";
const post = async (path: string, body: string, type: string, headers: Record<string, string> = {}) =>
  (await sendRaw(server.origin, requestText(`POST ${path}`, { "Content-Type": type, ...headers }, body))).status;

describe("another site", () => {
  const undo = (headers: Record<string, string>) =>
    post("/api/follow-ups/undo", '{"operationId":"op_aaaaaaaaaaaaaaaaaaaaaaaa"}', "application/json", {
      Cookie: ann.cookie(),
      ...headers,
    });
  const own = () => new URL(server.origin).host;

  test.each([
    ["of another scheme", () => ({ Host: own(), Origin: `https://${own()}` })],
    ["of another port", () => ({ Host: own(), Origin: "http://127.0.0.1:1" })],
    ["that hides", () => ({ Host: own(), Origin: "null" })],
    ["without Origin", () => ({ Host: own(), "Sec-Fetch-Site": "cross-site" })],
    ["of the same domain", () => ({ Host: own(), "Sec-Fetch-Site": "same-site" })],
    ["whose Origin is taken for ours", () => ({ Host: own(), Origin: server.origin, "Sec-Fetch-Site": "cross-site" })],
    ["with an empty Authorization", () => ({ Host: own(), Origin: "https://evil.example", Authorization: "" })],
    [
      "with an Authorization that is no token",
      () => ({ Host: own(), Origin: "https://evil.example", Authorization: "Bearer" }),
    ],
  ])("%s changes nothing (ASVS 3.5.1)", async (_what, headers) => {
    expect(await undo(headers())).toBe(403);
  });

  test("this site's own pages do (ASVS 3.5.1)", async () => {
    expect(await undo({ Host: own(), Origin: server.origin })).toBe(404);
    expect(await undo({ Host: own(), "Sec-Fetch-Site": "same-origin" })).toBe(404);
    expect(await undo({ Host: own() })).toBe(404);
  });

  test("doesn't get past by a path that is no API's (ASVS 3.5.1)", async () => {
    const headers = { Cookie: ann.cookie(), Host: own(), Origin: "https://evil.example", Authorization: "Bearer x" };
    for (const path of ["/follow-ups", "/api/../follow-ups", "/api/%2e%2e/follow-ups"]) {
      expect(await post(path, "intent=done", URL_ENCODED, headers), path).toBe(403);
    }
  });
});

describe("a request is one caller's: with a token the cookie is nobody's", () => {
  const path = "/follow-ups";
  const get = (headers: Record<string, string>) =>
    sendRaw(server.origin, requestText(`GET ${path}`, { Cookie: ann.cookie(), ...headers }));

  test.each(["Bearer x", "bearer fuh_x", "Bearer   a.b.c"])("%s", async (Authorization) => {
    expect((await get({ Authorization })).status).toBe(302);
    expect(await post("/new-contact", "name=x", URL_ENCODED, { Cookie: ann.cookie(), Authorization })).toBe(302);
    expect(await post("/account", "name=x&timeZone=UTC", URL_ENCODED, { Cookie: ann.cookie(), Authorization })).toBe(
      302,
    );
    const due = await sendRaw(
      server.origin,
      requestText("GET /api/follow-ups/due", { Cookie: ann.cookie(), Authorization }),
    );
    expect(due.status).toBe(401);
  });

  test("what a proxy asks for beside is no token", async () => {
    expect((await get({ Authorization: "Basic YTpi" })).status).toBe(200);
  });
});

describe("with ORIGIN set, behind a proxy", () => {
  let proxied: TestServer;
  beforeAll(async () => {
    proxied = await startServer({ ORIGIN: "https://hub.example:8443", TRUST_PROXY: "1" });
  });
  afterAll(() => proxied.stop());
  const get = (headers: Record<string, string>) => sendRaw(proxied.origin, requestText("GET /login", headers));
  const signOut = async (headers: Record<string, string>) =>
    (await sendRaw(proxied.origin, requestText("POST /logout", { "Content-Type": URL_ENCODED, ...headers }, "a=b")))
      .status;

  test.each([
    ["Apache, which tells the port", "hub.example:8443"],
    ["nginx, whose $host has none", "hub.example"],
    ["two proxies", "hub.example:8443, inner.example"],
  ])("%s", async (_what, forwarded) => {
    const headers = { Host: "127.0.0.1:3000", "X-Forwarded-Host": forwarded, "X-Forwarded-Proto": "https" };
    expect((await get(headers)).status).toBe(200);
    expect(await signOut({ ...headers, Origin: "https://hub.example:8443" })).toBe(303);
    expect(await signOut({ ...headers, Origin: "https://hub.example" })).toBe(403);
    expect(await signOut({ ...headers, Origin: "http://hub.example:8443" })).toBe(403);
  });

  test.each<Record<string, string>>([
    { Host: "evil.example" },
    { "X-Forwarded-Host": "evil.example" },
    { "X-Forwarded-Host": "hub.example:1" },
  ])("%o is refused", async (headers) => {
    expect((await get({ Host: "hub.example:8443", ...headers })).status).toBe(400);
  });

  test("whoever asks for its health needs no name", async () => {
    expect((await sendRaw(proxied.origin, requestText("GET /healthz", { Host: "10.0.0.1" }))).status).toBe(200);
  });
});

test("without a proxy, X-Forwarded-Host counts for nothing (ASVS 4.1.3, 15.3.4)", async () => {
  const headers = {
    Host: new URL(server.origin).host,
    "X-Forwarded-Host": "evil.example",
    Origin: "http://evil.example",
  };
  expect(await post("/logout", "a=b", URL_ENCODED, headers)).toBe(403);
});
