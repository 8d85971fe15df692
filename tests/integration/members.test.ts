import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { addApiKey } from "../../db/api-keys.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { pageAfter, post, startMembersTrial, type MembersTrial } from "../support/members-trial.ts";
import { type TwoOrganizations } from "../support/two-organizations.ts";

let trial: MembersTrial;
let world: TwoOrganizations;
let ann: BrowserSession;
let cid: BrowserSession;

beforeAll(async () => {
  trial = await startMembersTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  await trial.replant();
  ({ world, ann, cid } = trial);
});

const isSignedIn = async (browser: BrowserSession) => (await browser.api("/api/follow-ups/due", "GET")).status === 200;

describe("the list", () => {
  test("it tells who belongs to the organization as what, and when they last signed in, to admins alone", async () => {
    const page = await (await ann.fetch("/members")).text();
    expect(page).toContain("ann@example.com");
    expect(page).toMatch(/bob@example\.com.*Never signed in/s);
    expect(page).not.toContain("cid@example.com");
    expect(await (await ann.fetch("/account")).text()).toContain('href="/members"');
    const bob = await signIn(trial.server.origin, "bob@example.com");
    expect((await bob.fetch("/members")).status).toBe(403);
    expect(await (await bob.fetch("/account")).text()).not.toContain('href="/members"');
    const signedOut = await fetch(`${trial.server.origin}/members`, { redirect: "manual" });
    expect(signedOut.headers.get("Location")).toBe("/login?redirectTo=%2Fmembers");
  });

  test("a member, and an admin of another company, get and change nothing", async () => {
    const path = await trial.invite("dan@example.com");
    const invitation = (await trial.connection.database.oneTimeLinks.findOne({}))!._id;
    const { users, contacts, oneTimeLinks } = trial.connection.database;
    const stored = () => Promise.all([users, contacts, oneTimeLinks].map((each) => each.find({} as never).toArray()));
    const bob = await signIn(trial.server.origin, "bob@example.com");
    await cid.fetch("/members");
    const before = await stored();
    const tries: [string, Record<string, string>][] = [
      [`/members/${world.bob}`, { intent: "role", role: "admin" }],
      [`/members/${world.bob}`, { intent: "resetLink" }],
      [`/members/${world.bob}`, { intent: "remove", handOverTo: "" }],
      [`/members/${world.ann}`, { intent: "role", role: "member" }],
      [`/members/${world.ann}`, { intent: "remove", handOverTo: "" }],
      ["/members/invitations", { revoke: invitation }],
    ];
    for (const [target, fields] of tries) {
      expect((await post(cid, target, fields)).status, target).toBe(404);
      expect((await post(bob, target, fields)).status, target).toBe(403);
      expect((await trial.postAlone(target, fields)).status, target).toBe(302);
      expect((await cid.fetch(target)).status, target).toBe(target.endsWith("invitations") ? 302 : 404);
    }
    expect((await post(bob, "/members", { email: "eve@example.com", role: "admin" })).status).toBe(403);
    expect((await post(bob, "/members/hand-overs", {})).status).toBe(403);
    // One's own organization, said to be another.
    const wrong = { intent: "remove", handOverTo: "", organizationId: world.first };
    expect((await post(cid, `/members/${world.cid}`, wrong)).headers.get("Location")).toBe("/members");
    expect((await post(ann, `/members/${world.bob}`, { intent: "remove", handOverTo: world.cid })).status).toBe(400);
    expect((await post(ann, `/members/${world.bob}`, { intent: "role", role: "owner" })).status).toBe(400);
    expect(await stored()).toEqual(before);
    expect((await fetch(trial.server.origin + path)).status).toBe(200);
  });
});

describe("roles", () => {
  test("a member becomes an admin and back, which acts at once; the last admin stays one", async () => {
    const bob = await signIn(trial.server.origin, "bob@example.com");
    await pageAfter(ann, await post(ann, `/members/${world.bob}`, { intent: "role", role: "admin" }));
    expect((await bob.fetch("/members")).status).toBe(200);
    await pageAfter(ann, await post(ann, `/members/${world.bob}`, { intent: "role", role: "member" }));
    expect((await bob.fetch("/members")).status).toBe(403);
    const kept = await pageAfter(ann, await post(ann, `/members/${world.ann}`, { intent: "role", role: "member" }));
    expect(kept).toContain("An organization keeps at least one admin");
    expect(await trial.membershipsOf("ann@example.com")).toEqual([[world.first, "admin"]]);
    const events = await trial.connection.database.auditEvents.find({ kind: "roleChanged" }).sort({ at: 1 }).toArray();
    expect(events.map(({ detail }) => detail)).toEqual(["member to admin", "admin to member"]);
  });
});

