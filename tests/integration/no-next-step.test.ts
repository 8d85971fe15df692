import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { NO_NEXT_STEP_HREF } from "../../app/domain/no-next-step.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import { contact } from "../support/two-organizations.ts";

let trial: AdminsTrial;

beforeAll(async () => {
  trial = await startAdminsTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  const { first, second, ann, bob, cid, today } = trial.world;
  await trial.connection.database.contacts.deleteMany({});
  const ofBob = { organizationId: first, assigneeIds: [bob] };
  await trial.connection.database.contacts.insertMany([
    contact({ ...ofBob, id: "a", name: "Ada Aimless" }),
    contact({ ...ofBob, id: "b", name: "Ben Both", assigneeIds: [ann, bob], leadQuality: "HOT" }),
    contact({ ...ofBob, id: "dated", name: "Dora Dated", nextFollowUpDate: addDays(today, 3) }),
    contact({ ...ofBob, id: "due", name: "Dirk Due", nextFollowUpDate: today }),
    contact({ ...ofBob, id: "idle", name: "Ines Idle", status: "INACTIVE" }),
    contact({ ...ofBob, id: "gone", name: "Gus Gone", status: "ARCHIVED" }),
    contact({ organizationId: first, id: "nobodys", name: "Nobodys" }),
    contact({ organizationId: second, assigneeIds: [bob, ann, cid], id: "a", name: "Other" }),
    contact({ organizationId: second, assigneeIds: [bob], id: "theirs", name: "Theirs" }),
  ]);
});

/** What the hub counts, and the names on the list that it leads to. */
async function read(browser: BrowserSession) {
  const hub = await htmlOf(browser.fetch("/follow-ups"));
  const [, count] = /No next step <span class="badge">([^<]*)</.exec(hub)!;
  expect(hub).toContain(`href="${NO_NEXT_STEP_HREF.replaceAll("&", "&amp;")}"`);
  const list = await htmlOf(browser.fetch(NO_NEXT_STEP_HREF));
  const named = [
    "Ada Aimless",
    "Ben Both",
    "Dora Dated",
    "Dirk Due",
    "Ines Idle",
    "Gus Gone",
    "Nobodys",
    "Other",
    "Theirs",
  ];
  return { count, names: named.filter((name) => list.includes(`${name}<`)) };
}

test("a member's active contacts without a date are counted as the list has them, no one else's", async () => {
  expect(await read(trial.bob)).toEqual({ count: "2", names: ["Ada Aimless", "Ben Both"] });
});

test("an admin's are the admin's own, not all of the organization's", async () => {
  expect(await read(trial.ann)).toEqual({ count: "1", names: ["Ben Both"] });
});

test("the count ends where it says no more, and the list goes on", async () => {
  const { first, bob } = trial.world;
  const more = (place: number) => contact({ organizationId: first, assigneeIds: [bob], id: `more-${place}` });
  await trial.connection.database.contacts.insertMany(Array.from({ length: 997 }, (_, place) => more(place)));
  expect((await read(trial.bob)).count).toBe("999");
  await trial.connection.database.contacts.insertOne(more(997));
  expect((await read(trial.bob)).count).toBe("999+");
  expect(await htmlOf(trial.bob.fetch(NO_NEXT_STEP_HREF))).toContain("Showing 50 of 1,000 contacts");
});

test("where everyone has a date, the list says so", async () => {
  const { first, today } = trial.world;
  const dated = { $set: { nextFollowUpDate: addDays(today, 1) } };
  await trial.connection.database.contacts.updateMany({ organizationId: first }, dated);
  expect((await read(trial.bob)).count).toBe("0");
  const list = await htmlOf(trial.bob.fetch(NO_NEXT_STEP_HREF));
  expect(list).toContain("No one is without a next step");
  expect(list).not.toContain("No contacts match");
});

