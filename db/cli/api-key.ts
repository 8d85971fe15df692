import { Command } from "commander";
import { Temporal } from "temporal-polyfill";
import { addApiKey } from "../accounts.ts";
import { readName, readSlug } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { remark, say } from "./messages.ts";
import { withOrganization } from "./open.ts";
import type { Finish } from "./program.ts";

/** `api-key add`. */
export function apiKeyCommand(finish: Finish): Command {
  const command = new Command("api-key").description("keys with which another server speaks for an organization");
  command
    .command("add")
    .description("makes a key and prints it, once: only its hash is kept")
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .requiredOption("--name <name>", "what the key is for", readName)
    .addHelpText(
      "after",
      '\nExample:\n  npm run -s db -- api-key add --organization northwind --name "Intranet" > key.txt',
    )
    .action(async ({ organization: slug, name }: { organization: string; name: string }) => {
      finish(
        await withOrganization(slug, async (database, { _id: organizationId }) => {
          const now = new Date(Temporal.Now.instant().epochMilliseconds);
          say(await addApiKey(database, { organizationId, name, now }));
          remark(`Keep this key for ${slug} now: it can't be shown again.`);
          return EXIT.done;
        }),
      );
    });
  return command;
}
