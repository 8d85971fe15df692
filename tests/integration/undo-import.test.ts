import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { runCommand } from "../support/database.ts";
import { openImportTrial, textOf, type ImportTrial } from "../support/import-trial.ts";

let trial: ImportTrial;
let directory: string;

beforeAll(async () => {
  trial = await openImportTrial();
  directory = await mkdtemp(join(tmpdir(), "follow-ups-files-"));
});
beforeEach(async () => {
  await trial.clear();
  await trial.database.operations.deleteMany({});
  await trial.database.importedChanges.deleteMany({});
});
afterAll(async () => {
  await trial.close();
  await rm(directory, { recursive: true });
});

const stored = async () =>
  (await trial.contacts()).map(({ id, name, email, nextFollowUpDate, assigneeIds }) => ({
    ...{ id, name, email, nextFollowUpDate, assigneeIds },
  }));
const entries = () =>
  trial.database.activities.find({ organizationId: trial.world.first }).sort({ contactId: 1, at: 1 }).toArray();

async function importFile(text: string): Promise<string> {
  const path = await trial.upload(text);
  await trial.run(path);
  return path;
}

async function undo(path: string): Promise<string> {
  await trial.post(path, new URLSearchParams({ intent: "undo" }));
  for (;;) {
    const html = await trial.page(path);
    if (!html.includes("Undoing the import")) return textOf(html);
  }
}

const FIRST = "id,name,email,nextFollowUpDate\n1,Ann,ann@a.example,2030-01-01\n2,Bea,bea@a.example,2030-01-02\n";
const SECOND =
  "id,name,email,nextFollowUpDate\n1,Anna,anna@a.example,2030-02-01\n2,Beata,,\n3,Cy,,2030-03-01\n4,Di,,\n";

test("what an import added goes, what it changed comes back, with the timelines", async () => {
  await importFile(FIRST);
  const [before, timeline] = [await stored(), await entries()];
  const path = await importFile(SECOND);
  expect(await stored()).toHaveLength(4);
  expect(await undo(path)).toContain("The import is undone: 2 contacts removed, 2 contacts put back.");
  expect(await stored()).toEqual(before);
  expect(await entries()).toEqual(timeline);
  expect(await trial.database.importedChanges.countDocuments({ organizationId: trial.world.first })).toBe(2);
});

test("what somebody has changed since stays, and is named", async () => {
  await importFile(FIRST);
  const path = await importFile(SECOND);
  const { contacts, activities } = trial.database;
  const organizationId = trial.world.first;
  await contacts.updateOne({ organizationId, id: "1" }, { $set: { name: "Annie", updatedAt: new Date() } });
  await contacts.updateOne({ organizationId, id: "3" }, { $set: { phone: "1", updatedAt: new Date() } });
  const note = { organizationId, contactId: "4", userId: trial.world.ann, at: new Date(), operationId: "op_note" };
  await activities.insertOne({ ...note, action: "note", dateBefore: null, dateAfter: null, text: "called" });
  const text = await undo(path);
  expect(text).toContain(
    "0 contacts removed, 1 contact put back. 3 contacts left as they are, changed since the import.",
  );
  for (const name of ["Annie", "Cy", "Di"]) expect(text).toContain(name);
  expect(await stored()).toMatchObject([
    { name: "Annie", email: "ann@a.example", nextFollowUpDate: "2030-01-01" },
    { name: "Bea", email: "bea@a.example", nextFollowUpDate: "2030-01-02" },
    { name: "Cy" },
    { name: "Di" },
  ]);
  const told = (await entries()).filter(({ contactId }) => contactId === "1");
  expect(told.map(({ action, changes }) => [action, changes?.map(({ field }) => field)])).toEqual([
    ["create", undefined],
    ["edit", ["name"]],
  ]);
});

test("it is done once, whatever happens since", async () => {
  await importFile(FIRST);
  const path = await importFile(SECOND);
  const first = await undo(path);
  await importFile(SECOND);
  const { operations } = trial.database;
  const undone = await operations.findOne({ action: "import", undone: { $ne: null } });
  const again = await trial.post("/follow-ups/undo", new URLSearchParams({ operationId: undone!.operationId }));
  expect(again.status).toBe(303);
  expect(first).toContain("2 contacts removed");
  expect(await stored()).toHaveLength(4);
});

test("it can be undone where all is that was done today, for a day, by an admin alone", async () => {
  await importFile(FIRST);
  const { operations, users } = trial.database;
  const { operationId } = (await operations.findOne({ action: "import" }))!;
  expect(textOf(await trial.page("/follow-ups/done"))).toContain("Imported");
  const post = () =>
    trial.post("/follow-ups/undo", new URLSearchParams({ operationId, redirectTo: "/follow-ups/done" }));
  await users.updateOne({ _id: trial.world.ann }, { $set: { "memberships.0.role": "member" } });
  await post();
  await users.updateOne({ _id: trial.world.ann }, { $set: { "memberships.0.role": "admin" } });
  expect(await stored()).toHaveLength(2);
  await operations.updateOne({ operationId }, { $set: { at: new Date(Date.now() - 25 * 3_600_000) } });
  await post();
  expect(await stored()).toHaveLength(2);
  await operations.updateOne({ operationId }, { $set: { at: new Date() } });
  await post();
  expect(textOf(await trial.page("/follow-ups/done"))).toContain("The import is undone: 2 contacts removed");
  expect(await stored()).toEqual([]);
  expect(await entries()).toEqual([]);
  expect(textOf(await trial.page("/audit"))).toContain("Import undone");
});

test("an import of the command line, and activities that an export brings", async () => {
  const contact = { type: "contact", id: "1", name: "Ann" };
  const stamp = { createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-01T00:00:00.000Z" };
  const activity = {
    type: "activity",
    contactId: "1",
    action: "note",
    at: stamp.createdAt,
    user: null,
    text: "called",
  };
  const told = { ...activity, dateBefore: null, dateAfter: null, operationId: "op_1" };
  const path = join(directory, "export.ndjson");
  await writeFile(path, [{ ...contact, ...stamp }, told].map((one) => JSON.stringify(one)).join("\n"));
  const run = (...words: string[]) =>
    runCommand([...words, "--organization", "first"], { directory: trial.dataDirectory });
  const { err } = await run("import", path);
  const operationId = /undo-import (op_[\w-]+)/.exec(err)![1]!;
  expect(await entries()).toHaveLength(1);
  const undone = await run("undo-import", operationId);
  expect(undone, undone.err).toMatchObject({ code: 0 });
  expect(undone.out).toBe("The import is undone: 1 contact removed, 0 contacts put back.\n");
  expect([await stored(), await entries()]).toEqual([[], []]);
  expect((await run("undo-import", operationId)).out).toContain("1 contact removed");
  expect((await run("undo-import", "op_none")).code).not.toBe(0);
});
