import fc from "fast-check";
import { expect, test } from "vitest";
import { lossyTrials, openLossyTrials } from "../support/lossy-property.ts";

test("answers lost, late and repeated, 1,000 times: the screen, the database and the timelines agree", async () => {
  const trials = await openLossyTrials();
  let runs = 0;
  const property = fc.asyncProperty(lossyTrials, async (trial) => {
    await trials.check(trial);
    runs += 1;
  });
  await fc.assert(property, { numRuns: 1_000 });
  expect(runs).toBe(1_000);
});
