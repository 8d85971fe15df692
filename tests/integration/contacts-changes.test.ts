import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { NO_DETAILS } from "../../app/domain/contact-form.ts";
import { EVERY_CONTACT, type ContactFilter } from "../../app/domain/contact-list.ts";
import type { ContactDetails } from "../../app/domain/contact.ts";
import { setFollowUpDates } from "../../db/change-follow-ups.ts";
import type { Database } from "../../db/collections.ts";
import { assignContacts, changeAssignees } from "../../db/contact-assignees.ts";
import { addContact, changeDetails } from "../../db/contact-details.ts";
import { searchContacts } from "../../db/contact-search.ts";
import { findProfile } from "../../db/contacts.ts";
import { exportOrganization } from "../../db/export/export-organization.ts";
import { importContacts } from "../../db/import/import-contacts.ts";
import { setLeadQuality } from "../../db/lead-quality.ts";
import type { MemberScope } from "../../db/scope.ts";
import { undoOperation } from "../../db/undo-operation.ts";
import { logNote } from "../support/log-note.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let opened: TestDatabase;
let database: Database;
let world: TwoOrganizations;
let ann: MemberScope;
let bob: MemberScope;
let boss: MemberScope;
const now = new Date();

beforeAll(async () => {
  opened = await borrowDatabase();
  ({ database } = opened);
});
afterAll(() => opened.close());
beforeEach(async () => {
  for (const name of ["organizations", "users", "contacts", "activities"] as const) await database[name].deleteMany({});
  world = await plantTwoOrganizations(database);
  ann = { organizationId: world.first, userId: world.ann, role: "member" };
  bob = { ...ann, userId: world.bob };
  boss = { ...bob, role: "admin" };
});

const stored = (id: string, organizationId = world.first) => database.contacts.findOne({ organizationId, id });
const details = (fields: Partial<ContactDetails> = {}): ContactDetails => ({
  ...NO_DETAILS,
  name: "Olga Old",
  ...fields,
});
const search = async (scope: MemberScope, words: string, filter: ContactFilter = EVERY_CONTACT) => {
  const wanted = {
    search: words,
    filter,
    today: world.today,
    sort: "name",
    after: null,
    before: null,
    limit: 50,
  } as const;
  return (await searchContacts(database, scope, wanted)).contacts.map(({ id }) => id);
};

test("an edit writes what changed, tells it on the timeline, and is found by its new words", async () => {
  const typed = details({ name: "Olga Nový", company: "Acme", leadQuality: "HOT" });
  const result = await changeDetails(database, ann, { id: "old", seen: details(), typed, now });
  expect(result).toEqual({ outcome: "changed", changed: ["name", "company", "leadQuality"], kept: [] });
  const profile = await findProfile(database, ann, "old");
  expect(profile?.contact).toMatchObject({ ...typed, id: "old" });
  expect(profile?.activities).toMatchObject([
    {
      action: "edit",
      userName: "ann",
      changes: [
        { field: "name", before: "Olga Old", after: "Olga Nový" },
        { field: "company", before: null, after: "Acme" },
        { field: "leadQuality", before: null, after: "HOT" },
      ],
    },
  ]);
  expect(await search(ann, "novy acme")).toEqual(["old"]);
  expect(await stored("old", world.second)).toMatchObject({ name: "Other" });
});

test("of two who edit one field the later one is told and nothing is written; other fields go together", async () => {
  await changeDetails(database, ann, { id: "old", seen: details(), typed: details({ phone: "1", company: "A" }), now });
  const other = { id: "old", seen: details(), typed: details({ phone: "2", email: "o@example.com" }), now };
  expect(await changeDetails(database, boss, other)).toEqual({
    outcome: "conflict",
    fields: ["phone"],
    stored: details({ phone: "1", company: "A" }),
  });
  expect(await stored("old")).toMatchObject({ phone: "1", email: null });
  const both = { id: "old", seen: details(), typed: details({ email: "o@example.com" }), now };
  expect(await changeDetails(database, boss, both)).toEqual({
    outcome: "changed",
    changed: ["email"],
    kept: ["company", "phone"],
  });
  expect(await stored("old")).toMatchObject({ phone: "1", company: "A", email: "o@example.com" });
  const same = { id: "old", seen: details(), typed: details({ phone: "1" }), now };
  expect(await changeDetails(database, boss, same)).toMatchObject({ outcome: "changed", changed: [] });
});

