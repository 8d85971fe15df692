import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { todayIn } from "../../app/domain/calendar.ts";
import { isDue } from "../../app/domain/follow-up.ts";
import { findUserByEmail } from "../../db/accounts.ts";
import { findOrganizationBySlug } from "../../db/organizations.ts";
import type { ActivityDocument, Database } from "../../db/collections.ts";
import { passwordMatches } from "../../db/passwords.ts";
import { isEmpty, loadDemoData } from "../../db/seed/demo.ts";
import { addMadeUpContacts, madeUpContact } from "../../db/seed/made-up.ts";
import { withDatabase } from "../support/database.ts";

const NOW = Temporal.Instant.from("2026-05-05T22:00:00Z");

async function organizationAndUser(database: Database, slug: string, email: string) {
  const organization = await findOrganizationBySlug(database, slug);
  const user = await findUserByEmail(database, email);
  if (!organization || !user) throw new Error(`${slug} or ${email} is missing`);
  return { organization, user };
}

test("demo data: two organizations, users who can sign in, and a list to work through", () =>
  withDatabase(async ({ database }) => {
    expect(await isEmpty(database)).toBe(true);
    await loadDemoData(database, NOW);
    expect(await isEmpty(database)).toBe(false);

    const { organization, user } = await organizationAndUser(database, "demo", "demo@example.com");
    expect(await passwordMatches("demo", user.passwordHash)).toBe(true);
    expect(user.memberships).toContainEqual({ organizationId: organization._id, role: "admin" });
    expect(user.memberships).toHaveLength(2);
    const contacts = await database.contacts
      .find({ organizationId: organization._id, assigneeIds: user._id })
      .toArray();
    const today = todayIn(NOW, organization.timeZone);
    const due = contacts.filter((contact) => isDue(contact, today));
    expect(contacts.length).toBeGreaterThanOrEqual(55);
    expect(due).toHaveLength(24);
    expect(due.filter(({ nextFollowUpDate }) => nextFollowUpDate === today)).toHaveLength(9);
    expect(new Set(due.map(({ leadQuality }) => leadQuality))).toEqual(
      new Set(["HOT", "WARM", "COLD", "NURTURE", null]),
    );
    for (const contact of contacts) {
      expect(contact.email).toMatch(/^[a-z.]+@example\.com$/);
      expect(contact.phone).toContain(" 555 ");
      expect(contact.photoUrl).toBeNull();
    }

    const acme = await organizationAndUser(database, "acme", "demo@example.com");
    expect(acme.organization.timeZone).not.toBe(organization.timeZone);
    const theirToday = todayIn(NOW, acme.organization.timeZone);
    const theirs = await database.contacts.find({ organizationId: acme.organization._id }).toArray();
    expect(theirs.filter(({ nextFollowUpDate }) => nextFollowUpDate === theirToday)).toHaveLength(2);

    // A timeline ends where its contact is now.
    const timeline = await database.activities.find({ organizationId: organization._id }).sort({ at: 1 }).toArray();
    const last = new Map(timeline.map(({ contactId, dateAfter }) => [contactId, dateAfter]));
    expect(last.size).toBeGreaterThan(10);
    const all = await database.contacts.find({ organizationId: organization._id }).toArray();
    for (const { id, nextFollowUpDate } of all) if (last.has(id)) expect(last.get(id)).toBe(nextFollowUpDate);
    for (const { at } of timeline) expect(at.valueOf()).toBeLessThan(NOW.epochMilliseconds);

    const counts = () => Promise.all([database.organizations, database.contacts].map((c) => c.countDocuments({})));
    const before = await counts();
    await loadDemoData(database, NOW);
    expect(await counts()).toEqual(before);
  }));

test("demo data that fails half way leaves nothing behind", () =>
  withDatabase(async ({ database }) => {
    const activities = database.db.collection<ActivityDocument>("activities");
    activities.insertMany = () => Promise.reject(new Error("killed"));
    await expect(loadDemoData({ ...database, activities }, NOW)).rejects.toThrow("killed");
    expect(await isEmpty(database)).toBe(true);
    expect(await database.users.countDocuments({})).toBe(0);
    expect(await database.contacts.countDocuments({})).toBe(0);
  }));

test("made-up contacts are added once, spread over the members, and the same each time", () =>
  withDatabase(async ({ database }) => {
    const context = { organizationId: "org_1", memberIds: ["u1", "u2"], today: "2026-05-05", now: new Date(0) };
    expect(await addMadeUpContacts(database, context, { count: 1_200 })).toMatchObject({
      added: 1_200,
      alreadyThere: 0,
    });
    await database.contacts.updateOne({ id: "made-up-000007" }, { $set: { name: "Kept" } });
    const more = await addMadeUpContacts(database, context, { count: 1_500 });
    expect(more).toMatchObject({ added: 300, alreadyThere: 1_200 });
    expect(await database.contacts.countDocuments({ organizationId: "org_1", assigneeIds: "u1" })).toBe(750);
    expect((await database.contacts.findOne({ id: "made-up-000007" }))?.name).toBe("Kept");
    expect(await database.contacts.findOne({ id: "made-up-001500" }, { projection: { _id: 0 } })).toEqual(
      madeUpContact(1_500, context),
    );
    const elsewhere = await addMadeUpContacts(database, { ...context, organizationId: "org_2" }, { count: 10 });
    expect(elsewhere).toMatchObject({ added: 10, alreadyThere: 0 });
  }));

test("made-up contacts have dates before, on and after today", () => {
  const context = { organizationId: "o", memberIds: [], today: "2026-05-05", now: new Date(0) };
  const made = Array.from({ length: 1_000 }, (_, place) => madeUpContact(place + 1, context));
  const share = (matches: (date: string | null) => boolean) =>
    made.filter(({ nextFollowUpDate }) => matches(nextFollowUpDate)).length;
  expect(share((date) => date === null)).toBeGreaterThan(200);
  expect(share((date) => date !== null && date < context.today)).toBeGreaterThan(180);
  expect(share((date) => date === context.today)).toBeGreaterThan(20);
  expect(share((date) => date !== null && date > context.today)).toBeGreaterThan(300);
  expect(new Set(made.map(({ name }) => name)).size).toBeGreaterThan(700);
});
