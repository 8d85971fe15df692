import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { passwordMatches } from "../../db/passwords.ts";

import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { linkOn, pageAfter, post, startMembersTrial, type MembersTrial } from "../support/members-trial.ts";
import { PASSWORD, type TwoOrganizations } from "../support/two-organizations.ts";

const NEW = "another long one";
const DETAILS = { name: "Dan Dee", password: NEW, repeated: NEW };

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

describe("an invitation", () => {
  test("somebody new sets a name and a password, and is in; the link works once", async () => {
    const path = await trial.invite(" Dan@Example.com ", "admin");
    const page = await (await fetch(trial.server.origin + path)).text();
    expect(page).toContain("dan@example.com");
    expect(page).toContain("first");
    const short = await trial.postAlone(path, { name: "Dan", password: "short", repeated: "short" });
    expect([short.status, await short.text()]).toEqual([400, expect.stringContaining("at least 10 characters")]);
    const nameless = await trial.postAlone(path, { ...DETAILS, name: " " });
    expect([nameless.status, await nameless.text()]).toEqual([400, expect.stringContaining("Enter your name.")]);
    const answers = await Promise.all(Array.from({ length: 4 }, () => trial.postAlone(path, DETAILS)));
    expect(answers.filter(({ headers }) => headers.get("Location") === "/follow-ups")).toHaveLength(1);
    expect(await trial.membershipsOf("dan@example.com")).toEqual([[world.first, "admin"]]);
    expect((await fetch(trial.server.origin + path)).status).toBe(410);
    expect((await trial.postAlone(path, DETAILS)).status).toBe(410);
    const dan = await signIn(trial.server.origin, "dan@example.com", NEW);
    expect((await dan.fetch("/members")).status).toBe(200);
    expect(await trial.kindsOf(world.first)).toEqual(expect.arrayContaining(["memberInvited", "invitationAccepted"]));
    expect(await trial.kindsOf(world.second)).not.toContain("memberInvited");
  });

  test("whoever makes an account by it is signed in at once", async () => {
    const path = await trial.invite("dan@example.com");
    const joined = await trial.postAlone(path, DETAILS);
    const cookie = joined.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
    const page = await fetch(`${trial.server.origin}/follow-ups`, { headers: { Cookie: cookie } });
    expect(await page.text()).toContain("You joined first");
  });

  test("it takes over no account: who has one signs in and joins with it, and nothing of it changes", async () => {
    const path = await trial.invite("cid@example.com");
    const before = await trial.connection.database.users.findOne({ email: "cid@example.com" });
    expect(await (await fetch(trial.server.origin + path)).text()).toContain("sign in to join with it");
    const taken = await trial.postAlone(path, DETAILS);
    expect([taken.status, taken.headers.get("Location")]).toEqual([303, path]);
    expect(await trial.connection.database.users.findOne({ email: "cid@example.com" })).toEqual(before);
    // Somebody else's account doesn't do.
    const bob = await signIn(trial.server.origin, "bob@example.com");
    expect(await (await bob.fetch(path)).text()).toContain("whom this invitation isn’t for");
    expect((await post(bob, path, DETAILS)).status).toBe(403);
    expect(await trial.membershipsOf("bob@example.com")).toEqual([[world.first, "member"]]);
    const joined = await post(cid, path, { name: "Other", password: NEW, repeated: NEW });
    expect(await pageAfter(cid, joined)).toContain("You joined first");
    const after = await trial.connection.database.users.findOne({ email: "cid@example.com" });
    expect(after).toEqual({
      ...before,
      memberships: [...before!.memberships, { organizationId: world.first, role: "member" }],
    });
    expect((await post(cid, path, {})).status).toBe(410);
  });

  test("one whom every organization has let go joins again with their account", async () => {
    await trial.setMemberships(world.bob, []);
    const path = await trial.invite("bob@example.com");
    const bob = await signIn(trial.server.origin, "bob@example.com");
    expect((await bob.fetch("/follow-ups")).status).toBe(403);
    await pageAfter(bob, await post(bob, path, {}));
    expect((await bob.fetch("/follow-ups")).status).toBe(200);
  });

  test("it ends after three days, when it is revoked, and when another takes its place", async () => {
    const [replaced, path] = [await trial.invite("dan@example.com"), await trial.invite("dan@example.com", "admin")];
    expect((await fetch(trial.server.origin + replaced)).status).toBe(410);
    const { oneTimeLinks } = trial.connection.database;
    const [link] = await oneTimeLinks.find({ purpose: "invitation" }).toArray();
    const days = (link!.expiresAt.getTime() - link!.createdAt.getTime()) / 86_400_000;
    expect(days).toBe(3);
    await oneTimeLinks.updateMany({}, { $set: { expiresAt: new Date() } });
    expect((await fetch(trial.server.origin + path)).status).toBe(410);
    expect((await trial.postAlone(path, DETAILS)).status).toBe(410);
    expect(await (await ann.fetch("/members")).text()).not.toContain("dan@example.com");

    const revoked = await trial.invite("dan@example.com");
    expect(await (await ann.fetch("/members")).text()).toContain("Revoke the invitation of dan@example.com");
    const id = (await oneTimeLinks.findOne({ purpose: "invitation", expiresAt: { $gt: new Date() } }))!._id;
    await pageAfter(ann, await post(ann, "/members/invitations", { revoke: id }));
    expect((await trial.postAlone(revoked, DETAILS)).status).toBe(410);
    expect((await post(ann, "/members/invitations", { revoke: id })).status).toBe(404);
    expect(await trial.kindsOf(world.first)).toContain("invitationRevoked");
    expect(await trial.membershipsOf("dan@example.com")).toBeUndefined();
  });

  test("what can’t be invited is said beside the field, and stays there", async () => {
    for (const [email, why] of [
      ["bob@example.com", "They are already a member."],
      ["no address", "Enter an email address"],
      [`${"x".repeat(320)}@example.com`, "at most 320 characters"],
    ]) {
      const refused = await post(ann, "/members", { email: email!, role: "member" });
      expect(refused.status).toBe(400);
      const page = await refused.text();
      expect(page).toContain(why);
      expect(page).toContain(`value="${email}"`);
    }
    expect((await post(ann, "/members", { email: "dan@example.com", role: "owner" })).status).toBe(400);
    expect(await trial.connection.database.oneTimeLinks.countDocuments({})).toBe(0);
  });

  test("the link is shown once, to whoever made it, and kept nowhere", async () => {
    const path = await trial.invite("dan@example.com");
    expect(linkOn(await (await ann.fetch("/members")).text())).toBeUndefined();
    const secret = path.split("/").at(-1)!;
    expect(JSON.stringify(await trial.connection.database.oneTimeLinks.find().toArray())).not.toContain(secret);
    await fetch(trial.server.origin + path);
    await vi.waitFor(() => expect(trial.server.output()).toContain('"route":"/join/:secret"'));
    expect(trial.server.output()).not.toContain(secret);
  });
});

