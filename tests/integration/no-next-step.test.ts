import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { NO_NEXT_STEP_HREF } from "../../app/domain/no-next-step.ts";
import { htmlOf, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
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
