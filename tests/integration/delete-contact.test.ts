import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { WithId } from "mongodb";
import type { ContactDocument } from "../../db/collections.ts";
import { deleteContact } from "../../db/delete-contact.ts";
import { undoRemovalOfContact } from "../../db/undo-removal-of-contact.ts";
import { without } from "../../db/without.ts";
import { htmlOf, postForm } from "../support/admins-trial.ts";
import { PATH, startRemovalTrial, ZOE, type RemovalTrial } from "../support/removal-trial.ts";
import { contact } from "../support/two-organizations.ts";

const DAY = 86_400_000;
let trial: RemovalTrial;

beforeAll(async () => {
  trial = await startRemovalTrial();
});
afterAll(() => trial.stop());
beforeEach(() => trial.replant());

test("it leaves every list with its timeline, and an undo gives all of it back", async () => {
  const [before, timeline] = [await trial.find(ZOE), await trial.timelineOf(ZOE)];
  expect(await htmlOf(trial.bob.fetch(PATH))).toContain(`href="${PATH}/delete"`);
  expect(await htmlOf(trial.bob.fetch(`${PATH}/delete`))).toContain("Delete <bdi>Zoe Quill</bdi>?");
  const done = await trial.post(trial.bob, `${PATH}/delete`);
  expect([done.status, done.headers.get("Location")]).toEqual([303, "/contacts"]);
  const list = await htmlOf(trial.bob.fetch("/contacts"));
  expect(list).toContain("Deleted Zoe Quill.");
  expect(list).not.toContain(`href="${PATH}"`);
  expect(await trial.timelineOf(ZOE)).toEqual([]);
  const due = await trial.bob.api("/api/follow-ups/due", "GET");
  expect(due.body.followUps!.map(({ id }) => id)).not.toContain(ZOE);
  for (const path of [PATH, `${PATH}/delete`, `${PATH}/merge`]) expect((await trial.bob.fetch(path)).status).toBe(404);
  const doneToday = await htmlOf(trial.bob.fetch("/follow-ups/done"));
  expect(doneToday).toContain("<strong>Zoe Quill</strong>");
  const { operationId } = await trial.lastOperation();
  const back = await trial.post(trial.bob, "/follow-ups/undo", { operationId, redirectTo: "/contacts" });
  expect(back.status).toBe(303);
  expect(await htmlOf(trial.bob.fetch("/contacts"))).toContain("Zoe Quill is back as before");
  expect(await trial.find(ZOE)).toMatchObject(without(before as WithId<ContactDocument>, "_id", "updatedAt"));
  const after = await trial.timelineOf(ZOE);
  expect(after.slice(0, 1)).toEqual(timeline);
  expect(after.map(({ action }) => action)).toEqual(["call", "restore"]);
  expect(await trial.database().removedActivities.countDocuments()).toBe(0);
  expect(await trial.find(ZOE, trial.world.second)).toMatchObject({ name: "Another Zoe" });
  expect((await trial.database().auditEvents.find({ "about.id": ZOE }).toArray()).map(({ kind }) => kind)).toEqual([
    "contactDeleted",
    "contactRestored",
  ]);
});

test("the same form twice deletes once; the second of two tabs is told", async () => {
  const operationId = "op_of_a_form_aaaaaaaaaaaaaa";
  const twice = await Promise.all([1, 2].map(() => trial.post(trial.bob, `${PATH}/delete`, { operationId })));
  expect(twice.map(({ status }) => status)).toEqual([303, 303]);
  expect(await trial.database().removedContacts.countDocuments()).toBe(1);
  const late = await trial.post(trial.bob, `${PATH}/delete`);
  expect(late.status).toBe(404);
  expect(await htmlOf(late)).toContain("It may have been deleted or merged meanwhile.");
  const merge = await trial.post(trial.bob, "/contacts/zed/merge", { with: ZOE });
  expect(await htmlOf(merge)).toContain("It may have been deleted or merged meanwhile.");
});

test("two at once, with ids of their own: one does it", async () => {
  const results = await Promise.all(
    [1, 2, 3].map(() => deleteContact(trial.database(), trial.scope(), trial.source(), { id: ZOE })),
  );
  expect(results.map(({ outcome }) => outcome).sort()).toEqual(["deleted", "notFound", "notFound"]);
});

test("who doesn't see the contact deletes nothing, and nobody undoes what somebody else did", async () => {
  const { cid, nobody, world } = trial;
  await trial.database().contacts.deleteOne({ id: ZOE, organizationId: world.second });
  for (const path of ["/contacts/old/delete", "/contacts/none/delete"]) {
    expect((await trial.post(trial.bob, path)).status).toBe(404);
  }
  expect((await postForm(cid, `${PATH}/delete`, [["organizationId", world.second]])).status).toBe(404);
  expect((await trial.post(nobody, `${PATH}/delete`)).status).toBe(302);
  expect(await trial.find(ZOE)).not.toBeNull();
  await trial.post(trial.bob, `${PATH}/delete`);
  const { operationId } = await trial.lastOperation();
  for (const browser of [trial.ann, cid]) expect((await trial.undo(operationId, browser)).status).toBe(404);
  expect(await trial.find(ZOE)).toBeNull();
  expect(await trial.undo(operationId)).toMatchObject({ status: 200, body: { count: 1 } });
  expect(await trial.undo(operationId)).toMatchObject({ status: 200, body: { count: 1 } });
  expect(await trial.database().activities.countDocuments({ action: "restore" })).toBe(1);
});

test("after a day, or where such a contact is there again, nothing comes back", async () => {
  const deleteZoe = async () => {
    const result = await deleteContact(trial.database(), trial.scope(), trial.source(), { id: ZOE });
    return result.outcome === "deleted" ? result.operationId : "";
  };
  const first = await deleteZoe();
  const undoIn = (operationId: string, milliseconds: number) =>
    undoRemovalOfContact(
      trial.database(),
      trial.scope(),
      trial.source(new Date(Date.now() + milliseconds)),
      operationId,
    );
  expect(await undoIn(first, DAY + 60_000)).toEqual({ outcome: "notFound" });
  expect(await undoIn(first, DAY - 60_000)).toMatchObject({ outcome: "contactBack" });
  const second = await deleteZoe();
  await trial.database().contacts.insertOne(contact({ organizationId: trial.world.first, id: ZOE, name: "New Zoe" }));
  expect(await undoIn(second, 0)).toEqual({ outcome: "notFound" });
  expect(await trial.find(ZOE)).toMatchObject({ name: "New Zoe" });
  const ttl = (await trial.database().removedContacts.indexes()).find(({ key }) => "expiresAt" in key);
  expect(ttl).toMatchObject({ expireAfterSeconds: 0 });
});

test("lists that are open hear of it, though no other contact changed", async () => {
  const stream = await trial.bob.fetch("/api/follow-ups/changes", { signal: AbortSignal.timeout(30_000) });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  const change = async () => {
    for (;;) {
      const { value, done } = await reader.read();
      expect(done).toBe(false);
      if (value!.includes("data: changed")) return;
    }
  };
  await change();
  await trial
    .database()
    .contacts.updateOne({ id: ZOE, organizationId: trial.world.first }, { $set: { updatedAt: new Date(0) } });
  await change();
  await trial.post(trial.bob, `${PATH}/delete`);
  await change();
  await reader.cancel();
});