describe("removing", () => {
  const remove = (userId: string, handOverTo: string) =>
    post(ann, `/members/${userId}`, { intent: "remove", handOverTo });

  test("all that opens the organization ends at once: session, stream, calendar address; elsewhere they stay", async () => {
    await trial.setMemberships(world.bob, [
      [world.first, "member"],
      [world.second, "member"],
    ]);
    const [bob, elsewhere] = [
      await signIn(trial.server.origin, "bob@example.com"),
      await signIn(trial.server.origin, "bob@example.com"),
    ];
    await post(elsewhere, "/organization", { organizationId: world.second });
    const made = await pageAfter(bob, await post(bob, "/account/calendar", { intent: "renew" }));
    const calendar = /value="http:\/\/[^/"]+(\/calendar\/[^"]+)"/.exec(made)![1]!;
    expect((await fetch(trial.server.origin + calendar)).status).toBe(200);
    const stream = await bob.fetch("/api/follow-ups/changes");
    let hasEnded = false;
    const reading = stream.text().finally(() => (hasEnded = true));
    await pageAfter(ann, await remove(world.bob, world.ann));
    expect(await isSignedIn(bob)).toBe(false);
    expect((await fetch(trial.server.origin + calendar)).status).toBe(404);
    await vi.waitFor(() => expect(hasEnded).toBe(true), { timeout: 10_000 });
    await reading;
    expect(await isSignedIn(elsewhere)).toBe(true);
    expect(await (await elsewhere.fetch("/account")).text()).not.toContain(world.first);
    expect(
      await trial.connection.database.sessions.countDocuments({ userId: world.bob, organizationId: world.first }),
    ).toBe(0);
  });

  test("contacts go to who is chosen, and Undo on the next page brings both back", async () => {
    const before = await trial.connection.database.contacts.find({ organizationId: world.first, id: "bobs" }).toArray();
    const page = await pageAfter(ann, await remove(world.bob, world.ann));
    expect(page).toContain("bob is removed; 2 contacts handed over to ann");
    expect(page).not.toContain("bob@example.com");
    const moved = await trial.connection.database.contacts.findOne({ organizationId: world.first, id: "bobs" });
    expect(moved).toMatchObject({ assigneeIds: [world.ann], nextFollowUpDate: before[0]!.nextFollowUpDate });
    const operationId = /name="operationId" value="([^"]+)"/.exec(page)![1]!;
    // Nobody else's to undo.
    await post(cid, "/follow-ups/undo", { operationId });
    expect((await cid.api("/api/follow-ups/undo", "POST", { operationId })).status).toBe(404);
    expect(await trial.membershipsOf("bob@example.com")).toEqual([]);
    const undo = { operationId, redirectTo: "/members" };
    const undone = await pageAfter(ann, await post(ann, "/follow-ups/undo", undo));
    expect(undone).toContain("bob is a member again; 2 contacts put back");
    expect(await trial.membershipsOf("bob@example.com")).toEqual([[world.first, "member"]]);
    expect(await trial.connection.database.contacts.findOne({ organizationId: world.first, id: "bobs" })).toMatchObject(
      {
        assigneeIds: [world.bob],
      },
    );
    expect((await ann.api("/api/follow-ups/undo", "POST", { operationId })).body).toMatchObject({ ok: true, count: 2 });
    expect(await trial.kindsOf(world.first)).toEqual(expect.arrayContaining(["memberRemoved", "memberRestored"]));
  });

  test.each([
    ["ticked", { revokeKeys: "on" }, 401],
    ["not ticked", {}, 200],
  ])("the API keys that they made are named, and end where that is %s", async (_, fields, status) => {
    await trial.setMemberships(world.bob, [[world.first, "admin"]]);
    const { database } = trial.connection;
    const source = {
      by: { type: "user" as const, id: world.bob, name: "bob@example.com" },
      ...{ address: "", browser: "", now: new Date() },
    };
    const key = await addApiKey(database, { organizationId: world.first, name: "Of Bob", now: new Date(), source });
    expect(await (await ann.fetch(`/members/${world.bob}`)).text()).toContain("Of Bob");
    await pageAfter(ann, await post(ann, `/members/${world.bob}`, { intent: "remove", handOverTo: "", ...fields }));
    const headers = { Authorization: `Bearer ${key}` };
    expect((await fetch(`${trial.server.origin}/api/contacts`, { headers })).status).toBe(status);
    expect((await trial.kindsOf(world.first)).includes("apiKeyRevoked")).toBe(status === 401);
  });

  test("it asks who takes over, and keeps the last admin", async () => {
    const asked = await remove(world.bob, "choose");
    expect([asked.status, await asked.text()]).toEqual([400, expect.stringContaining("Choose who takes over")]);
    expect(await pageAfter(ann, await remove(world.ann, ""))).toContain("An organization keeps at least one admin");
    expect((await remove("nobody", "")).status).toBe(404);
    expect(await trial.membershipsOf("bob@example.com")).toEqual([[world.first, "member"]]);
  });

  test("a hand-over that was interrupted is told, and goes on", async () => {
    await trial.connection.database.organizations.updateOne(
      { _id: world.first },
      { $set: { handOvers: [{ operationId: "op_x", by: world.ann, from: world.bob, to: world.ann }] } },
    );
    expect(await (await ann.fetch("/members")).text()).toContain("are still being handed over");
    const page = await pageAfter(ann, await post(ann, "/members/hand-overs", {}));
    expect(page).toContain("Handed over 2 contacts");
    expect(page).not.toContain("are still being handed over");
  });
});