describe("a link to set a password", () => {
  const resetLink = async (userId: string, browser = ann) =>
    linkOn(await pageAfter(browser, await post(browser, `/members/${userId}`, { intent: "resetLink" })));
  const reset = (path: string) => trial.postAlone(path, { password: NEW, repeated: NEW });

  test("an admin makes one for a member", async () => {
    const path = await resetLink(world.bob);
    expect(path).toMatch(/^\/reset\//);
    expect((await reset(path!)).status).toBe(303);
    const bob = await trial.connection.database.users.findOne({ _id: world.bob });
    expect(await passwordMatches(NEW, bob!.passwordHash)).toBe(true);
    expect(await trial.kindsOf(world.first)).toContain("resetLinkMade");
  });

  test("not for an account that opens another organization, nor for themselves, nor where single sign-on opens it", async () => {
    await trial.setMemberships(world.bob, [
      [world.first, "member"],
      [world.second, "member"],
    ]);
    expect(await resetLink(world.bob)).toBeUndefined();
    expect(await (await ann.fetch(`/members/${world.bob}`)).text()).toContain(
      "organizations that you don’t administer",
    );
    expect(await resetLink(world.ann)).toBeUndefined();
    await trial.setMemberships(world.ann, [
      [world.first, "admin"],
      [world.second, "member"],
    ]);
    expect(await resetLink(world.bob)).toBeUndefined();
    await trial.setMemberships(world.ann, [
      [world.first, "admin"],
      [world.second, "admin"],
    ]);
    expect(await resetLink(world.bob)).toBeDefined();
    await trial.connection.database.users.updateOne({ _id: world.bob }, { $set: { singleSignOnSubject: "somebody" } });
    expect(await resetLink(world.bob)).toBeUndefined();
    expect(await trial.connection.database.oneTimeLinks.countDocuments({})).toBe(1);
  });

  test("one that is kept opens no organization that the account comes to belong to later", async () => {
    const path = (await resetLink(world.bob))!;
    await trial.setMemberships(world.bob, [
      [world.first, "member"],
      [world.second, "member"],
    ]);
    expect((await fetch(trial.server.origin + path)).status).toBe(410);
    expect((await reset(path)).status).toBe(410);
    const bob = await trial.connection.database.users.findOne({ _id: world.bob });
    expect(await passwordMatches(PASSWORD, bob!.passwordHash)).toBe(true);
  });

  test.each([
    ["remove", { intent: "remove", handOverTo: "" }],
    ["role", { intent: "role", role: "member" }],
  ])("the links that an admin has made end with their being one (%s)", async (_, fields) => {
    await trial.setMemberships(world.bob, [[world.first, "admin"]]);
    const bob = await signIn(trial.server.origin, "bob@example.com");
    await trial.connection.database.users.updateOne(
      { _id: world.cid },
      { $set: { memberships: [{ organizationId: world.first, role: "member" }] } },
    );
    const [invitation, path] = [
      await trial.invite("dan@example.com", "admin", bob),
      (await resetLink(world.cid, bob))!,
    ];
    await pageAfter(ann, await post(ann, `/members/${world.bob}`, fields));
    expect((await trial.postAlone(invitation, DETAILS)).status).toBe(410);
    expect((await reset(path)).status).toBe(410);
  });
});
