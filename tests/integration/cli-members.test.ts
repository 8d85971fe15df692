import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addApiKey } from "../../db/accounts.ts";
import { commandLine, recordAudit } from "../../db/audit.ts";
import type { Database, Role } from "../../db/collections.ts";
import { addSession } from "../../db/sessions.ts";
import { runCommand, type TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let opened: TestDatabase;
let database: Database;
let world: TwoOrganizations;

beforeAll(async () => {
  opened = await borrowDatabase();
  database = opened.database;
});
afterAll(() => opened.close());
beforeEach(async () => {
  for (const name of COLLECTIONS) await database[name].deleteMany({} as never);
  world = await plantTwoOrganizations(database);
  await setMemberships(world.ann, [[world.first, "admin"]]);
  await setMemberships(world.cid, [[world.second, "admin"]]);
});

const COLLECTIONS = [
  "organizations",
  "users",
  "contacts",
  "activities",
  "operations",
  "sessions",
  "apiKeys",
  "calendarFeeds",
  "oneTimeLinks",
  "auditEvents",
] as const;
const now = new Date();

const db = (line: string, input: string[] = []) => runCommand(line.split(" "), { directory: opened.directory, input });
const setMemberships = (userId: string, memberships: [string, Role][]) =>
  database.users.updateOne(
    { _id: userId },
    { $set: { memberships: memberships.map(([organizationId, role]) => ({ organizationId, role })) } },
  );
const membershipsOf = async (userId: string) =>
  (await database.users.findOne({ _id: userId }))?.memberships.map(({ organizationId, role }) => [
    organizationId,
    role,
  ]);
const signInAs = (userId: string, organizationId: string) =>
  addSession(database, { userId, organizationId, signedInBy: "password", browser: "", address: "" }, now);
const everything = () => Promise.all(COLLECTIONS.map((name) => database[name].find({} as never).toArray()));

describe("user", () => {
  test("list tells who there is, in one organization or all", async () => {
    await database.users.updateOne({ _id: world.bob }, { $set: { lastSignInAt: new Date("2026-11-01T10:00:00Z") } });
    const all = await db("user list");
    expect(all.out).toBe(
      "ann@example.com\tann\tfirst (admin)\tnever\n" +
        "bob@example.com\tbob\tfirst (member)\t2026-11-01T10:00:00.000Z\n" +
        "cid@example.com\tcid\tsecond (admin)\tnever\n",
    );
    expect((await db("user list --organization second")).out).toBe("cid@example.com\tcid\tsecond (admin)\tnever\n");
  });

  test("set-role changes a role, and keeps the last admin", async () => {
    const setRole = (email: string, role: string) =>
      db(`user set-role --email ${email} --organization first --role ${role}`);
    expect(await setRole("ann@example.com", "member")).toMatchObject({
      code: 1,
      err: "error: ann@example.com is the last admin of first; make somebody else an admin first\n",
    });
    expect(await setRole("bob@example.com", "admin")).toMatchObject({
      code: 0,
      out: "bob@example.com is now admin of first.\n",
    });
    expect(await setRole("ann@example.com", "member")).toMatchObject({ code: 0 });
    expect([await membershipsOf(world.ann), await membershipsOf(world.bob)]).toEqual([
      [[world.first, "member"]],
      [[world.first, "admin"]],
    ]);
    expect(await setRole("cid@example.com", "admin")).toMatchObject({
      code: 1,
      err: "error: cid@example.com doesn't belong to first\n",
    });
    expect((await setRole("bob@example.com", "owner")).code).toBe(2);
  });

  test("remove ends a membership and hands the contacts over", async () => {
    await signInAs(world.bob, world.first);
    const remove = (more = "") => db(`user remove --email bob@example.com --organization first${more}`);
    expect(await remove(" --hand-over-to cid@example.com")).toMatchObject({ code: 1 });
    expect(await membershipsOf(world.bob)).toEqual([[world.first, "member"]]);
    expect(await remove(" --hand-over-to ann@example.com")).toMatchObject({
      code: 0,
      out: "bob@example.com is removed from first; 2 contacts go to ann@example.com.\n",
    });
    expect(await membershipsOf(world.bob)).toEqual([]);
    expect(await database.sessions.countDocuments({})).toBe(0);
    expect(await database.contacts.findOne({ id: "bobs" })).toMatchObject({ assigneeIds: [world.ann] });
    expect(await database.activities.findOne({ contactId: "bobs" })).toMatchObject({ userId: null, action: "assign" });
    expect(await remove()).toMatchObject({ code: 1, err: "error: bob@example.com doesn't belong to first\n" });
    expect(await db("user remove --email ann@example.com --organization first")).toMatchObject({ code: 1 });
  });

  test("erase takes a person out of everything, once it is confirmed; the rest stays", async () => {
    await setMemberships(world.bob, [
      [world.first, "member"],
      [world.second, "member"],
    ]);
    await signInAs(world.bob, world.first);
    await database.calendarFeeds.insertOne({
      ...{ organizationId: world.first, userId: world.bob },
      ...{ hash: "hash of Bob", createdAt: now },
    });
    const ofBob = { type: "user" as const, id: world.bob, name: "bob@example.com" };
    const source = { by: ofBob, address: "", browser: "", now };
    await recordAudit(database, source, { organizationId: world.first, kind: "signedIn" });
    // Cid's contacts go to Bob, so that Bob is named where Cid was removed.
    await setMemberships(world.cid, [
      [world.first, "member"],
      [world.second, "admin"],
    ]);
    await db("user remove --email cid@example.com --organization first --hand-over-to bob@example.com");
    const before = await everything();
    const erase = "user erase --email bob@example.com";
    const dry = await db(`${erase} --dry-run`);
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.out).toContain("would end 2 memberships and 1 sessions, take 2 contacts");
    expect(await db(erase)).toMatchObject({ code: 1, out: "" });
    expect(await db(erase, ["bob\n"])).toMatchObject({ code: 1, out: "" });
    expect(await everything()).toEqual(before);
    expect(await db(erase, ["bob@example.com\n"])).toMatchObject({ code: 0 });
    const after = JSON.stringify(await everything());
    expect(after).not.toContain("bob@example.com");
    expect(after).toContain("contacts handed over to Former member");
    expect(await database.users.countDocuments({})).toBe(2);
    expect(await database.sessions.countDocuments({})).toBe(0);
    expect(await database.calendarFeeds.countDocuments({})).toBe(0);
    const told = await database.activities.findOne({ contactId: "shared" });
    expect(told!.changes).toEqual([
      { field: "assignees", before: "ann@example.com; Former member", after: "ann@example.com" },
    ]);
    const erased = await database.auditEvents.find({ kind: "userErased" }).toArray();
    expect(erased.map(({ organizationId }) => organizationId).sort()).toEqual([world.first, world.second].sort());
  });

  test("erase keeps the last admin, and hands over to members alone", async () => {
    expect(await db("user erase --email ann@example.com --yes")).toMatchObject({
      code: 1,
      err: "error: ann@example.com is the last admin of first; make somebody else an admin first, or remove the organization\n",
    });
    const toCid = await db("user erase --email bob@example.com --hand-over-to cid@example.com --yes");
    expect(toCid).toMatchObject({ code: 1, err: "error: cid@example.com doesn't belong to first\n" });
    expect(await database.users.countDocuments({})).toBe(3);
    const toAnn = await db("user erase --email bob@example.com --hand-over-to ann@example.com --yes");
    expect(toAnn.out).toBe("bob@example.com is erased; 2 contacts go to ann@example.com.\n");
    expect(await database.contacts.findOne({ id: "bobs" })).toMatchObject({ assigneeIds: [world.ann] });
  });
});

