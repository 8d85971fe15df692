import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addApiKey } from "../../db/accounts.ts";
import { htmlOf, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { runCommand } from "../support/database.ts";

let trial: AdminsTrial;
let ann: BrowserSession;

beforeAll(async () => {
  trial = await startAdminsTrial();
  ({ ann } = trial);
});
afterAll(() => trial.stop());
beforeEach(async () => {
  await trial.connection.database.auditEvents.deleteMany({});
});

const database = () => trial.connection.database;
const eventsOf = (organizationId: string) =>
  database().auditEvents.find({ organizationId }).sort({ at: 1, _id: 1 }).toArray();

test("a sign-in that the limit refuses is, once in its quarter of an hour, however often it is tried (ASVS 16.3.3)", async () => {
  const guess = () => signIn(trial.server.origin, "bob@example.com", "wrong");
  await guess();
  const ofAccount = { _id: /^sign-in account/ as unknown as string };
  await database().counts.updateMany(ofAccount, { $set: { count: 18, lastAt: new Date() } });
  await Promise.all(Array.from({ length: 8 }, guess));
  for (let n = 0; n < 4; n++) await guess();
  expect(await eventsOf(trial.world.first)).toMatchObject([
    { kind: "signInFailed", detail: "" },
    {
      kind: "signInFailed",
      by: { type: "unknown" },
      about: { name: "bob@example.com" },
      address: expect.stringContaining("127.0.0.1"),
      detail: expect.stringMatching(
        /^refused: too many wrong passwords for this account; more until \d\d:\d\d UTC aren’t told$/,
      ),
    },
  ]);
  await database().counts.deleteMany({});
});

test("contacts that a system reads and saves by its key are, once an hour for each", async () => {
  const key = await addApiKey(database(), { organizationId: trial.world.first, name: "CRM", now: new Date() });
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const call = async (body?: object) => {
    const init = { headers, ...(body && { method: "POST", body: JSON.stringify(body) }) };
    expect((await fetch(`${trial.server.origin}/api/contacts`, init)).status).toBe(200);
  };
  const contact = { id: "crm-1", name: "Sarah Lee" };
  await call(contact);
  // Nothing changes, so nothing is told.
  await database().counts.deleteMany({});
  await database().auditEvents.deleteMany({});
  await call(contact);
  expect(await eventsOf(trial.world.first)).toEqual([]);
  for (let n = 0; n < 3; n++) {
    await call({ ...contact, name: `Sarah ${n}` });
    await call();
  }
  const by = { type: "apiKey", name: "CRM" };
  expect(await eventsOf(trial.world.first)).toMatchObject([
    { kind: "imported", by, detail: expect.stringContaining("contacts, by the API") },
    { kind: "exported", by, detail: expect.stringContaining("contacts, by the API") },
  ]);
  expect(await htmlOf(ann.fetch("/audit"))).toContain("by API key “CRM”");
});

test("a backup is, in each organization", { timeout: 120_000 }, async () => {
  const file = join(trial.server.dataDirectory, "audit-limits.gz");
  expect((await runCommand(["backup", file], { directory: trial.server.dataDirectory })).code).toBe(0);
  for (const id of [trial.world.first, trial.world.second]) {
    expect(await eventsOf(id)).toMatchObject([
      { kind: "exported", by: { type: "commandLine" }, detail: "everything, as a backup" },
    ]);
  }
});
