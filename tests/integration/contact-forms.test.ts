import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { addUser } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { contact, PASSWORD, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
let boss: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  ann = await signIn(server.origin, "ann@example.com");
  const admin = { email: "boss@example.com", name: "boss", password: PASSWORD, role: "admin", timeZone: null } as const;
  await addUser(connection.database, { ...admin, organizationId: world.first, now: new Date() });
  boss = await signIn(server.origin, admin.email);
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});
beforeEach(() => connection.database.activities.deleteMany({}));

const stored = async (id: string) => (await connection.database.contacts.findOne({ organizationId: world.first, id }))!;
const ofAnn = () => ({ organizationId: world.first, assigneeIds: [world.ann] });
const post = (path: string, fields: Record<string, string> | string[][], session = ann) =>
  session.fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { Origin: server.origin } });

const FORMS: Record<string, string>[] = [
  { intent: "set", date: "2030-01-01" },
  { intent: "clear" },
  { intent: "details", name: "x" },
  { intent: "note", kind: "call", text: "x" },
  { intent: "note", kind: "call", text: "" },
];

test("every form and page of what isn't the viewer's is the same 404 (ASVS 8.2.2)", async () => {
  const bodies = new Set<string>();
  for (const id of ["bobs", "secret", "missing"]) {
    const page = await ann.fetch(`/contacts/${id}`);
    expect(page.status).toBe(404);
    const requestId = page.headers.get("X-Request-Id")!;
    bodies.add(
      (await page.text())
        .replaceAll(requestId, "")
        .replaceAll(id, "")
        .replaceAll(/nonce="[^"]*"/g, ""),
    );
    for (const fields of FORMS) {
      expect((await post(`/contacts/${id}`, fields)).status, JSON.stringify(fields)).toBe(404);
    }
    expect((await post(`/contacts/${id}/lead-quality`, { leadQuality: "HOT" })).status).toBe(404);
  }
  expect(bodies.size).toBe(1);
  expect((await post("/contacts/old", { intent: "assignees", userIds: world.bob })).status).toBe(403);
  expect((await post("/contacts", { contactIds: "old", choice: "assign", userId: world.bob })).status).toBe(403);
  await post("/contacts", { contactIds: "bobs", choice: "clear" });
  expect((await stored("bobs")).nextFollowUpDate).not.toBeNull();
  expect(await connection.database.activities.countDocuments({})).toBe(0);
});

test("a wrong address is told at its field, and all that was typed stays (ASVS 2.2.1, 2.2.2)", async () => {
  const fields = { intent: "details", name: "Kept", photoUrl: "http://x.example/a.png" };
  for (const path of ["/contacts/old", "/new-contact"]) {
    const answer = await post(path, fields);
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain("begins with https://");
    expect(html).toContain('value="http://x.example/a.png"');
    expect(html).toContain('value="Kept"');
  }
  expect((await stored("old")).name).toBe("Olga Old");
});

test("a date that doesn't exist, or is too far away, sets nothing", async () => {
  for (const date of ["2027-02-30", "1899-12-31", "0001-01-01", "10000-01-01", "", "x"]) {
    expect((await post("/contacts/old", { intent: "set", date })).status).toBe(303);
  }
  expect((await stored("old")).nextFollowUpDate).toBe(addDays(world.today, -9));
});

test("the lead quality is set from elsewhere, and leads back there, on this site only", async () => {
  const path = "/contacts/old/lead-quality";
  const hot = await post(path, { leadQuality: "HOT", redirectTo: "/follow-ups" });
  expect([hot.status, hot.headers.get("Location")]).toEqual([303, "/follow-ups"]);
  expect((await stored("old")).leadQuality).toBe("HOT");
  const none = await post(path, { leadQuality: "", redirectTo: "//evil.example" });
  expect([none.status, none.headers.get("Location")]).toEqual([303, "/contacts/old"]);
  expect((await stored("old")).leadQuality).toBeNull();
  expect((await post(path, { leadQuality: "BOILING" })).status).toBe(400);
});

test("a phone number and an email are links where they can be called and written to, and text where not (ASVS 1.2.2)", async () => {
  await connection.database.contacts.insertMany([
    contact({ ...ofAnn(), id: "linked", phone: "+1 202 555 0100 ext. 7", email: "a+b?c@example.com" }),
    contact({ ...ofAnn(), id: "unlinked", phone: "ask at the desk" }),
  ]);
  const linked = await (await ann.fetch("/contacts/linked")).text();
  expect(waysOf(linked)).toEqual([
    ["tel:+12025550100", "+1 202 555 0100 ext. 7"],
    ["mailto:a+b%3Fc@example.com", "a+b?c@example.com"],
  ]);
  await connection.database.organizations.updateOne({ _id: world.first }, { $set: { timeZone: "Europe/Berlin" } });
  await connection.database.contacts.insertOne(
    contact({ ...ofAnn(), id: "local", phone: "030 / 123456; 0171 1234567" }),
  );
  const local = await (await ann.fetch("/contacts/local")).text();
  expect(waysOf(local)).toEqual([
    ["tel:+4930123456", "030 / 123456"],
    ["tel:+491711234567", "0171 1234567"],
  ]);
  const unlinked = await (await ann.fetch("/contacts/unlinked")).text();
  expect(unlinked).toContain("<bdi>ask at the desk</bdi>");
  expect(waysOf(unlinked)).toEqual([]);
});

