import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import type { ContactDocument } from "../../db/collections.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import { contact } from "../support/two-organizations.ts";

const MANY = 12;

let trial: AdminsTrial;

beforeAll(async () => {
  trial = await startAdminsTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  const { contacts, activities, operations, organizations, auditEvents, importedChanges, removedContacts } =
    trial.connection.database;
  for (const each of [contacts, activities, operations, auditEvents, importedChanges, removedContacts]) {
    await each.deleteMany({} as never);
  }
  await organizations.updateMany({}, { $unset: { sampleContactIds: "" } });
});

/** Sends a form of a member of the first organization, and returns the page that it leads to. */
async function send(path: string, fields: Record<string, string>, browser: BrowserSession = trial.ann) {
  const answer = await postForm(browser, path, Object.entries({ organizationId: trial.world.first, ...fields }));
  expect(answer.status, path).toBe(303);
  return htmlOf(browser.fetch(answer.headers.get("Location")!));
}

const add = () => send("/sample-data", { intent: "add" });
const remove = () => send("/sample-data", { intent: "remove", redirectTo: "/contacts" });
const page = (path: string, browser = trial.ann) => htmlOf(browser.fetch(path));
const stored = (organizationId = trial.world.first): Promise<ContactDocument[]> =>
  trial.connection.database.contacts.find({ organizationId }).sort({ nextFollowUpDate: 1, id: 1 }).toArray();
const own = (id: string, organizationId = trial.world.first) =>
  trial.connection.database.contacts.insertOne(contact({ organizationId, id, assigneeIds: [trial.world.ann] }));
const operationIn = (html: string) => /name="operationId" value="([^"]+)"/.exec(html)![1]!;
const idOf = async () => (await stored())[0]!.id;

describe.each(["/follow-ups", "/dashboard", "/contacts", "/follow-ups/work"])("%s without contacts", (path) => {
  test("offers an admin to import, to add one, or sample data; it isn't All caught up", async () => {
    const html = await page(path);
    expect(html).toContain("No contacts yet");
    expect(html).toMatch(/href="\/import">Import contacts/);
    expect(html).toContain('href="/new-contact"');
    expect(html).toContain("Add sample data");
    expect(html).not.toContain("All caught up");
    expect(html).not.toContain("Remove sample data");
  });

  test("offers a member to add one, or to ask an admin", async () => {
    const html = await page(path, trial.bob);
    expect(html).toContain("No contacts yet");
    expect(html).toContain("ask an admin");
    expect(html).not.toContain("Add sample data");
    expect(html).not.toContain(">Import contacts");
  });
});

test("who sees a contact that isn't due is all caught up, and who sees none isn't", async () => {
  await own("anns");
  expect(await page("/follow-ups")).toContain("All caught up");
  expect(await page("/follow-ups", trial.bob)).toContain("No contacts yet");
});

test("sample contacts are the admin's, with follow-ups around today and what was said last", async () => {
  const html = await add();
  expect(html).toContain(`Added ${MANY} sample contacts.`);
  expect(html).toContain("Remove sample data");
  const contacts = await stored();
  expect(contacts).toHaveLength(MANY);
  expect(new Set(contacts.flatMap(({ assigneeIds }) => assigneeIds))).toEqual(new Set([trial.world.ann]));
  const { today } = trial.world;
  const dates = contacts.flatMap(({ nextFollowUpDate }) => nextFollowUpDate ?? []);
  expect(dates.filter((date) => date < today).length).toBeGreaterThan(2);
  expect(dates.filter((date) => date === today).length).toBeGreaterThan(2);
  expect(dates.filter((date) => date > today).length).toBeGreaterThan(2);
  expect(dates.every((date) => date >= addDays(today, -14) && date <= addDays(today, 14))).toBe(true);
  expect(await page(`/contacts/${contacts.find(({ name }) => name === "Amara Diallo")!.id}`)).toContain(
    "Wants the offer before the board meets",
  );
  expect(await page("/audit")).toContain(`Sample contacts: ${MANY} added`);
  // A stranger's list says nothing of them.
  expect(await page("/follow-ups", trial.bob)).not.toContain("Remove sample data");
  expect(await page("/follow-ups", trial.cid)).not.toContain("Remove sample data");
});

