import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addApiKey } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { hashOfSecret } from "../../db/ids.ts";
import { requestText, sendRaw } from "../support/raw-request.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { PASSWORD, plantTwoOrganizations } from "../support/two-organizations.ts";

interface Answer {
  what: string;
  status: number;
  headers: Headers;
  text: string;
}

const OVER_TLS = { "X-Forwarded-Proto": "https" };
const YEAR_SECONDS = 31_536_000;

let server: TestServer;
let connection: DatabaseConnection;
let cookie: string;
let calendar: string;
let key: string;
let answers: Answer[];

beforeAll(async () => {
  server = await startServer({ TRUST_PROXY: "1" });
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const { first, ann } = await plantTwoOrganizations(connection.database);
  await connection.database.users.updateOne({ _id: ann }, { $set: { "memberships.0.role": "admin" } });
  const feed = { organizationId: first, userId: ann, hash: hashOfSecret("of-ann"), createdAt: new Date() };
  await connection.database.calendarFeeds.insertOne(feed);
  calendar = "/calendar/of-ann.ics";
  key = await addApiKey(connection.database, { organizationId: first, name: "k", now: new Date() });
  const body = new URLSearchParams({ email: "ann@example.com", password: PASSWORD });
  const { headers } = await fetch(`${server.origin}/login`, {
    ...{ method: "POST", body, headers: OVER_TLS, redirect: "manual" },
  });
  cookie = headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  answers = await everyKindOfAnswer();
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

async function ask(line: string, init: RequestInit = {}): Promise<Answer> {
  const [method = "", path = ""] = line.split(" ");
  const leaving = new AbortController();
  const response = await fetch(server.origin + path, {
    ...{ method, redirect: "manual", signal: leaving.signal, ...init },
    headers: { ...OVER_TLS, ...(init.headers as Record<string, string>) },
  });
  const { status, headers } = response;
  // A stream has no end.
  const isStream = headers.get("Content-Type")?.startsWith("text/event-stream") ?? false;
  const text = isStream ? "a stream" : await response.text();
  leaving.abort();
  return { what: line, status, headers, text };
}

/** An answer to what no client of HTTP would send. */
async function askRaw(request: string): Promise<Answer> {
  const { status, text } = await sendRaw(server.origin, request);
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const lines = head.split("\r\n").slice(1);
  const headers = new Headers(lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
  return { what: request.split("\r\n", 2).join(", "), status: status!, headers, text: body };
}

async function everyKindOfAnswer(): Promise<Answer[]> {
  const page = await ask("GET /login");
  const files = [...page.text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
  const signedOut = [
    ...["/", "/nowhere", "/forgot", "/login.data", "/api", "/api/openapi.json", "/api/nothing", "/api/x.data"],
    ...["/api/follow-ups/due", "/healthz", "/readyz", "/reset/x", "/join/x", "/calendar/x.ics", calendar, "/sso"],
    ...["/widgets/follow-up-panel.js", "/widgets/none.js", "/assets/none.js", "/favicon.ico", ...files.slice(0, 3)],
    ...[files.find((path) => path.endsWith(".css"))!],
  ];
  const signedIn = [
    ...["/follow-ups", "/follow-ups.data", "/contacts/old", "/contacts/none", "/account", "/members", "/audit"],
    ...["/api/follow-ups/due", "/api/follow-ups/changes", "/export", "/export?format=ndjson", "/export?format=x"],
    ...["/audit/export", "/import/none", "/nowhere"],
  ];
  return Promise.all([
    page,
    ...signedOut.map((path) => ask(`GET ${path}`)),
    ...signedIn.map((path) => ask(`GET ${path}`, { headers: { Cookie: cookie } })),
    ask("PUT /follow-ups", { headers: { Cookie: cookie } }),
    ask("PATCH /api/follow-ups/due", { headers: { Cookie: cookie, "Content-Type": "text/plain" }, body: "x" }),
    ask("POST /login", { headers: { "Content-Type": "text/plain" }, body: "x" }),
    ask("POST /login", { body: new URLSearchParams({ email: "ann@example.com", password: "wrong" }) }),
    ask("POST /logout", { headers: { Origin: "https://evil.example" } }),
    askRaw(requestText("TRACE /login", OVER_TLS)),
    askRaw(requestText("GET /login", { ...OVER_TLS, Host: "a b" })),
    askRaw(requestText("GET /%E0%A4%A", OVER_TLS)),
  ]);
}

/** What of the answers isn't as it should be. */
const without = (isRight: (answer: Answer) => boolean) =>
  answers.filter((answer) => !isRight(answer)).map(({ what, status }) => `${what}: ${status}`);

describe("every answer, whatever its kind,", () => {
  test("has come as it was expected", () => {
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([200, 302, 400, 401, 403, 404, 405, 410, 415]);
    expect(answers.some(({ text }) => text === "a stream")).toBe(true);
    expect(answers.find(({ what }) => what === `GET ${calendar}`)!.text).toContain("BEGIN:VCALENDAR");
  });

  test("is what its type says, and no browser looks for another (ASVS 3.2.1, 3.4.4, 5.4.2)", () => {
    expect(without(({ headers }) => headers.get("X-Content-Type-Options") === "nosniff")).toEqual([]);
    // What isn't a page or a file of ours is nothing that a browser shows on its own.
    const isShown = /^(?:text\/(?:html|css|plain|x-script|event-stream|calendar)|application\/(?:javascript|json))\b/;
    const isSaved = ({ headers }: Answer) =>
      /^attachment; filename="[\w.-]+"$/.test(headers.get("Content-Disposition") ?? "");
    expect(
      without((answer) => answer.text === "" || isSaved(answer) || isShown.test(answer.headers.get("Content-Type")!)),
    ).toEqual([]);
    const exports = answers.filter(({ what, status }) => /export/.test(what) && status === 200);
    expect(exports.map(isSaved)).toEqual([true, true, true]);
  });

  test("names its type, and text its characters (ASVS 4.1.1)", () => {
    const hasCharset =
      /^(?:application\/json(?:;|$)|(?:text\/|[^;]+xml|application\/(?:javascript|x-ndjson))[^;]*; ?charset=utf-8$)/i;
    expect(without(({ text, headers }) => text === "" || hasCharset.test(headers.get("Content-Type") ?? ""))).toEqual(
      [],
    );
  });

  test("tells browsers to come over TLS alone, for a year (ASVS 3.4.1)", () => {
    const seconds = ({ headers }: Answer) =>
      Number(/max-age=(\d+)/.exec(headers.get("Strict-Transport-Security") ?? "")?.[1]);
    expect(without((answer) => seconds(answer) >= YEAR_SECONDS)).toEqual([]);
  });

  test("has a policy of what may run, what may stand around it, and what is told to others (ASVS 3.4.3, 3.4.5, 3.4.6)", () => {
    const directives = ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];
    const policy = ({ headers }: Answer) => (headers.get("Content-Security-Policy") ?? "").split(";");
    expect(without((answer) => directives.every((directive) => policy(answer).includes(directive)))).toEqual([]);
    const nonces = answers.map((answer) => /script-src 'self' 'nonce-([^']{22,})'/.exec(policy(answer).join(";"))?.[1]);
    expect(new Set(nonces).size).toBe(answers.length);
    expect(nonces).not.toContain(undefined);
    expect(without((answer) => !policy(answer).join().includes("unsafe"))).toEqual([]);
    const referrer = "strict-origin-when-cross-origin";
    expect(without(({ headers }) => headers.get("Referrer-Policy") === referrer)).toEqual([]);
  });

  test("is kept by no browser and no cache where it tells of somebody (ASVS 14.2.2, 14.3.2)", () => {
    const isFile = ({ what }: Answer) =>
      /^GET \/(?:assets|widgets|favicon|healthz|readyz|api(?:\/openapi\.json)?$)/.test(what);
    const kept = ({ headers }: Answer) => headers.get("Cache-Control") ?? "for as long as anybody likes";
    expect(without((one) => one.status >= 400 || isFile(one) || /no-store|private, no-cache/.test(kept(one)))).toEqual(
      [],
    );
  });

  test("has the way out, where it is a page of somebody signed in (ASVS 7.4.4)", () => {
    const isPage = ({ status, text }: Answer) => status === 200 && text.startsWith("<!DOCTYPE html>");
    const pages = answers.filter((answer) => isPage(answer) && answer.text.includes("ann@example.com"));
    expect(pages.length).toBeGreaterThanOrEqual(5);
    expect(pages.filter(({ text }) => !text.includes('action="/logout"')).map(({ what }) => what)).toEqual([]);
  });

  test("says nothing of what serves, where it stands, or how the passwords are kept (ASVS 13.4.2, 15.3.1, 16.5.1)", () => {
    expect(without(({ headers }) => !headers.has("X-Powered-By") && !headers.has("Server"))).toEqual([]);
    expect(without(({ text }) => !/\n\s+at .*\.[jt]s|node_modules|argon2|passwordHash|keyHash/.test(text))).toEqual([]);
  });
});

test("nothing of the project or the machine is served but what was built for browsers (ASVS 13.4.1, 13.4.3)", async () => {
  const files = [".git/HEAD", ".git/config", ".env", ".data/session-secret", "package.json", "package-lock.json"];
  const more = [
    "build/main.js",
    "main.js",
    "server/index.js",
    "client/",
    "assets/",
    "widgets/",
    "tests/",
    "../.git/HEAD",
  ];
  const hidden = ["%2e%2e/%2e%2e/.git/HEAD", "assets/..%2f..%2fmain.js", "widgets/%2e%2e/main.js", "assets/.git/HEAD"];
  for (const path of [...files, ...more, ...hidden]) {
    const { status, text } = await askRaw(requestText(`GET /${path}`, { ...OVER_TLS, Cookie: cookie }));
    expect([400, 403, 404], path).toContain(status);
    expect(text, path).not.toMatch(/ref: refs|"dependencies"|createServer|Index of/);
  }
});

test("a key, a token or a password in an address opens nothing (ASVS 14.2.1)", async () => {
  const session = /follow-ups-session=([^;]+)/.exec(cookie)![1]!;
  expect((await ask("GET /api/contacts", { headers: { Authorization: `Bearer ${key}` } })).status).toBe(200);
  for (const name of ["key", "api_key", "apiKey", "token", "access_token", "authorization", "Authorization"]) {
    for (const value of [key, `Bearer ${key}`]) {
      const query = new URLSearchParams({ [name]: value });
      expect((await ask(`GET /api/contacts?${query}`)).status, name).toBe(401);
    }
  }
  for (const name of ["follow-ups-session", "__Host-follow-ups-session", "session"]) {
    expect((await ask(`GET /account?${name}=${session}`)).status, name).toBe(302);
  }
  const query = new URLSearchParams({ email: "ann@example.com", password: PASSWORD });
  for (const method of ["GET", "POST"]) {
    const { headers } = await ask(
      `${method} /login?${query}`,
      method === "POST" ? { body: new URLSearchParams() } : {},
    );
    expect(headers.getSetCookie().join(), method).not.toContain("follow-ups-session");
  }
});