/** The links of a profile that call or write to somebody, each with what it shows. */
const waysOf = (page: string) =>
  [...page.matchAll(/<a [^>]*href="((?:tel|mailto):[^"]*)".*?<bdi[^>]*>([^<]*)/g)].map(([, ...way]) => way);

test("an assignee who is no member any more is told, and all that was typed stays", async () => {
  const fields = { name: "Kept Whole", phone: "+1 555", date: "2030-01-01" };
  const answer = await post("/new-contact", [...Object.entries(fields), ["userIds", world.cid]], boss);
  expect(answer.status).toBe(400);
  const html = await answer.text();
  expect(html).toContain("is no longer a member of this organization");
  for (const value of Object.values(fields)) expect(html).toContain(`value="${value}"`);
  expect(await connection.database.contacts.countDocuments({ name: "Kept Whole" })).toBe(0);
});

test("assignees that someone else has changed since the form was filled are kept, and told", async () => {
  const seen: [string, string][] = [["seenIds", world.ann]];
  const assign = (userIds: string[]) =>
    post("/contacts/none", [["intent", "assignees"], ...seen, ...userIds.map((id) => ["userIds", id])], boss);
  const page = async () => (await boss.fetch("/contacts/none")).text();
  expect(await page()).toContain(`name="seenIds" value="${world.ann}"`);
  expect((await assign([world.ann, world.bob])).status).toBe(303);
  expect(await page()).toContain("Assignees saved</p>");
  expect((await assign([])).status).toBe(303);
  expect(await page()).toContain("Assignees saved. Someone else had changed the assignees meanwhile, which was kept.");
  expect((await stored("none")).assigneeIds).toEqual([world.bob]);
  await connection.database.contacts.updateOne(
    { organizationId: world.first, id: "none" },
    { $set: { assigneeIds: [world.ann] } },
  );
});

test("a cadence is told on the timeline, in words", async () => {
  for (const intent of ["set", "none", "none", "inherit"]) {
    expect((await post("/contacts/none/cadence", { intent, days: "14" })).status).toBe(303);
  }
  const html = await (await ann.fetch("/contacts/none")).text();
  const changes = html
    .replaceAll(/<!-- -->|<\/?bdi>/g, "")
    .matchAll(/<strong>Details changed<\/strong><span>(.*?)<\/span>/g);
  expect([...changes].map(([, text]) => text)).toEqual([
    "Cadence: none → by lead quality",
    "Cadence: every 14 days → none",
    "Cadence: by lead quality → every 14 days",
  ]);
  expect((await post("/contacts/bobs/cadence", { intent: "none" })).status).toBe(404);
});

test("markup in a name is text (ASVS 1.2.1, 3.2.2)", async () => {
  const added = await post("/new-contact", { name: "<img src=x onerror=alert(1)>" });
  expect(added.status).toBe(303);
  const html = await (await ann.fetch(added.headers.get("Location")!)).text();
  expect(html).not.toContain("<img src=x");
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
});

test("a name ends no script, nor the data that a page brings for its own (ASVS 1.2.3)", async () => {
  const name = `</script><img src=x>"'\u2028\\`;
  await connection.database.contacts.insertOne(
    contact({ ...ofAnn(), id: "script", name, nextFollowUpDate: "2000-01-01", leadQuality: "HOT" }),
  );
  for (const path of ["/dashboard", "/follow-ups", "/contacts/script"]) {
    const html = await (await ann.fetch(path)).text();
    expect(html, path).toContain("img src=x");
    expect(html, path).not.toMatch(/<\/script>\s*<img|<img src=x/);
  }
  const due = (await (await ann.fetch("/api/follow-ups/due?limit=200")).json()) as {
    followUps: { contactName: string }[];
  };
  expect(due.followUps.map(({ contactName }) => contactName)).toContain(name);
  await connection.database.contacts.deleteOne({ organizationId: world.first, id: "script" });
});

test("no contact hides behind another page, whatever its id (ASVS 1.2.2)", async () => {
  const ids = ["new", "import", "export", "a/b", "50%", "ü?#"];
  await connection.database.contacts.insertMany(
    ids.map((id) => contact({ ...ofAnn(), id, name: `The one called ${id}` })),
  );
  for (const id of ids) {
    const page = await ann.fetch(`/contacts/${encodeURIComponent(id)}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(`dir="auto">The one called ${id}</h1>`);
  }
});
