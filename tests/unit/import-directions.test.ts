import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ESLint } from "eslint";
import ts from "typescript";
import { expect, test } from "vitest";

const eslint = new ESLint({ overrideConfigFile: ".eslint.config.js" });

async function directionErrors(filePath: string, imported: string): Promise<number> {
  const [result] = await eslint.lintText(`import "${imported}";\n`, { filePath });
  return result!.messages.filter(({ ruleId }) => ruleId === "import/no-restricted-paths").length;
}

test.each([
  ["app/domain/follow-up.ts", "../../db/due.ts"],
  ["app/domain/follow-up.ts", "../auth/redirect-to.ts"],
  ["app/domain/follow-up.ts", "../../widgets/row-attributes.ts"],
  ["app/domain/follow-up.ts", "../../tests/support/server.ts"],
  ["db/due.ts", "../app/auth/redirect-to.ts"],
  ["db/due.ts", "../widgets/row-attributes.ts"],
  ["db/due.ts", "./embedded/index.ts"],
  ["db/due.ts", "../tests/support/database.ts"],
  ["db/seed/demo.ts", "../embedded/index.ts"],
  ["db/seed/demo.ts", "../../tests/support/database.ts"],
  ["db/embedded/index.ts", "../connection.ts"],
  ["db/embedded/index.ts", "../../app/domain/calendar.ts"],
  ["widgets/follow-up-row.ts", "../db/due.ts"],
  ["widgets/follow-up-row.ts", "../app/auth/redirect-to.ts"],
  ["widgets/follow-up-row.ts", "../tests/support/server.ts"],
  ["app/root.tsx", "../db/due.ts"],
  ["app/root.tsx", "../tests/support/server.ts"],
  ["app/routes/contacts.tsx", "../../db/due.ts"],
  ["app/routes/contacts.tsx", "../../tests/support/server.ts"],
  ["app/server/app.ts", "../../db/due.ts"],
])("%s may not import %s", async (filePath, imported) => {
  expect(await directionErrors(filePath, imported)).toBeGreaterThan(0);
});

test.each([
  ["app/domain/follow-up.ts", "./calendar.ts"],
  ["db/due.ts", "../app/domain/calendar.ts"],
  ["db/connection.ts", "./embedded/index.ts"],
  ["db/seed/demo.ts", "../accounts.ts"],
  ["app/database.server.ts", "../db/due.ts"],
  ["app/routes/contacts.tsx", "../database.server.ts"],
  ["app/components/element.tsx", "../../widgets/follow-up-row.ts"],
  ["widgets/follow-up-row.ts", "../app/domain/follow-up.ts"],
  ["tests/unit/input.test.ts", "../support/server.ts"],
])("%s may import %s", async (filePath, imported) => {
  expect(await directionErrors(filePath, imported)).toBe(0);
});

test.each(["app", "widgets"])("Two files in %s may not import each other", async (folder) => {
  const place = await mkdtemp(join(folder, "circle-"));
  try {
    await writeFile(join(place, "one.ts"), 'import { two } from "./two.ts";\nexport const one = () => two;\n');
    await writeFile(join(place, "two.ts"), 'import { one } from "./one.ts";\nexport const two = () => one;\n');
    const results = await eslint.lintFiles(place);
    expect(results.map(({ messages }) => messages.map(({ ruleId }) => ruleId))).toEqual([
      ["import/no-cycle"],
      ["import/no-cycle"],
    ]);
  } finally {
    await rm(place, { recursive: true });
  }
});

test("No file imports itself through others, not even for a type, which the linter lets pass", async () => {
  const files = new Set((await Promise.all(["app", "widgets"].map(sourcesIn))).flat());
  const imports = new Map([...files].map((file) => [file, importsOf(file)]));
  // A file that imports none of those left, or that none of them imports, stands in no circle.
  for (let before = Infinity; imports.size < before;) {
    before = imports.size;
    const imported = new Set([...imports.values()].flat());
    for (const [file, paths] of imports) {
      if (!imported.has(file) || !paths.some((path) => imports.has(path))) imports.delete(file);
    }
  }
  expect([...imports.keys()]).toEqual([]);
});

async function sourcesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
}

function importsOf(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(file, "utf8"))
    .importedFiles.map(({ fileName }) => join(dirname(file), fileName));
}
