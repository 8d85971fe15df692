import fc from "fast-check";
import { beforeAll, test } from "vitest";
import { lossyTrials, openLossyTrials } from "../support/lossy-property.ts";

let trials: Awaited<ReturnType<typeof openLossyTrials>>;

beforeAll(async () => {
  trials = await openLossyTrials();
});

// The same trials each time; other ones are made in the soak.
test("answers lost, late and repeated: the screen, the database and the timelines agree at the end", async () => {
  await fc.assert(
    fc.asyncProperty(lossyTrials, (trial) => trials.check(trial)),
    { numRuns: 15, seed: 5, endOnFailure: true },
  );
}, 120_000);
