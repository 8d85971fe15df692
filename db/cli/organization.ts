import { Command } from "commander";
import { Temporal } from "temporal-polyfill";
import { addOrganization } from "../accounts.ts";
import { readName, readSlug, readTimeZone } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { refuse, say } from "./messages.ts";
import { withDatabase } from "./open.ts";
import type { Finish } from "./program.ts";

/** `organization add`. */
export function organizationCommand(finish: Finish): Command {
  const command = new Command("organization").description("organizations: nothing ever crosses from one to another");
  command
    .command("add")
    .description("adds an organization")
    .requiredOption("--slug <slug>", "its short name: lowercase letters, digits and hyphens", readSlug)
    .requiredOption("--name <name>", "its name for people", readName)
    .option("--time-zone <zone>", "where its days begin, such as Europe/Berlin", readTimeZone, "UTC")
    .addHelpText(
      "after",
      "\nExample:\n  npm run db -- organization add --slug northwind --name Northwind --time-zone Europe/Berlin",
    )
    .action(async (options: { slug: string; name: string; timeZone: string }) => {
      const now = new Date(Temporal.Now.instant().epochMilliseconds);
      finish(
        await withDatabase(async (database) => {
          const added = await addOrganization(database, { ...options, now });
          if (added === "taken") return refuse(`there is an organization ${options.slug} already`);
          say(`Added organization ${added.slug}, whose days begin in ${added.timeZone}.`);
          return EXIT.done;
        }),
      );
    });
  return command;
}
