import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { openFileImports, type FileImports } from "../support/file-import.ts";
import { checkFile, madeFiles, PLAIN_FILE, type MadeFile } from "../support/import-property.ts";

let imports: FileImports;

beforeAll(async () => {
  imports = await openFileImports();
});
afterAll(() => imports.close());

const EXAMPLES: { what: string; file: Partial<MadeFile> & Pick<MadeFile, "columns" | "rows"> }[] = [
  {
    what: "all cells in quotes below a line with commas",
    file: {
      ...{ columns: ["Last Name", "First Name"], rows: [["Lee", "Ann"]] },
      ...{ above: ["Report of May, 2026, all"], delimiter: ";", quotesAll: true },
    },
  },
  {
    what: "a last name that is empty the second time",
    file: {
      columns: ["ID", "First Name", "Last Name"],
      rows: [["r-0", "Ann", "Lee"]],
      groups: ["id", "first", "last"],
      emptied: 4,
    },
  },
];

test.each(EXAMPLES)("$what", ({ file }) => checkFile(imports, { ...PLAIN_FILE, groups: file.columns, ...file }));

// The same files each time; other ones are tried in the soak.
test("of made files every cell is exported or told, the export again changes nothing, an empty cell clears nothing", async () => {
  await fc.assert(
    fc.asyncProperty(madeFiles, (file) => checkFile(imports, file)),
    { numRuns: 12, seed: 7, endOnFailure: true },
  );
}, 120_000);
