import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { changeFollowUps, setFollowUpDates } from "../../db/change-follow-ups.ts";
import type { Database } from "../../db/collections.ts";
import { changeDetails } from "../../db/contact-details.ts";
import { setLeadQuality } from "../../db/lead-quality.ts";
import { undoOperation } from "../../db/undo-operation.ts";
import { logNote } from "../support/log-note.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const CONTACTS = ["one", "two"];
const WRITERS = 8;
const CHANGES = 8;

let opened: TestDatabase;
let database: Database;
let world: TwoOrganizations;

beforeAll(async () => {
  opened = await borrowDatabase();
  ({ database } = opened);
  world = await plantTwoOrganizations(database);
  const shared = { organizationId: world.first, assigneeIds: [world.ann, world.bob], nextFollowUpDate: world.today };
  const updatedAt = new Date(0);
  await database.contacts.insertMany(CONTACTS.map((id) => contact({ ...shared, id, updatedAt })));
});
afterAll(() => opened.close());

/** What one of many writers does in turn; its requests began before those that others have finished. */
async function write(writer: number): Promise<void> {
  const userId = writer % 2 ? world.ann : world.bob;
  const scope = { organizationId: world.first, userId, role: "member" as const };
  const { today } = world;
  for (let turn = 0; turn < CHANGES; turn++) {
    const now = new Date(Date.now() - ((writer * 7 + turn * 3) % 11) * 1_000);
    const ids = turn % 3 === 0 ? CONTACTS : [CONTACTS[(writer + turn) % 2]!];
    const [id] = ids as [string];
    const date = addDays(today, 1 + ((writer * 5 + turn) % 20));
    switch ((writer + turn) % 6) {
      case 0:
        await changeFollowUps(database, scope, { ids, action: "done", today, now });
        break;
      case 1:
        await changeFollowUps(database, scope, { ids, action: "snooze", until: date, today, now });
        break;
      case 2: {
        const set = await setFollowUpDates(database, scope, { ids, date, now });
        if (set.outcome === "changed") await undoOperation(database, scope, { operationId: set.operationId, now });
        break;
      }
      case 3:
        await setFollowUpDates(database, scope, { ids, date, now });
        break;
      case 4:
        await setLeadQuality(database, scope, { id, leadQuality: turn % 2 ? "HOT" : "COLD", now });
        await logNote(database, scope, { id, kind: "call", text: `${writer} ${turn}`, now });
        break;
      default:
        await changeDetails(database, scope, { id, seen: null, typed: { company: `${writer} ${turn}` }, now });
    }
  }
}

test(
  "many people at few contacts: each entry follows from the one before it, and is later",
  { timeout: 120_000 },
  async () => {
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    for (const id of CONTACTS) {
      const stored = (await database.contacts.findOne({ organizationId: world.first, id }))!;
      const entries = await database.activities
        .find({ organizationId: world.first, contactId: id })
        .sort({ at: 1 })
        .toArray();
      expect(entries.length).toBeGreaterThan(WRITERS);
      const times = entries.map(({ at }) => at.getTime());
      expect(new Set(times).size).toBe(times.length);
      expect(times.at(-1)).toBe(stored.updatedAt.getTime());
      let date: string | null = world.today;
      let values: Record<string, string | null> = { company: null, leadQuality: null };
      for (const { action, dateBefore, dateAfter, changes = [] } of entries) {
        if (["done", "snooze", "set", "clear", "undo"].includes(action)) {
          expect(dateBefore).toBe(date);
          date = dateAfter;
        }
        for (const { field, before, after } of changes) {
          expect(before).toBe(values[field]);
          values = { ...values, [field]: after };
        }
      }
      expect({ date, ...values }).toEqual({
        ...{ date: stored.nextFollowUpDate, company: stored.company, leadQuality: stored.leadQuality },
      });
    }
  },
);
