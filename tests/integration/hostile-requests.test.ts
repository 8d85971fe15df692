import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { ROUTES } from "../support/access-table.ts";
import { requestText, sendRaw } from "../support/raw-request.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;

beforeAll(async () => {
  server = await startServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  await connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  ann = await signIn(server.origin, "ann@example.com");
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const statusOf = async (...parts: (string | Uint8Array)[]) => (await sendRaw(server.origin, ...parts)).status;
const isAlive = async () => (await fetch(`${server.origin}/healthz`)).status === 200;
/** Beside a length that is stated as well, it says that the body has another end. */
const CHUNKED_TOO = { "Transfer-Encoding": "chunked" };
const URL_ENCODED = "application/x-www-form-urlencoded";
const multipart = (...parts: string[]) => `--b\r\n${parts.join("\r\n--b\r\n")}\r\n--b--\r\n`;
const field = (name: string, value: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const post = (path: string, body: string, type: string, headers: Record<string, string> = {}) =>
  statusOf(requestText(`POST ${path}`, { "Content-Type": type, ...headers }, body));
const postAsAnn = (path: string, body: string, type: string) => post(path, body, type, { Cookie: ann.cookie() });

describe("a body that is too large (ASVS 5.2.1)", () => {
  const MEGABYTES = 150;

  test.each(["/import", "/import/../login", "/import-x", "/login", "/api/follow-ups/undo", "/%69mport", "/x"])(
    "costs nothing at %s, signed out",
    async (path) => {
      const before = await residentMegabytes();
      const head = requestText(`POST ${path}`, {
        "Content-Type": path.startsWith("/api") ? "application/json" : URL_ENCODED,
        "Content-Length": String(MEGABYTES * 1_000_000),
      });
      const chunk = Buffer.from("a&".repeat(500_000));
      const status = await statusOf(head, ...Array.from({ length: MEGABYTES }, () => chunk));
      expect([302, 401, 413]).toContain(status);
      expect(await isAlive()).toBe(true);
      expect((await residentMegabytes()) - before).toBeLessThan(100);
    },
  );

  test.each(["/login", "/import/../login", "/./login", "/%6Cogin"])(
    "of no stated length is refused at %s",
    async (path) => {
      const head = requestText(`POST ${path}`, { "Content-Type": URL_ENCODED, "Transfer-Encoding": "chunked" });
      const chunk = `${(65_536).toString(16)}\r\n${"a&".repeat(32_768)}\r\n`;
      expect(await statusOf(head, ...Array.from({ length: 100 }, () => chunk), "0\r\n\r\n")).toBe(413);
    },
  );

  test.each(["/follow-ups", "/contacts", "/organization", "/account", "/import/x"])(
    "is refused at %s, signed in",
    async (path) => {
      const body = `a=${"x".repeat(300_000)}`;
      expect([404, 413]).toContain(await postAsAnn(path, body, URL_ENCODED));
      expect(await postAsAnn("/follow-ups", multipart(field("a", body)), "multipart/form-data; boundary=b")).toBe(413);
    },
  );

  test.each([
    ["/login", "", URL_ENCODED, `email=${"x".repeat(1_000)}`],
    ["/follow-ups", "signed in", URL_ENCODED, `a=${"x".repeat(1_000)}`],
    ["/import", "signed in", "multipart/form-data; boundary=b", `--b\r\n${field("organizationId", "x")}`],
    ["/api/follow-ups/undo", "signed in", "application/json", '{"operationId":"x'],
  ])("is refused while it streams at %s, in one field without an end", async (path, isSignedIn, type, start) => {
    const headers = {
      "Content-Type": type,
      "Transfer-Encoding": "chunked",
      ...(isSignedIn && { Cookie: ann.cookie() }),
    };
    const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
    const more = Buffer.from(chunk("x".repeat(65_536)));
    // No last chunk: only the limit ends it.
    const length = path === "/import" ? 1_000 : 10;
    const parts = Array.from({ length }, () => more);
    expect(await statusOf(requestText(`POST ${path}`, headers), chunk(start), ...parts)).toBe(413);
  });

  test("of more fields than a form has is refused", async () => {
    const fields = Array.from({ length: 2_100 }, (_, at) => field(`f${at}`, "x"));
    expect(await postAsAnn("/follow-ups", multipart(...fields), "multipart/form-data; boundary=b")).toBe(413);
    expect(await postAsAnn("/follow-ups", "a=&".repeat(2_100), URL_ENCODED)).toBe(413);
  });
});

test("nothing of a stranger's request is read but the form to sign in", async () => {
  const paths = Object.values(ROUTES).map(({ path }) => path);
  const others = ["/import", "/contacts/x", "/healthz", "/assets/x.js", "/widgets/x.js", "/import.data", "/api/x/y"];
  for (const path of [...paths, ...others].filter((path) => path !== "/login")) {
    for (const [method, type] of [
      ["POST", URL_ENCODED],
      ["POST", "multipart/form-data; boundary=b"],
      ["PATCH", "application/json"],
    ] as const) {
      // The body never comes: who waited for it would wait for long.
      const head = requestText(`${method} ${path}`, { "Content-Type": type, "Transfer-Encoding": "chunked" });
      expect([202, 302, 303, 401, 404, 405, 410], `${method} ${path}`).toContain(await statusOf(head));
    }
  }
}, 60_000);

describe("a multipart form (ASVS 5.2.1)", () => {
  const TYPE = "multipart/form-data; boundary=b";
  const file = (disposition: string, more = "") =>
    `Content-Disposition: form-data; ${disposition}${more}\r\n\r\nid,name\n1,Ann`;

  test.each([
    ["a name of 5 MB", file(`name="file"; filename="${"x".repeat(5_000_000)}"`)],
    ["100,000 header lines", file('name="file"; filename="a.csv"', "\r\nX: y".repeat(100_000))],
    ["no name at all", "\r\n\r\nx"],
    ["a header that never ends", "Content-Disposition: form-data"],
  ])("with %s is refused in no time", async (_what, part) => {
    expect([400, 413]).toContain(await postAsAnn("/import", multipart(part), TYPE));
    expect(await isAlive()).toBe(true);
  });

  test("with a field of 50 MiB is refused", async () => {
    expect(await postAsAnn("/import", multipart(field("organizationId", "x".repeat(52_428_800))), TYPE)).toBe(413);
  });

  const paths = ["../../escaped.csv", "/tmp/escaped.csv", "..\\\\escaped.csv", "page.html", "run.js"];
  test.each(["a;b.csv", "a=b.csv", 'a\\"b.csv', "ä;=,.csv", ...paths])(
    "takes a file named %s (ASVS 5.3.1, 5.3.2, 5.4.1)",
    async (name) => {
      const body = multipart(field("organizationId", world.first), file(`name="file"; filename="${name}"`));
      expect(await postAsAnn("/import", body, TYPE)).toBe(303);
      // It is kept under a name of ours.
      for (const folder of [tmpdir(), "/", process.cwd(), server.dataDirectory])
        expect(await readdir(folder)).not.toContain("escaped.csv");
      // Nor is it served, to whoever asks for it by its own.
      const served = await fetch(`${server.origin}/${encodeURIComponent(name)}`, { redirect: "manual" });
      expect([302, 400, 403]).toContain(served.status);
    },
  );

  test.each(["/login", "/follow-ups", "/import", "/account", "/new-contact", "/settings"])(
    "that is broken is refused at %s, signed in and out",
    async (path) => {
      for (const [body, type] of [
        ["--b\r\nnonsense", TYPE],
        ["", TYPE],
        ["x", "multipart/form-data"],
        [multipart(field("a", "b")).slice(0, -6), TYPE],
      ] as const) {
        const headers = { "Content-Type": type, "Content-Length": String(body.length) };
        const statuses = await Promise.all([
          statusOf(requestText(`POST ${path}`, headers, body)),
          statusOf(requestText(`POST ${path}`, { ...headers, Cookie: ann.cookie() }, body)),
        ]);
        expect([302, 400]).toContain(statuses[0]);
        expect(statuses[1], body).toBe(400);
      }
    },
  );
});

describe("a request that is no browser's (ASVS 4.2.1, 13.4.4)", () => {
  test.each([
    ["an absolute address", requestText("GET http://elsewhere.example/follow-ups"), 400],
    ["an asterisk", requestText("OPTIONS *"), 400],
    ["a host in brackets", requestText("GET /login", { Host: "[::1" }), 400],
    ["a host with a space", requestText("GET /login", { Host: "a b" }), 400],
    ["a host with a path", requestText("GET /login", { Host: "127.0.0.1/login?" }), 400],
    ["a host with a user", requestText("GET /login", { Host: "a@b" }), 400],
    ["a host with a port too high", requestText("GET /login", { Host: "a:99999" }), 400],
    ["a broken escape", requestText("GET /%E0%A4%A"), 400],
    ["a backslash for a slash", requestText("PUT /%5C"), 400],
    ["a tab between two slashes", requestText("GET /%09%5C"), 400],
    ["a host behind a slash that is escaped", requestText("GET /%2Fevil.example/"), 400],
    ["a backslash in a name", requestText("GET /contacts/%5C"), 302],
    ["TRACE", requestText("TRACE /"), 405],
    ["a length beside chunks", requestText("POST /login", CHUNKED_TOO, "0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"), 400],
    ["two lengths", requestText("POST /login", { "Content-Length": "1\r\nContent-Length: 2" }, "ab"), 400],
    ["an unknown method", requestText("PROPFIND /follow-ups"), 405],
    ["OPTIONS that asks for nothing", requestText("OPTIONS /follow-ups"), 405],
    ["OPTIONS of the API that asks for nothing", requestText("OPTIONS /api/follow-ups/due"), 405],
    ["a HEAD of data from elsewhere", requestText("HEAD /login.data", { Origin: "https://evil.example" }), 200],
    ["the data of a stream", requestText("GET /api/follow-ups/changes.data"), 404],
    ["the data of an endpoint", requestText("POST /api/follow-ups/due.data", {}, "{}"), 404],
    ["a form where there is none", requestText("POST /forgot", { "Content-Type": URL_ENCODED }, "a=b"), 405],
    ["a form for a stream", requestText("POST /api/follow-ups/changes", { "Content-Type": URL_ENCODED }, "a=b"), 405],
  ])("%s", async (_what, text, status) => {
    const answer = await sendRaw(server.origin, text);
    expect(answer.status).toBe(status);
    if (status === 405) expect(answer.text).toMatch(/^Allow: .*GET/im);
  });

  test("costs the log no error, and nothing that was typed", async () => {
    expect(await postAsAnn("/forgot", "a=b", URL_ENCODED)).toBe(405);
    expect(await postAsAnn("/new-contact", "organizationId=org_other&name=Somebody+Private", URL_ENCODED)).toBe(409);
    await cutOff(
      requestText("POST /api/follow-ups/undo", { "Content-Type": "application/json", "Content-Length": "99" }),
    );
    await cutOff(requestText("POST /account", { "Content-Type": URL_ENCODED, "Content-Length": "99" }));
    expect(server.output()).toContain('"route":"/new-contact"');
    expect(server.output()).not.toContain("Somebody Private");
    expect(server.output()).not.toContain('"level":50');
  });

  test.each(["PUT", "PATCH", "DELETE"])("%s of a page", async (method) => {
    for (const path of ["/login", "/follow-ups", "/contacts/old", "/import", "/organization", "/export", "/x"]) {
      const headers = { Cookie: ann.cookie(), "Content-Type": URL_ENCODED };
      const answer = await sendRaw(server.origin, requestText(`${method} ${path}`, headers, "a=b"));
      expect(answer.status, path).toBe(405);
    }
  });

  test.each(["/login", "/follow-ups", "/import", "/account", "/new-contact", "/organization"])(
    "a POST without a form to %s",
    async (path) => {
      const nothing = requestText(`POST ${path}`, { Cookie: ann.cookie() });
      expect([400, 415]).toContain(await statusOf(nothing));
      expect([400, 415]).toContain(await postAsAnn(path, "{}", "application/json"));
      expect([400, 415]).toContain(await postAsAnn(path, "x", "text/plain"));
    },
  );
});

/** Sends the head of a request as Ann's, and goes away. */
async function cutOff(head: string): Promise<void> {
  const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(head.replace("\r\n\r\n", `\r\nCookie: ${ann.cookie()}\r\n\r\n`));
  await vi.waitFor(() => expect(server.output()).toContain('"level"'));
  socket.resetAndDestroy();
  await isAlive();
}

async function residentMegabytes(): Promise<number> {
  const { readFile } = await import("node:fs/promises");
  const status = await readFile(`/proc/${server.process.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1_000;
}