describe("marking done without a cadence", () => {
  const dateOf = async (id: string, organizationId = trial.world.first) =>
    (await trial.connection.database.contacts.findOne({ organizationId, id }))!.nextFollowUpDate;
  const inDays = (days: number) => addDays(trial.world.today, days);
  const markDone = (personIds: string[]) =>
    trial.bob.api("/api/follow-ups/due", "PATCH", { personIds, action: "done", operationId: newId() });
  const setNext = (body: object, browser = trial.bob) => browser.api("/api/follow-ups/next", "POST", body);
  let ids = 0;
  const newId = () => `op_no_next_step_test_${String(ids++).padStart(6, "0")}`;

  test("the API answers as ever, and sets a next date only where that is asked for, once", async () => {
    const done = await markDone(["due", "dated"]);
    const { operationId } = done.body;
    expect(done.body).toEqual({ ok: true, count: 2, action: "done", operationId });
    expect(await setNext({ operationId })).toMatchObject({ status: 200, body: { count: 0 } });
    expect(await dateOf("due")).toBeNull();
    expect(await setNext({ operationId, later: "yes" })).toMatchObject({ status: 400 });
    expect(await setNext({ operationId, later: true }, trial.ann)).toMatchObject({ status: 404 });
    expect(await setNext({ operationId, later: true }, trial.cid)).toMatchObject({ status: 404 });
    const request = { operationId, newOperationId: newId(), later: true };
    const set = await setNext(request);
    expect(set.body).toMatchObject({ count: 2 });
    expect(await setNext(request)).toEqual({ ...set, headers: expect.anything() });
    expect(await setNext({ ...request, later: false })).toMatchObject({ status: 409 });
    expect([await dateOf("due"), await dateOf("dated"), await dateOf("a")]).toEqual([inDays(30), inDays(30), null]);
    expect(await dateOf("theirs", trial.world.second)).toBeNull();
    await trial.bob.api("/api/follow-ups/undo", "POST", { operationId: set.body.operationId });
    expect(await dateOf("due")).toBeNull();
  });

  test("a date that was set meanwhile stays", async () => {
    const { operationId } = (await markDone(["due", "dated"])).body;
    const dated = { $set: { nextFollowUpDate: inDays(2) } };
    await trial.connection.database.contacts.updateOne({ organizationId: trial.world.first, id: "due" }, dated);
    expect((await setNext({ operationId, later: true })).body).toMatchObject({ count: 1 });
    expect([await dateOf("due"), await dateOf("dated")]).toEqual([inDays(2), inDays(30)]);
  });

  test("without JavaScript the next page warns, and its button sets it", async () => {
    const form: [string, string][] = [
      ["personIds", "due"],
      ["action", "done"],
    ];
    await postForm(trial.bob, "/follow-ups", form);
    const page = await htmlOf(trial.bob.fetch("/follow-ups"));
    expect(page).toContain("Marked 1 follow-up done. No next date.<");
    expect(page).toContain("Next in 30 days");
    expect(page).toContain('<input type="hidden" name="later" value="true"/>');
    const operationId = /name="operationId" value="([^"]+)"/.exec(page)![1]!;
    await postForm(trial.cid, "/follow-ups/next", [
      ["operationId", operationId],
      ["later", "true"],
    ]);
    expect(await dateOf("due")).toBeNull();
    await postForm(trial.bob, "/follow-ups/next", [
      ["operationId", operationId],
      ["later", "true"],
    ]);
    expect(await dateOf("due")).toBe(inDays(30));
    expect(await htmlOf(trial.bob.fetch("/follow-ups"))).toContain("Set the next date of 1 follow-up");
  });

  test("who isn't interested is neither warned of nor offered a date", async () => {
    const body = { personIds: ["due"], action: "done", outcome: "notInterested" };
    expect((await trial.bob.api("/api/follow-ups/due", "PATCH", body)).body).not.toHaveProperty("later");
  });
});
