import fc from "fast-check";
import { test } from "vitest";
import { embeddedOnly } from "./backends.ts";
import { checkAgainstReference, trial } from "./reference-property.ts";

embeddedOnly("the whole vocabulary", (backend) => {
  test("with any indexes and after any updates, answers are those of a slow, plain reference", async () => {
    await fc.assert(
      fc.asyncProperty(trial, async (one) => {
        const collection = backend.fresh();
        await checkAgainstReference(collection, one);
        await collection.drop();
      }),
      { numRuns: 40 },
    );
  });
});
