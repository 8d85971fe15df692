import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { borrowServer, type SharedServer } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const MOST = 2_000;
const SOON = "2031-01-02";

let server: SharedServer;
let world: TwoOrganizations;
let ann: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  world = await plantTwoOrganizations(server.connection.database);
  ann = await signIn(server.origin, "ann@example.com");
});
afterAll(() => server.stop());
beforeEach(() => server.connection.database.contacts.deleteMany({ company: "Many" }));

const plant = (count: number, id: string, fields = {}) =>
  server.connection.database.contacts.insertMany(
    Array.from({ length: count }, (_, n) =>
      contact({
        ...{ organizationId: world.first, assigneeIds: [world.ann], company: "Many", leadQuality: "NURTURE" },
        ...{ id: `${id}-${n}`, name: `${id} ${String(n).padStart(4, "0")}`, ...fields },
      }),
    ),
  );
const dated = () => server.connection.database.contacts.countDocuments({ nextFollowUpDate: SOON });
const post = (path: string, fields: string[][]) =>
  ann.fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { Origin: server.origin } });
/** The fields of the bar's form, as a browser without scripts sends them. */
async function shown(path: string): Promise<string[][]> {
  const html = await (await ann.fetch(path)).text();
  const ids = [...html.matchAll(/name="contactIds"[^>]* value="([^"]+)"/g)].map(([, id]) => ["contactIds", id!]);
  const matching = /name="matching" value="(\d+)"/.exec(html)?.[1];
  return [...ids, ...(matching ? [["matching", matching]] : [])];
}
const told = async () => (await (await ann.fetch("/contacts")).text()).replace(/<[^>]*>/g, " ");

test("those of all pages that match get the date, nobody else, and one Undo takes it back", async () => {
  await plant(430, "mine");
  await plant(3, "warm", { leadQuality: "WARM" });
  await plant(3, "bobs", { assigneeIds: [world.bob] });
  await plant(3, "theirs", { organizationId: world.second });
  const path = "/contacts?leadQuality=NURTURE&select=matching";
  const fields = await shown(path);
  expect(fields).toHaveLength(51);
  expect((await post(path, [...fields, ["choice", SOON]])).status).toBe(303);
  expect(await dated()).toBe(430);
  const html = await (await ann.fetch("/contacts")).text();
  expect(html).toContain("430 contacts");
  const operations = [...html.matchAll(/name="operationId" value="([^"]+)"/g)].map(([, id]) => ["operationId", id!]);
  expect(operations).toHaveLength(3);
  await post("/follow-ups/undo", operations);
  expect(await told()).toContain("Put back 430 follow-ups");
  expect(await dated()).toBe(0);
});

test("of those that are overdue, no other contact gets the date", async () => {
  await plant(120, "late", { nextFollowUpDate: addDays(world.today, -1) });
  await plant(3, "today", { nextFollowUpDate: world.today });
  await plant(3, "archived", { nextFollowUpDate: addDays(world.today, -1), status: "ARCHIVED" });
  await plant(3, "none");
  const path = "/contacts?followUp=overdue&leadQuality=NURTURE&select=matching";
  expect((await post(path, [...(await shown(path)), ["choice", SOON]])).headers.get("Location")).toBe(
    "/contacts?followUp=overdue&leadQuality=NURTURE",
  );
  expect(await dated()).toBe(120);
});

test("where a row was unticked, or one page alone was ticked, only the ticked rows are meant", async () => {
  await plant(120, "mine");
  const path = "/contacts?search=mine&select=matching";
  const [, ...fields] = await shown(path);
  await post(path, [...fields, ["choice", SOON]]);
  expect(await dated()).toBe(49);
  await post("/contacts?search=mine&select=all", [
    ...(await shown("/contacts?search=mine&select=all")),
    ["choice", SOON],
  ]);
  expect(await dated()).toBe(50);
});

test("more than can be changed at once are refused, and nothing is changed", async () => {
  await plant(MOST + 1, "mine");
  const path = "/contacts?leadQuality=NURTURE&select=matching";
  expect(await (await ann.fetch(path)).text()).toContain("More than 2,000 contacts match");
  const fields = (await shown(path)).filter(([name]) => name === "contactIds");
  await post(path, [...fields, ["matching", String(fields.length)], ["choice", SOON]]);
  expect(await told()).toContain("Nothing changed. More than 2,000 contacts match");
  expect(await dated()).toBe(0);
});
