import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  const memberships = [world.first, world.second].map((organizationId) => ({ organizationId, role: "admin" as const }));
  await connection.database.users.updateOne({ _id: world.ann }, { $set: { memberships } });
  ann = await signIn(server.origin, "ann@example.com");
  await ann.api("/api/follow-ups/lead-quality", "PATCH", { personId: "none", leadQuality: "COLD" });
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const post = (path: string, fields: Record<string, string>) =>
  ann.fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { Origin: server.origin } });

/** All that a form could change. */
const stored = async () => {
  const { organizations, users, contacts, activities } = connection.database;
  return Promise.all([organizations, users, contacts, activities].map((each) => each.find({} as never).toArray()));
};

/** What belongs to the user, whatever the organization. */
const OF_THE_USER = ["/organization", "/logout"];

test.each([
  "/dashboard",
  "/follow-ups?filter=all",
  "/follow-ups/work",
  "/follow-ups/upcoming",
  "/follow-ups/done",
  "/contacts/old/delete",
  "/contacts/old/merge?with=later",
  "/contacts",
  "/contacts/old?edit",
  "/new-contact",
  "/settings",
  "/import",
  "/members",
])("every form of %s says which organization it is about", async (path) => {
  const html = await (await ann.fetch(path)).text();
  const forms = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)]
    .map(([, attributes = "", content = ""]) => ({ attributes, content }))
    .filter(({ attributes }) => attributes.includes('method="post"'))
    .filter(({ attributes }) => !OF_THE_USER.some((action) => attributes.includes(`action="${action}"`)));
  expect(forms.length).toBeGreaterThan(0);
  for (const { attributes, content } of forms) {
    expect(content, attributes).toContain(`name="organizationId" value="${world.first}"`);
  }
});

test("what a page about another organization asks for isn't done, and that is said on a page that there is", async () => {
  const done = await ann.api("/api/follow-ups/due", "PATCH", { personId: "today", action: "done" });
  const operationId = done.body.operationId!;
  const before = await stored();
  const date = addDays(world.today, 5);
  const posts: [string, Record<string, string>][] = [
    ["/dashboard", { row: "action=done&personIds=old" }],
    ["/follow-ups", { row: "action=done&personIds=old" }],
    ["/follow-ups/work", { personIds: "old", action: "done" }],
    ["/follow-ups/upcoming", { id: "later", intent: "today" }],
    ["/follow-ups/undo", { operationId }],
    ["/follow-ups/next", { operationId }],
    ["/follow-ups/activate", { operationId }],
    ["/contacts", { id: "old", intent: "set", date }],
    ["/contacts", { choice: "intent=clear", ids: "old" }],
    ["/contacts/old", { intent: "set", date }],
    ["/contacts/old", { intent: "note", kind: "call", text: "Spoke" }],
    ["/contacts/old", { intent: "details", name: "Renamed" }],
    ["/contacts/old", { intent: "assignees", userIds: world.bob }],
    ["/contacts/old/cadence", { intent: "set", days: "3" }],
    ["/contacts/old/lead-quality", { leadQuality: "HOT" }],
    ["/contacts/old/delete", {}],
    ["/contacts/old/merge", { with: "later" }],
    ["/new-contact", { name: "New" }],
    ["/settings", { name: "Renamed" }],
    ["/account/calendar", { intent: "renew" }],
    ["/members", { role: "admin" }],
    ["/members/invitations", { revoke: "x" }],
    ["/members/hand-overs", {}],
    [`/members/${world.bob}`, { intent: "remove", handOverTo: "" }],
  ];
  for (const [path, fields] of posts) {
    const answer = await post(path, { ...fields, organizationId: world.second });
    const isTyped = "text" in fields || "name" in fields;
    expect(answer.status, path).toBe(isTyped ? 409 : 303);
    const page = isTyped ? answer : await ann.fetch(answer.headers.get("Location")!);
    if (!isTyped) expect(page.status, path).toBe(200);
    const html = await page.text();
    expect(html, path).toContain("you have switched to another organization");
    if (isTyped) expect(html, path).toContain(`>${fields.text ?? fields.name}</textarea>`);
  }
  expect(await stored()).toEqual(before);

  const upload = new FormData();
  upload.set("organizationId", world.second);
  upload.set("file", new File(["name\nNew\n"], "new.csv", { type: "text/csv" }));
  const refused = await ann.fetch("/import", { method: "POST", body: upload, headers: { Origin: server.origin } });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain("you have switched to another organization");
});
