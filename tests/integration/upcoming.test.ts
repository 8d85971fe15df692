import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { STATUSES } from "../../app/domain/contact.ts";
import type { UpcomingPlace } from "../../app/domain/upcoming.ts";
import type { ContactDocument, Database } from "../../db/collections.ts";
import { listUpcoming, upcomingMatches } from "../../db/upcoming.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { contact } from "../support/two-organizations.ts";

const LIMIT = 50;
const TODAY = "2026-11-24";
const scope = { organizationId: "org", userId: "member" };

let opened: TestDatabase;
let database: Database;
let all: ContactDocument[];

beforeAll(async () => {
  opened = await borrowDatabase();
  ({ database } = opened);
  all = Array.from({ length: 1_500 }, (_, n) =>
    contact({
      organizationId: n % 50 ? "org" : "other",
      id: `c${n}`,
      name: `Name ${n % 7}`,
      status: STATUSES[n % 3]!,
      assigneeIds: n % 5 ? ["member"] : ["other"],
      nextFollowUpDate: n % 4 ? addDays(TODAY, (n % 40) - 10) : null,
    }),
  );
  await database.contacts.insertMany(all.map((each) => ({ ...each })));
});
afterAll(() => opened.close());

function examined(plan: unknown): { docs: number; keys: number } {
  const text = JSON.stringify(plan);
  const number = (name: string) => Number(new RegExp(`"${name}":(\\d+)`).exec(text)?.[1] ?? NaN);
  return { docs: number("totalDocsExamined"), keys: number("totalKeysExamined") };
}

test("by day, page by page, and each examines about what it shows", async () => {
  const ids: string[] = [];
  let after: UpcomingPlace | null = null;
  do {
    for (const match of upcomingMatches(scope, TODAY, after)) {
      const query = database.contacts
        .find(match)
        .sort({ nextFollowUpDate: 1, name: 1, id: 1 })
        .limit(LIMIT + 1);
      const { docs, keys } = examined(await query.explain("executionStats"));
      expect(docs).toBeLessThanOrEqual(LIMIT + 1);
      // A third of these contacts are archived: the index passes over them.
      expect(keys).toBeLessThanOrEqual(3 * (LIMIT + 1));
    }
    const page = await listUpcoming(database, scope, { today: TODAY, after, limit: LIMIT });
    ids.push(...page.contacts.map(({ id }) => id));
    after = page.next;
  } while (after);
  const key = ({ nextFollowUpDate, name, id }: ContactDocument) => `${nextFollowUpDate} ${name} ${id}`;
  const expected = all
    .filter(({ organizationId, assigneeIds }) => organizationId === "org" && assigneeIds.includes("member"))
    .filter(({ status, nextFollowUpDate }) => status !== "ARCHIVED" && (nextFollowUpDate ?? "") > TODAY)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  expect(expected.length).toBeGreaterThan(200);
  expect(ids).toEqual(expected.map(({ id }) => id));
});
