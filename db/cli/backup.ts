import { Command } from "commander";
import { commandLine, recordAudit } from "../audit.ts";
import { backUp } from "../backup/backup.ts";
import { restore } from "../backup/restore.ts";
import { EXIT } from "./exit-codes.ts";
import { refuse, say } from "./messages.ts";
import { withDatabase } from "./open.ts";
import type { Finish } from "./program.ts";

const WHAT = `
It holds all organizations with their users, keys, settings, contacts, timelines and audit logs, as they were at one
moment; whoever is signed in has to sign in again. Whoever has the file has all of that: keep it as you keep the database.`;

/** `backup`. */
export function backupCommand(finish: Finish): Command {
  return new Command("backup")
    .description("writes everything to a new file (gzipped lines of Extended JSON), while the server runs")
    .argument("<file>", "where to write it")
    .addHelpText("after", `${WHAT}\n\nExample:\n  npm run db -- backup hub-$(date +%F).gz`)
    .action(async (file: string) => {
      const now = new Date();
      finish(
        await withDatabase(async (database) => {
          const counts = await backUp(database, file, now);
          if (counts === "taken") return refuse(`there is a file ${file} already; name another one`);
          const organizations = await database.organizations.find({}, { projection: { _id: 1 } }).toArray();
          await recordAudit(database, commandLine(now), {
            organizationId: organizations.map(({ _id }) => _id),
            kind: "exported",
            detail: "everything, as a backup",
          });
          say(`Backed up ${toldCounts(counts)}.`);
          return EXIT.done;
        }),
      );
    });
}

/** `restore`. */
export function restoreCommand(finish: Finish): Command {
  return new Command("restore")
    .description("puts a backup into an empty database; the whole file is checked first")
    .argument("<file>", "a file that backup has written")
    .addHelpText("after", "\nExample:\n  DATA_DIR=.data-2 npm run db -- restore hub-2026-01-31.gz")
    .action(async (file: string) => {
      finish(
        await withDatabase(async (database) => {
          const restored = await restore(database, file);
          if (restored.outcome === "unusable") {
            return refuse(`${file} can't be restored: ${restored.problem}; nothing was changed`);
          }
          if (restored.outcome === "notEmpty") {
            return refuse(
              `the database has ${restored.collection} already; restore into an empty one (another DATA_DIR or MONGODB_URI)`,
            );
          }
          say(`Restored ${toldCounts(restored.counts)}.`);
          return EXIT.done;
        }),
      );
    });
}

function toldCounts(counts: Record<string, number>): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${total} documents: ${["organizations", "users", "contacts", "activities"].map((name) => `${counts[name] ?? 0} ${name}`).join(", ")} and the rest`;
}
