import { expect, onTestFinished, test } from "vitest";
import { readDue } from "../../db/due.ts";
import { openDatabase } from "../../db/connection.ts";
import { listComing } from "../../db/calendar-feeds.ts";
import { exportAuditLog } from "../../db/export/export-audit-log.ts";
import { exportOrganization } from "../../db/export/export-organization.ts";
import { addTestOrganization } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

const today = "2026-05-05";

test("only exports and calendars are read where the answer may be late", async () => {
  const { directory } = await borrowDatabase();
  const asked: string[] = [];
  const { database, close } = await openDatabase(
    { uri: undefined, directory, readPreference: "secondaryPreferred" },
    undefined,
    (client) =>
      client.on("commandStarted", ({ commandName, command }) => {
        const preference = command.$readPreference as { mode: string } | undefined;
        if (preference?.mode === "secondaryPreferred") asked.push(`${commandName} ${command[commandName]}`);
      }),
  );
  onTestFinished(close);
  const organization = await addTestOrganization(database, "first");
  const scope = { organizationId: organization._id, userId: "user_1" };
  await readDue(database, scope, { today, limit: 10, order: "oldest", filter: "all" });
  expect(asked).toEqual([]);
  await listComing(database, scope, { today, limit: 10 });
  const all = { format: "ndjson", tables: ["contacts", "activities"] } as const;
  for await (const text of exportOrganization(database, organization, all)) expect(text).toBeTruthy();
  const anything = { kind: null, person: null, since: null, until: null };
  for await (const text of exportAuditLog(database, organization._id, anything)) expect(text).toBeTruthy();
  expect(asked).toEqual(["find contacts", "find contacts", "find activities", "find auditEvents"]);
});
