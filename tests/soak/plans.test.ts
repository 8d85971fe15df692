import fc from "fast-check";
import { expect, test } from "vitest";
import { embeddedOnly } from "../embedded/backends.ts";
import { checkPlans, trial } from "../embedded/plans-property.ts";

embeddedOnly("plans", (backend) => {
  test("with any indexes, a query finds what reading everything finds, 3,000 times", async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(trial, async (one) => {
        const collection = backend.fresh();
        await checkPlans(collection, one);
        await collection.drop();
        runs += 1;
      }),
      { numRuns: 3000 },
    );
    expect(runs).toBe(3000);
  });
});
