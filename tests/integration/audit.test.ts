import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine, recordAudit } from "../../db/audit.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

let opened: TestDatabase;

beforeAll(async () => {
  opened = await borrowDatabase();
});
afterAll(() => opened.close());

const NOW = new Date("2026-03-01T10:00:00Z");

test("an event is kept for a year, once for each organization that it concerns, and names its people", async () => {
  const { database } = opened;
  const source = {
    by: { type: "user" as const, id: "user_1", name: "ann@example.com" },
    address: "192.0.2.1",
    browser: "B".repeat(1_000),
    now: NOW,
  };
  const about = { type: "user" as const, id: "user_2", name: "bob@example.com" };
  await recordAudit(database, source, {
    organizationId: ["org_1", "org_2"],
    kind: "roleChanged",
    about,
    detail: "member to admin",
  });
  const events = await database.auditEvents.find({ people: "bob@example.com" }).sort({ organizationId: 1 }).toArray();
  expect(events.map(({ organizationId }) => organizationId)).toEqual(["org_1", "org_2"]);
  const [event] = events;
  expect(event).toMatchObject({ kind: "roleChanged", by: source.by, about, detail: "member to admin" });
  expect(event!.people).toEqual(["ann@example.com", "bob@example.com"]);
  expect(event!.browser.length).toBeLessThanOrEqual(300);
  expect(event!.expiresAt).toEqual(new Date("2027-03-01T10:00:00Z"));
  const indexes = await database.auditEvents.indexes();
  expect(indexes.find(({ key }) => "expiresAt" in key)?.expireAfterSeconds).toBe(0);
});

test("what is rolled back leaves no event", async () => {
  const { database } = opened;
  const failing = database.client.withSession((session) =>
    session.withTransaction(async () => {
      await recordAudit(database, commandLine(NOW), { organizationId: "org_3", kind: "exported" }, session);
      throw new Error("rolled back");
    }),
  );
  await expect(failing).rejects.toThrow("rolled back");
  expect(await database.auditEvents.countDocuments({ organizationId: "org_3" })).toBe(0);
});
