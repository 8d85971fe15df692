import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDays, madeDays } from "../support/days-property.ts";
import { borrowDatabase } from "../support/shared-server.ts";

const DAYS = 500;

test("in 500 random days no contact is lost, each date is told by the timeline, and counts equal lists", async () => {
  const { database } = await borrowDatabase();
  let changes = 0;
  const property = fc.asyncProperty(madeDays(DAYS), async (days) => {
    changes += await checkDays(database, days);
  });
  await fc.assert(property, { numRuns: 1, endOnFailure: true });
  expect(changes).toBeGreaterThan(DAYS / 2);
});
