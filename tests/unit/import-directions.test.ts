import { ESLint } from "eslint";
import { expect, test } from "vitest";

const eslint = new ESLint({ overrideConfigFile: ".eslint.config.js" });

async function directionErrors(filePath: string, imported: string): Promise<number> {
  const [result] = await eslint.lintText(`import "${imported}";\n`, { filePath });
  return result!.messages.filter(({ ruleId }) => ruleId === "import/no-restricted-paths").length;
}

test.each([
  ["app/domain/due.ts", "../../db/due.ts"],
  ["app/domain/due.ts", "../auth/redirect-to.ts"],
  ["app/domain/due.ts", "../../widgets/row-attributes.ts"],
  ["db/due.ts", "../app/auth/redirect-to.ts"],
  ["db/due.ts", "../widgets/row-attributes.ts"],
  ["db/due.ts", "./embedded/index.ts"],
  ["db/seed/demo.ts", "../embedded/index.ts"],
  ["db/embedded/index.ts", "../connection.ts"],
  ["db/embedded/index.ts", "../../app/domain/calendar.ts"],
  ["widgets/follow-up-row.ts", "../db/due.ts"],
  ["widgets/follow-up-row.ts", "../app/auth/redirect-to.ts"],
  ["app/root.tsx", "../db/due.ts"],
  ["app/routes/contacts.tsx", "../../db/due.ts"],
  ["app/server/app.ts", "../../db/due.ts"],
])("%s may not import %s", async (filePath, imported) => {
  expect(await directionErrors(filePath, imported)).toBeGreaterThan(0);
});

test.each([
  ["app/domain/due.ts", "./calendar.ts"],
  ["db/due.ts", "../app/domain/calendar.ts"],
  ["db/connection.ts", "./embedded/index.ts"],
  ["db/seed/demo.ts", "../accounts.ts"],
  ["app/database.server.ts", "../db/due.ts"],
  ["app/routes/contacts.tsx", "../database.server.ts"],
  ["app/components/element.tsx", "../../widgets/follow-up-row.ts"],
  ["widgets/follow-up-row.ts", "../app/domain/follow-up.ts"],
])("%s may import %s", async (filePath, imported) => {
  expect(await directionErrors(filePath, imported)).toBe(0);
});