describe("organization", () => {
  test("list tells how large each is", async () => {
    expect((await db("organization list")).out).toBe("first\tfirst\t2\t10\nsecond\tsecond\t1\t2\n");
  });

  test("remove erases everything of it and nothing else, once it is confirmed", async () => {
    await setMemberships(world.ann, [
      [world.first, "admin"],
      [world.second, "member"],
    ]);
    for (const organizationId of [world.first, world.second]) {
      await addApiKey(database, { organizationId, name: "key", now });
      await signInAs(world.ann, organizationId);
      await database.calendarFeeds.insertOne({
        ...{ organizationId, userId: world.ann },
        ...{ hash: `hash in ${organizationId}`, createdAt: now },
      });
      await recordAudit(database, commandLine(now), { organizationId, kind: "exported" });
      const [plain] = await database.contacts.find({ organizationId }).toArray();
      const activity = { contactId: plain!.id, userId: world.ann, at: now, dateBefore: null, dateAfter: null };
      await database.activities.insertOne({ organizationId, ...activity, action: "call", operationId: "op_x" });
      await database.oneTimeLinks.insertOne({
        ...{ _id: organizationId, purpose: "invitation", organizationId, email: "dan@example.com", role: "member" },
        ...{ madeBy: world.ann, createdAt: now, expiresAt: new Date(now.getTime() + 3 * 86_400_000) },
      });
    }
    await signInAs(world.bob, world.first);
    const before = await everything();
    const remove = "organization remove --slug first";
    const dry = await db(`${remove} --dry-run`);
    expect(dry.out).toContain(
      "would erase 10 contacts, 1 activities, 2 memberships (1 whole accounts), 1 API keys, 1 invitations",
    );
    expect(await db(remove, ["second\n"])).toMatchObject({
      code: 1,
      out: "",
      err: "This can't be undone. Write first to go on:\nerror: not confirmed; nothing was removed\n",
    });
    expect(await everything()).toEqual(before);
    expect(await db(remove, ["first\n"])).toMatchObject({ code: 0 });
    expect(JSON.stringify(await everything())).not.toContain(world.first);
    expect(await database.users.countDocuments({ _id: world.bob })).toBe(0);
    expect(await membershipsOf(world.ann)).toEqual([[world.second, "member"]]);
    const kept = before.map((documents) =>
      documents.filter((one) => "organizationId" in one && one.organizationId === world.second),
    );
    const after = await everything();
    expect(after.map((documents) => documents.filter((one) => "organizationId" in one))).toEqual(kept);
    expect(await db(`${remove} --yes`)).toMatchObject({ code: 1 });
  });
});