test("parallel edits of one field: one is written, each other one is told", async () => {
  const results = await Promise.all(
    ["1", "2", "3", "4"].map((phone) =>
      changeDetails(database, ann, { id: "old", seen: details(), typed: details({ phone }), now }),
    ),
  );
  expect(results.map(({ outcome }) => outcome).sort()).toEqual(["changed", "conflict", "conflict", "conflict"]);
});

test("what isn't the member's is not there for anything (ASVS 8.2.2)", async () => {
  for (const id of ["bobs", "secret", "missing"]) {
    expect(await findProfile(database, ann, id)).toBeNull();
    expect(await changeDetails(database, ann, { id, seen: null, typed: { name: "x" }, now })).toEqual({
      outcome: "notFound",
    });
    expect(await logNote(database, ann, { id, kind: "call", text: "x", now })).toEqual({ outcome: "notFound" });
    expect(await setFollowUpDates(database, ann, { ids: [id], date: "2030-01-01", now })).toEqual({
      outcome: "notFound",
    });
  }
  expect(await database.activities.countDocuments({})).toBe(0);
});

test("dates of many at once, undone at once, also by an admin whom they aren't assigned to", async () => {
  const ids = ["old", "none", "secret"];
  const result = await setFollowUpDates(database, boss, { ids, date: "2030-01-01", now });
  expect(result).toMatchObject({ outcome: "changed", count: 2 });
  expect((await stored("secret", world.second))?.nextFollowUpDate).not.toBe("2030-01-01");
  if (result.outcome !== "changed") throw new Error("nothing changed");
  expect(await undoOperation(database, boss, { operationId: result.operationId, now })).toMatchObject({ count: 2 });
  expect((await stored("none"))?.nextFollowUpDate).toBeNull();
});

test("admins assign; a member finds what is assigned, and no more what isn't (ASVS 8.2.3)", async () => {
  const add = { ids: ["old", "bobs", "secret"], mode: "add" as const, userIds: [world.bob], now };
  expect(await assignContacts(database, ann, add)).toEqual({ outcome: "notAllowed" });
  expect(await search(bob, "olga")).toEqual([]);
  expect(await assignContacts(database, boss, add)).toMatchObject({ outcome: "assigned", count: 1 });
  expect((await stored("old"))?.assigneeIds).toEqual([world.ann, world.bob]);
  expect(await search(bob, "olga")).toEqual(["old"]);
  expect((await findProfile(database, boss, "old"))?.activities[0]).toMatchObject({
    action: "assign",
    changes: [{ field: "assignees", before: "ann@example.com", after: "ann@example.com; bob@example.com" }],
  });
  await assignContacts(database, boss, { ids: ["old"], mode: "remove", userIds: [world.ann], now });
  expect(await search(ann, "olga")).toEqual([]);
  expect(await assignContacts(database, boss, { ...add, userIds: [world.cid] })).toEqual({ outcome: "unknownUser" });
  expect(await assignContacts(database, boss, { ...add, ids: ["secret"] })).toEqual({ outcome: "notFound" });
});

test("of two who edit the assignees neither undoes what the other did", async () => {
  const edit = (seen: string[], wanted: string[]) => changeAssignees(database, boss, { id: "old", seen, wanted, now });
  const assigneeIds = async () => (await stored("old"))?.assigneeIds;
  const { ann: annId, bob: bobId, cid: cidId } = world;
  await database.users.updateOne({ _id: cidId }, { $set: { "memberships.0.organizationId": world.first } });
  expect(await edit([annId], [annId, bobId])).toMatchObject({ outcome: "assigned", count: 1, hasKept: false });
  // Both saw Ann alone: the later one adds Cid, and hasn't taken Bob away.
  expect(await edit([annId], [annId, cidId])).toMatchObject({ outcome: "assigned", count: 1, hasKept: true });
  expect(await assigneeIds()).toEqual([annId, bobId, cidId]);
  // Both saw all three: one takes Ann away, the later one Bob, and Ann doesn't come back.
  await edit([annId, bobId, cidId], [bobId, cidId]);
  expect(await edit([annId, bobId, cidId], [annId, cidId])).toMatchObject({
    outcome: "assigned",
    count: 1,
    hasKept: true,
  });
  expect(await assigneeIds()).toEqual([cidId]);
  expect(await edit([annId, cidId], [cidId])).toMatchObject({ outcome: "assigned", count: 0, hasKept: false });
  expect(await edit([cidId], [])).toMatchObject({ outcome: "assigned", count: 1, hasKept: false });
  expect(await assigneeIds()).toEqual([]);
  expect(await edit([], ["nobody"])).toEqual({ outcome: "unknownUser" });
  const byMember = await changeAssignees(database, ann, { id: "old", seen: [], wanted: [], now });
  expect(byMember).toEqual({ outcome: "notAllowed" });
});

