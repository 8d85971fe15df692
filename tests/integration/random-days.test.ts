import fc from "fast-check";
import { expect, test } from "vitest";
import { madeDays } from "../support/days-acts.ts";
import { checkDays } from "../support/days-property.ts";
import { borrowDatabase } from "../support/shared-server.ts";

const DAYS = 10;
/** Days on which everything is done at least once, and somebody stands in. */
const SEED = 11;

// The same days each time; others, and many more of them, are tried in the soak.
test("in random days no contact is lost, each date is told by the timeline, and counts equal lists", async () => {
  const { database } = await borrowDatabase();
  const [days = []] = fc.sample(madeDays(DAYS, { minLength: 7, maxLength: 9 }), { numRuns: 1, seed: SEED });
  const tally = await checkDays(database, days);
  const acts = ["away", "back", "done", "log", "reassign", "set", "snooze", "spread", "stoodIn", "undo"];
  expect(Object.keys(tally)).toEqual(expect.arrayContaining(acts));
});
