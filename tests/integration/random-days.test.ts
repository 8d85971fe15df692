import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDays, madeDays } from "../support/days-property.ts";
import { borrowDatabase } from "../support/shared-server.ts";

// The same days each time; others, and many more of them, are tried in the soak.
test("in random days no contact is lost, each date is told by the timeline, and counts equal lists", async () => {
  const { database } = await borrowDatabase();
  let changes = 0;
  const property = fc.asyncProperty(madeDays(15), async (days) => {
    changes += await checkDays(database, days);
  });
  await fc.assert(property, { numRuns: 3, seed: 7, endOnFailure: true });
  expect(changes).toBeGreaterThan(30);
});
