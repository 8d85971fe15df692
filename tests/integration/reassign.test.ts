import { expect, test } from "vitest";
import { htmlOf, postForm } from "../support/admins-trial.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import { assigneesOf, cleo, cleoId, database, teamForEachTest, trial } from "../support/team-trial.ts";

teamForEachTest();

test("follow-ups change hands in bulk with their dates, and one undo brings them back", async () => {
  const { ann, bob, first } = trial.world;
  const page = `/follow-ups/reassign?filter=overdue&for=${bob}`;
  const html = await htmlOf(trial.ann.fetch(page));
  expect(html).toContain("Reassign 3 follow-ups");
  expect(html).not.toContain(`<option value="${bob}"`);
  const give = (to: string, more: [string, string][] = [], browser: BrowserSession = trial.ann) =>
    postForm(browser, "/follow-ups/reassign", [["filter", "overdue"], ["for", bob], ["userId", to], ...more]);
  for (const to of ["", "nobody", trial.world.cid]) expect((await give(to)).status).toBe(409);
  for (const browser of [trial.bob, cleo]) expect((await give(cleoId, [], browser)).status).toBe(403);
  expect((await give(cleoId, [], trial.cid)).headers.get("Location")).toBe("/follow-ups");
  expect(await database().activities.countDocuments({})).toBe(0);

  const before = await database().contacts.find({}).sort({ _id: 1 }).toArray();
  expect((await give(cleoId)).status).toBe(303);
  expect(await Promise.all(["b1", "b2", "ab", "b3"].map(assigneesOf))).toEqual([
    ...[[cleoId], [cleoId], [ann, cleoId], [bob]],
  ]);
  const told = await database().activities.findOne({ contactId: "ab", organizationId: first });
  expect(told).toMatchObject({ action: "assign", userId: ann });
  const { operationId } = told!;
  expect(await htmlOf(trial.ann.fetch("/follow-ups/done"))).toContain("Reassigned");
  expect((await trial.ann.api("/api/follow-ups/undo", "POST", { operationId })).body).toMatchObject({ count: 3 });
  const after = await database().contacts.find({}).sort({ _id: 1 }).toArray();
  const held = (contacts: typeof after) => contacts.map(({ id, assigneeIds }) => [id, [...assigneeIds].sort()]);
  expect(held(after)).toEqual(held(before));

  await give(cleoId, [["personIds", "b1"]]);
  expect(await Promise.all(["b1", "b2"].map(assigneesOf))).toEqual([[cleoId], [bob]]);
});

test("the same form sent twice gives them once; what was assigned in the list of contacts is undone as well", async () => {
  const { bob, first } = trial.world;
  const fields: [string, string][] = [
    ...[["filter", "overdue"] as [string, string], ["for", bob] as [string, string]],
    ...[["userId", cleoId] as [string, string], ["operationId", "op_chosen_by_the_form_1"] as [string, string]],
  ];
  await postForm(trial.ann, "/follow-ups/reassign", fields);
  await postForm(trial.ann, "/follow-ups/reassign", fields);
  expect(await database().activities.countDocuments({ action: "assign" })).toBe(3);

  await postForm(trial.ann, "/contacts", [
    ["contactIds", "b3"],
    ["choice", "assign"],
    ["userId", cleoId],
  ]);
  expect(await assigneesOf("b3")).toEqual([bob, cleoId]);
  const { operationId } = (await database().activities.findOne({ organizationId: first, contactId: "b3" }))!;
  expect(await htmlOf(trial.ann.fetch("/contacts"))).toContain(`value="${operationId}"`);
  await postForm(trial.ann, "/follow-ups/undo", [["operationId", operationId]]);
  expect(await assigneesOf("b3")).toEqual([bob]);
});