test("they are undone as imports are", async () => {
  await add();
  expect(await page("/follow-ups/done")).toContain("Imported");
  const { operationId } = (await trial.connection.database.operations.findOne({ action: "import" }))!;
  expect(await send("/follow-ups/undo", { operationId })).toContain(`${MANY} contacts removed`);
  expect(await stored()).toEqual([]);
  expect(await trial.connection.database.activities.countDocuments()).toBe(0);
});

test("they come into an empty organization alone, and once", async () => {
  await add();
  const { activities, auditEvents } = trial.connection.database;
  const notes = await activities.countDocuments({ text: { $type: "string" } } as never);
  expect(notes).toBeGreaterThan(2);
  await remove();
  await Promise.all([add(), add()]);
  expect(await stored()).toHaveLength(MANY);
  expect(await activities.countDocuments({ text: { $type: "string" } } as never)).toBe(notes);
  expect(await auditEvents.countDocuments({ detail: "Sample contacts: 0 added" })).toBe(0);
  expect(await add()).toContain("there are contacts already");
  expect(await stored()).toHaveLength(MANY);
});

test("all of them go, whatever was done to them, and contacts of one's own never", async () => {
  await add();
  const id = await idOf();
  await own("own");
  await own(id, trial.world.second);
  await send(`/contacts/${id}`, { intent: "note", kind: "call", text: "Ours now" });
  const { contacts } = trial.connection.database;
  await contacts.updateOne({ id, organizationId: trial.world.first }, { $set: { name: "Changed" } });
  const html = await remove();
  expect(html).toContain(`Removed ${MANY} sample contacts.`);
  expect(html).not.toContain("Remove sample data");
  expect((await stored()).map(({ id }) => id)).toEqual(["own"]);
  expect((await stored(trial.world.second)).map(({ id }) => id)).toEqual([id]);
  expect(await trial.connection.database.activities.countDocuments()).toBe(0);
  expect(await page("/audit")).toContain(`${MANY} sample contacts`);
  expect(await remove()).toMatch(/No sample data is left(?!\.)/);
});

test("removing them can be undone, with their timelines, and done again", async () => {
  await add();
  const before = await stored();
  const removed = await remove();
  expect(await page("/follow-ups/done")).toContain(`${MANY} contacts`);
  const back = await send("/follow-ups/undo", { operationId: operationIn(removed), redirectTo: "/contacts" });
  expect(back).toContain(`${MANY} contacts are back as before`);
  expect(back).toContain("Remove sample data");
  const fields = ({ id, name, nextFollowUpDate }: ContactDocument) => ({ id, name, nextFollowUpDate });
  expect((await stored()).map(fields)).toEqual(before.map(fields));
  const { id } = before.find(({ name }) => name === "Amara Diallo")!;
  expect(await page(`/contacts/${id}`)).toContain("Wants the offer before the board meets");
  expect(await remove()).toContain(`Removed ${MANY} sample contacts.`);
  await add();
  expect((await stored()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
});

test("a sample contact that one of one's own was merged into is one's own, until that is undone", async () => {
  await add();
  await own("own");
  const id = await idOf();
  const merged = await send(`/contacts/${id}/merge`, { with: "own" });
  expect(await remove()).toContain(`Removed ${MANY - 1} sample contacts.`);
  expect((await stored()).map((one) => one.id)).toEqual([id]);
  await send("/follow-ups/undo", { operationId: operationIn(merged) });
  await remove();
  expect((await stored()).map((one) => one.id)).toEqual(["own"]);
});

test("a member, and an admin of another organization, neither add nor remove them", async () => {
  const form: [string, string][] = [["intent", "add"]];
  expect((await postForm(trial.bob, "/sample-data", form)).status).toBe(403);
  expect(await stored()).toEqual([]);
  await add();
  await postForm(trial.cid, "/sample-data", [["intent", "remove"]]);
  expect((await postForm(trial.bob, "/sample-data", [["intent", "remove"]])).status).toBe(403);
  expect((await trial.bob.fetch("/sample-data")).status).toBe(403);
  expect(await stored()).toHaveLength(MANY);
});
