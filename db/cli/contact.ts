import { Command } from "commander";
import { erasureText } from "../../app/domain/erasure-text.ts";
import { quoted } from "../../app/domain/import-row.ts";
import { commandLine } from "../audit.ts";
import { countErasure, eraseContact } from "../erase/erase-contact.ts";
import { readSlug } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { refuse, say } from "./messages.ts";
import { withOrganization } from "./open.ts";
import type { Finish } from "./program.ts";

interface RemoveOptions {
  organization: string;
  dryRun?: true;
}

const DETAILS = `
The contact goes from every list at once, and so do its timeline, what operations say of it, and the files of imports
that the server keeps for an hour. It can't be undone.

Examples:
  npm run db -- contact remove person_123 --organization northwind --dry-run
  npm run db -- contact remove person_123 --organization northwind`;

/** `contact remove`. */
export function contactCommand(finish: Finish): Command {
  const command = new Command("contact").description("contacts of an organization");
  command
    .command("remove")
    .description("erases a contact, with all that is known of it")
    .argument("<id>", "the contact's id")
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .option("--dry-run", "only tells how much that is")
    .addHelpText("after", DETAILS)
    .action(async (id: string, options: RemoveOptions) => finish(await remove(id, options)));
  return command;
}

function remove(id: string, { organization: slug, dryRun }: RemoveOptions) {
  return withOrganization(slug, async (database, { _id: organizationId }) => {
    const key = { organizationId, id };
    const now = new Date();
    const erasure = dryRun ? await countErasure(database, key) : await eraseContact(database, key, commandLine(now));
    if (!erasure) return refuse(`${slug} has no contact ${quoted(id)}`);
    say(dryRun ? `Dry run, nothing was erased: ${erasureText(erasure)}.` : `Erased ${erasureText(erasure)}.`);
    return EXIT.done;
  });
}
