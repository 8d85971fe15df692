import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { commandLine } from "../../db/audit.ts";
import type { ContactDocument } from "../../db/collections.ts";
import { eraseContact } from "../../db/erase/erase-contact.ts";
import { forgetPeople } from "../../db/erase/forget-people.ts";
import { mergeContacts } from "../../db/merge-contacts.ts";
import { htmlOf, postForm } from "../support/admins-trial.ts";
import { PATH, startRemovalTrial, ZOE, type RemovalTrial } from "../support/removal-trial.ts";
import { contact } from "../support/two-organizations.ts";

let trial: RemovalTrial;

beforeAll(async () => {
  trial = await startRemovalTrial();
});
afterAll(() => trial.stop());
beforeEach(() => trial.replant());

describe("merging", () => {
  const merge = (fields: Record<string, string> = {}) =>
    trial.post(trial.bob, `${PATH}/merge`, { with: "zed", ...fields });

  test("the page finds the other one, and shows what differs; the form decides field by field", async () => {
    const { world } = trial;
    const found = await htmlOf(trial.bob.fetch(`${PATH}/merge?search=zoe`));
    expect(found).toContain('href="/contacts/zoe.(q)%2Bx%40example.com/merge?with=zed"');
    const page = await htmlOf(trial.bob.fetch(`${PATH}/merge?with=zed`));
    for (const name of ["winner.name", "winner.phone", "winner.nextFollowUpDate"])
      expect(page).toContain(`name="${name}"`);
    expect(page).not.toContain('name="winner.status"');
    const done = await merge({ "winner.name": "other", "winner.phone": "other", "winner.leadQuality": "kept" });
    expect([done.status, done.headers.get("Location")]).toEqual([303, PATH.replaceAll("(", "(")]);
    expect(await trial.find("zed")).toBeNull();
    expect(await trial.find(ZOE)).toMatchObject({
      ...{ name: "Zoe Q.", phone: "+49 30 123456", email: "zoe@home.example", leadQuality: null },
      ...{ assigneeIds: [world.bob, world.ann], nextFollowUpDate: world.today },
    });
    expect((await trial.timelineOf(ZOE)).map(({ action, text }) => text ?? action)).toEqual([
      "She likes figs",
      "He likes plums",
      "merge",
    ]);
    expect(await htmlOf(trial.bob.fetch("/contacts?search=plums%20123456"))).toContain("Contacts");
    expect(await htmlOf(trial.bob.fetch("/contacts?search=030123456"))).toContain(`href="${PATH}"`);
  });

  test("where nobody says which, what one hasn't comes from the other; an undo makes them two again", async () => {
    const before = [await trial.find(ZOE), await trial.find("zed")];
    await merge();
    expect(await trial.find(ZOE)).toMatchObject({ name: "Zoe Quill", phone: "+49 30 123456", leadQuality: "HOT" });
    await trial.note(ZOE, "Noted since");
    await trial.post(trial.bob, `${PATH}/lead-quality`, { leadQuality: "COLD" });
    const { operationId } = (await trial.database().operations.findOne({ action: "merge" }))!;
    expect(await trial.undo(operationId)).toMatchObject({ status: 200, body: { count: 1 } });
    const parts = ({ name, email, phone, assigneeIds, nextFollowUpDate, searchPrefixes }: ContactDocument) => ({
      ...{ name, email, phone, assigneeIds, nextFollowUpDate, searchPrefixes },
    });
    expect([parts((await trial.find(ZOE))!), parts((await trial.find("zed"))!)]).toEqual(
      before.map((each) => parts(each!)),
    );
    expect([(await trial.find(ZOE))!.leadQuality, (await trial.find("zed"))!.leadQuality]).toEqual(["COLD", "HOT"]);
    const texts = async (id: string) => (await trial.timelineOf(id)).map(({ action, text }) => text ?? action);
    expect(await texts("zed")).toEqual(["He likes plums", "restore"]);
    expect((await texts(ZOE)).filter((text) => text !== "edit")).toEqual([
      ...["She likes figs", "merge", "Noted since", "restore"],
    ]);
  });

  test("undone the wrong way round nothing comes back, the right way all does", async () => {
    const ofBob = { organizationId: trial.world.first, assigneeIds: [trial.world.bob] };
    await trial.database().contacts.insertOne(contact({ ...ofBob, id: "new", name: "Third" }));
    const merged = async (id: string, otherId: string) => {
      const result = await mergeContacts(trial.database(), trial.scope(), trial.source(), { id, otherId });
      return result.outcome === "merged" ? result.operationId : "";
    };
    const [first, second] = [await merged(ZOE, "zed"), await merged("new", ZOE)];
    expect((await trial.undo(first)).status).toBe(404);
    expect((await trial.undo(second)).status).toBe(200);
    expect((await trial.undo(first)).status).toBe(200);
    const texts = async (id: string) => (await trial.timelineOf(id)).flatMap(({ text }) => text ?? []);
    expect([await texts(ZOE), await texts("zed"), await texts("new")]).toEqual([
      ["She likes figs"],
      ["He likes plums"],
      [],
    ]);
  });

  test("only two that the member sees: not with itself, with others' contacts, or another organization's", async () => {
    for (const other of [ZOE, "old", "secret", "nobody", ""]) {
      expect((await merge({ with: other })).status, other).toBe(404);
      expect((await trial.bob.fetch(`${PATH}/merge?${new URLSearchParams({ with: other })}`)).status, other).toBe(404);
    }
    expect((await trial.post(trial.bob, "/contacts/old/merge", { with: ZOE })).status).toBe(404);
    expect(await trial.database().removedContacts.countDocuments()).toBe(0);
  });

  test("the same merge twice at once, and two against each other, leave one contact", async () => {
    const both = [
      { id: ZOE, otherId: "zed" },
      { id: "zed", otherId: ZOE },
    ];
    const results = await Promise.all(
      both.map((each) => mergeContacts(trial.database(), trial.scope(), trial.source(), each)),
    );
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["merged", "notFound"]);
    const left = [await trial.find(ZOE), await trial.find("zed")].filter((each) => each !== null);
    expect(left).toHaveLength(1);
    expect((await trial.timelineOf(left[0]!.id)).flatMap(({ text }) => text ?? [])).toHaveLength(2);
  });
});

