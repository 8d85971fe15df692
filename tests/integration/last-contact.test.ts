import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ActivityDocument } from "../../db/collections.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";

let trial: AdminsTrial;

beforeAll(async () => {
  trial = await startAdminsTrial();
});
afterAll(() => trial.stop());
beforeEach(() => trial.connection.database.activities.deleteMany({}));

const plant = (daysAgo: number, fields: Partial<ActivityDocument>) =>
  trial.connection.database.activities.insertOne({
    ...{ organizationId: trial.world.first, contactId: "bobs", userId: trial.world.bob, action: "call" },
    ...{
      at: new Date(Date.now() - daysAgo * 86_400_000),
      dateBefore: null,
      dateAfter: null,
      operationId: "op_planted",
    },
    ...fields,
  });
const row = async () => {
  const { body } = await trial.bob.api("/api/follow-ups/due?limit=200", "GET");
  return body.followUps!.find(({ id }) => id === "bobs")!;
};
const profile = (browser = trial.bob) => htmlOf(browser.fetch("/contacts/bobs"));
const work = () => htmlOf(trial.bob.fetch("/follow-ups/work?filter=overdue"));

test("the profile and one at a time tell of the last contact, the row beside something that came since", async () => {
  expect(await profile()).not.toContain("Last contact");
  await plant(12, { action: "email", text: "Offer sent" });
  expect(await row()).not.toHaveProperty("lastContact");
  expect([await profile(), await work()]).toEqual([
    expect.stringContaining("Last contact 12 days ago, email"),
    expect.stringContaining("Last contact 12 days ago, email"),
  ]);
  await plant(2, { action: "done", outcome: "noAnswer" });
  await plant(1, { action: "note", text: "Ask about the garden" });
  expect(await row()).toMatchObject({ lastContact: "Last contact 12 days ago, email", tries: 1 });
  expect(await profile()).toContain("Last contact 12 days ago, email");
  // Taken back, it hasn't been.
  await plant(0, { action: "done", outcome: "met", undone: true });
  expect(await profile()).toContain("Last contact 12 days ago, email");
});

test("a call that is logged with no answer is no contact", async () => {
  await plant(12, { action: "email", text: "Offer sent" });
  const { nextFollowUpDate } = (await trial.connection.database.contacts.findOne({
    organizationId: trial.world.first,
    id: "bobs",
  }))!;
  const seenDate = nextFollowUpDate ?? "";
  const fields = { intent: "note", countsAsFollowUp: "on", kind: "call", text: "Rang", outcome: "noAnswer", seenDate };
  expect((await postForm(trial.bob, "/contacts/bobs", Object.entries(fields))).status).toBe(303);
  const page = await profile();
  expect(page).toContain("Rang");
  expect(page).toContain("Last contact 12 days ago, email");
  const { contacts } = trial.connection.database;
  await contacts.updateOne({ organizationId: trial.world.first, id: "bobs" }, { $set: { nextFollowUpDate } });
});

test("another organization's contact of the same id is another one", async () => {
  await plant(3, { organizationId: trial.world.second, contactId: "bobs" });
  expect(await profile()).not.toContain("Last contact");
  expect((await trial.cid.fetch("/contacts/bobs")).status).toBe(404);
});
