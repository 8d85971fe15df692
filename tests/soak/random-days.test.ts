import fc from "fast-check";
import { expect, test } from "vitest";
import { madeDays } from "../support/days-acts.ts";
import { checkDays } from "../support/days-property.ts";
import { borrowDatabase } from "../support/shared-server.ts";

const DAYS = 500;

test("in 500 random days no contact is lost, each date is told by the timeline, and counts equal lists", async () => {
  const { database } = await borrowDatabase();
  const property = fc.asyncProperty(madeDays(DAYS, { maxLength: 5 }), async (days) => {
    const tally = await checkDays(database, days);
    const changes = Object.values(tally).reduce((sum, count) => sum + count, 0);
    expect(changes).toBeGreaterThan(DAYS / 2);
  });
  await fc.assert(property, { numRuns: 1, endOnFailure: true });
});