describe("erasing", () => {
  const erase = (id: string) =>
    eraseContact(trial.database(), { organizationId: trial.world.first, id }, commandLine(new Date()));

  test("what was deleted, then erased, doesn't come back, and nothing tells of it", async () => {
    await trial.post(trial.bob, `${PATH}/delete`);
    const { operationId } = await trial.lastOperation();
    expect(await trial.everything()).toContain("She likes figs");
    expect(await erase(ZOE)).toEqual({ contacts: 1, activities: 1, operations: 2 });
    expect((await trial.undo(operationId)).status).toBe(404);
    const left = await trial.everything();
    for (const word of [ZOE, "Zoe Quill", "zoe@home.example", "figs"]) expect(left).not.toContain(word);
    expect(await erase(ZOE)).toBeNull();
  });

  test("of merged contacts all parts go", async () => {
    const ofBob = { organizationId: trial.world.first, assigneeIds: [trial.world.bob] };
    await trial.database().contacts.insertOne(contact({ ...ofBob, id: "new", name: "Third" }));
    await mergeContacts(trial.database(), trial.scope(), trial.source(), { id: "zed", otherId: ZOE });
    await mergeContacts(trial.database(), trial.scope(), trial.source(), { id: "new", otherId: "zed" });
    await erase("new");
    const left = await trial.everything();
    for (const word of ["Zoe Quill", "Zoe Q.", "zoe@home.example", "figs", "plums"]) expect(left).not.toContain(word);
    expect(await trial.database().removedContacts.countDocuments()).toBe(0);
  });

  test("a person who was erased meanwhile is nobody's name when a contact comes back", async () => {
    await postForm(trial.ann, "/contacts/zed", [
      ["organizationId", trial.world.first],
      ["intent", "assignees"],
      ["seenIds", trial.world.ann],
      ["seenIds", trial.world.bob],
      ["userIds", trial.world.bob],
    ]);
    expect(await trial.everything()).toContain('"before":"ann@example.com; bob@example.com"');
    await trial.post(trial.bob, "/contacts/zed/delete");
    const { operationId } = await trial.lastOperation();
    await trial
      .database()
      .removedContacts.updateMany({}, { $set: { assigneeIds: ["user_of_the_past", trial.world.bob] } });
    const nobody = { _id: "user_of_the_past", email: "ann@example.com" };
    await forgetPeople(trial.database(), [nobody]);
    await trial.undo(operationId);
    expect((await trial.find("zed"))!.assigneeIds).toEqual([trial.world.bob]);
    const [assigned] = (await trial.timelineOf("zed")).filter(({ action }) => action === "assign");
    expect(assigned!.changes).toMatchObject([{ before: "Former member; bob@example.com" }]);
  });
});
