import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { SignJWT } from "jose";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { addApiKey } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { newProfile, sharedBrowser } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const SECRET = "k".repeat(32);

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let host: ChildProcess;
let hostOrigin: string;
let apiKey: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startServer({ EMBED_TOKEN_KEYS: `test:${SECRET}` });
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  apiKey = await addApiKey(connection.database, { organizationId: world.first, name: "Host", now: new Date() });
  const port = await freePort();
  hostOrigin = `http://localhost:${port}`;
  host = spawn(process.execPath, ["--import", "tsx", "widgets/demo/host.ts"], {
    env: { ...process.env, HUB: server.origin, EMAIL: "ann@example.com", API_KEY: apiKey, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(host.stdout!, "data");
  browser = await sharedBrowser();
});
afterAll(async () => {
  for (const profile of browser.contexts()) await profile.close();
  host.kill();
  await connection.close();
  await server.stop();
});

beforeEach(async () => {
  page = await (await newProfile(browser, { javaScript: true })).newPage();
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** The status for one who has the file already; `fetch` would say that it wants it anew. */
async function statusWithTag(url: string, tag: string): Promise<number | undefined> {
  const [response] = (await once(get(url, { headers: { "If-None-Match": tag } }), "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

const panel = () => page.locator("follow-up-panel").first();
const names = () =>
  panel()
    .locator("follow-up-row")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("contact-name")));
const dateOf = async (id: string) =>
  (await connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;

test("another site shows the panel under a strict policy, and its buttons reach the database", async () => {
  const refused: string[] = [];
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  await page.goto(hostOrigin);
  await expect.poll(names).toEqual(["Hana Hot", "Ivo Hot", "Olga Old", "Sara", "Ines Idle", "Tara Today"]);
  await panel().getByRole("button", { name: "Snooze Olga Old" }).click();
  await expect.poll(() => dateOf("old")).toBe(addDays(world.today, 3));
  await panel().getByRole("button", { name: "Mark Tara Today done" }).click();
  await expect.poll(() => dateOf("today")).toBeNull();
  await expect.poll(names).toEqual(["Hana Hot", "Ivo Hot", "Sara", "Ines Idle"]);
  await page.getByText("follow-up-snooze").first().waitFor();
  expect(refused).toEqual([]);
  expect(await page.context().cookies(server.origin)).toEqual([]);
});

test("an expired token is renewed without the user noticing", async () => {
  const now = Math.floor(Date.now() / 1_000);
  const key = (await connection.database.apiKeys.findOne({ organizationId: world.first }))!;
  const expired = await new SignJWT({
    organization: world.first,
    origin: hostOrigin,
    scope: "follow-ups",
    key: key._id,
  })
    .setProtectedHeader({ alg: "HS256", kid: "test" })
    .setSubject(world.ann)
    .setAudience("follow-ups-hub")
    .setIssuedAt(now - 800)
    .setExpirationTime(now - 60)
    .sign(createHash("sha256").update(`embed tokens ${SECRET}`).digest());
  let asked = 0;
  await page.route("**/token", async (route) => {
    asked += 1;
    if (asked <= 2) await route.fulfill({ json: { token: expired } });
    else await route.fallback();
  });
  await page.goto(hostOrigin);
  await panel().locator("follow-up-row").first().waitFor();
  expect(asked).toBeGreaterThan(2);
  expect(await panel().getByRole("button", { name: "Retry" }).count()).toBe(0);
});

test("a site that the token isn't for shows nothing of it", async () => {
  const response = await fetch(`${server.origin}/api/embed-tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ email: "ann@example.com", origin: "https://other.example" }),
  });
  const { token } = (await response.json()) as { token: string };
  await page.route("**/token", (route) => route.fulfill({ json: { token } }));
  await page.goto(hostOrigin);
  await panel()
    .getByRole("button", { name: /again|retry/i })
    .waitFor();
  expect(await panel().locator("follow-up-row").count()).toBe(0);
});

test("the file is revalidated, and has a twin to keep for a year", async () => {
  const response = await fetch(`${server.origin}/widgets/follow-up-panel.js`);
  expect(response.headers.get("Content-Type")).toContain("javascript");
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(response.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
  const tag = response.headers.get("ETag")!;
  expect(response.headers.get("Cache-Control")).not.toContain("immutable");
  expect(await statusWithTag(`${server.origin}/widgets/follow-up-panel.js`, tag)).toBe(304);
  const [twin] = (await readdir("build/widgets")).filter((name) => /^follow-up-panel\.[0-9a-f]{12}\.js$/.test(name));
  const hashed = await fetch(`${server.origin}/widgets/${twin}`);
  expect(hashed.headers.get("Cache-Control")).toContain("immutable");
  expect(await hashed.text()).toBe(await response.text());
});
