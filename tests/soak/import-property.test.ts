import fc from "fast-check";
import { expect, test } from "vitest";
import { openFileImports } from "../support/file-import.ts";
import { checkFile, madeFiles } from "../support/import-property.ts";

test("of 1,500 made files every cell is exported or told, and nothing is cleared or done twice", async () => {
  const imports = await openFileImports();
  let runs = 0;
  try {
    const property = fc.asyncProperty(madeFiles, async (file) => {
      await checkFile(imports, file);
      runs += 1;
    });
    await fc.assert(property, { numRuns: 1_500 });
  } finally {
    await imports.close();
  }
  expect(runs).toBe(1_500);
});