test("parallel edits of the assignees all stay", async () => {
  const edits = [[world.bob], [world.ann, world.bob], []];
  await Promise.all(
    edits.map((wanted) => changeAssignees(database, boss, { id: "old", seen: [world.ann], wanted, now })),
  );
  expect((await stored("old"))?.assigneeIds).toEqual([world.bob]);
});

test("a member's new contact is the member's own, an admin's goes to members only", async () => {
  const date = { nextFollowUpDate: "2030-01-01", assigneeIds: [world.bob], now };
  const contact = { details: details({ name: "<b>נועה</b>" }), ...date };
  const { id } = (await addContact(database, ann, contact)) as { id: string };
  expect(await database.activities.findOne({ contactId: id })).toMatchObject({ dateAfter: "2030-01-01" });
  expect(await stored(id)).toMatchObject({ name: "<b>נועה</b>", assigneeIds: [world.ann], status: "ACTIVE" });
  expect(await search(ann, "נועה")).toEqual([id]);
  expect(await addContact(database, boss, { ...contact, assigneeIds: [world.cid] })).toBeNull();
});

test("a long timeline is read in pages, each line once, also where many share an instant", async () => {
  const common = {
    organizationId: world.first,
    contactId: "old",
    userId: world.ann,
    dateBefore: null,
    dateAfter: null,
  };
  await database.activities.insertMany(
    Array.from({ length: 130 }, (_, n) => ({
      ...common,
      at: new Date(now.getTime() - Math.floor(n / 40)),
      action: "note" as const,
      text: `${n}`,
      operationId: `op_${n}`,
    })),
  );
  const texts: (string | undefined)[] = [];
  let older: string | null = null;
  do {
    const profile = await findProfile(database, ann, "old", older);
    texts.push(...profile!.activities.map(({ text }) => text));
    older = profile!.older;
  } while (older);
  expect(texts).toHaveLength(130);
  expect(new Set(texts).size).toBe(130);
});

test("notes and edits come back whole from an export", async () => {
  await logNote(database, ann, { id: "old", kind: "meeting", text: "Line one\n“two”, \u05E9\u05DC\u05D5\u05DD", now });
  await changeDetails(database, ann, { id: "old", seen: null, typed: { phone: "+1", status: "INACTIVE" }, now });
  await assignContacts(database, boss, { ids: ["old"], mode: "add", userIds: [world.bob], now });
  const exported = async () => {
    let text = "";
    const options = { format: "ndjson", tables: ["contacts", "activities"] } as const;
    for await (const chunk of exportOrganization(database, { _id: world.first }, options)) text += chunk;
    return text;
  };
  const before = await exported();
  expect(before).toContain("meeting");
  const activities = await database.activities.countDocuments({});
  async function* source() {
    yield Buffer.from(before);
  }
  await database.activities.deleteMany({});
  await database.contacts.deleteMany({ organizationId: world.first });
  const organization = { _id: world.first, slug: "first", timeZone: "UTC" };
  const result = await importContacts(database, { organization, source: source(), now: Temporal.Now.instant() });
  expect(result).toMatchObject({ outcome: "imported", summary: { rejected: 0, activities } });
  expect(await exported()).toBe(before);
});

test("a lead quality that is set anew is found by, the one before isn't", async () => {
  const hot = { ...EVERY_CONTACT, leadQuality: "HOT" } as const;
  const cold = { ...hot, leadQuality: "COLD" } as const;
  const found = async (filter: ContactFilter) => (await search(ann, "tara", filter)).length;
  expect([await found(cold), await found(hot)]).toEqual([1, 0]);
  await setLeadQuality(database, ann, { id: "today", leadQuality: "HOT", now: new Date() });
  expect([await found(cold), await found(hot)]).toEqual([0, 1]);
});
