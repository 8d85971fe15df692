import fc from "fast-check";
import { expect, test } from "vitest";
import { embeddedOnly } from "../embedded/backends.ts";
import { checkAgainstReference, trial } from "../embedded/reference-property.ts";

embeddedOnly("the whole vocabulary", (backend) => {
  test("answers are those of a slow, plain reference, 3,000 times", async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(trial, async (one) => {
        const collection = backend.fresh();
        await checkAgainstReference(collection, one);
        await collection.drop();
        runs += 1;
      }),
      { numRuns: 3000 },
    );
    expect(runs).toBe(3000);
  });
});
