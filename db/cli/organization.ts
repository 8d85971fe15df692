import { Command } from "commander";
import { addOrganization } from "../accounts.ts";
import { countOrganization, eraseOrganization, type OrganizationContents } from "../erase/erase-organization.ts";
import { readName, readSlug, readTimeZone } from "./arguments.ts";
import { isConfirmed } from "./confirm.ts";
import { EXIT } from "./exit-codes.ts";
import { refuse, say } from "./messages.ts";
import { withDatabase, withOrganization } from "./open.ts";
import type { Finish } from "./program.ts";

interface RemoveOptions {
  slug: string;
  dryRun?: true;
  yes?: true;
}

const REMOVE_DETAILS = `
Everything of it goes: contacts, activities, keys, links, calendar addresses, its audit log, and the accounts of who
belongs to no other organization. It asks for the slug again on stdin, unless --yes is there. Begun again after it was
interrupted, it goes on.

Examples:
  npm run db -- organization remove --slug northwind --dry-run
  npm run db -- organization remove --slug northwind`;

/** `organization add`, `list` and `remove`. */
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
      const now = new Date();
      finish(
        await withDatabase(async (database) => {
          const added = await addOrganization(database, { ...options, now });
          if (added === "taken") return refuse(`there is an organization ${options.slug} already`);
          say(`Added organization ${added.slug}, whose days begin in ${added.timeZone}.`);
          return EXIT.done;
        }),
      );
    });
  command
    .command("list")
    .description("lists the organizations: slug, name, members and contacts, separated by tabs")
    .action(async () => finish(await listOrganizations()));
  command
    .command("remove")
    .description("erases an organization with all that belongs to it")
    .requiredOption("--slug <slug>", "its short name", readSlug)
    .option("--dry-run", "only tells how much would go")
    .option("--yes", "doesn't ask")
    .addHelpText("after", REMOVE_DETAILS)
    .action(async (options: RemoveOptions) => finish(await removeOrganization(options)));
  return command;
}

function listOrganizations() {
  return withDatabase(async (database) => {
    for await (const { _id, slug, name } of database.organizations.find().sort({ slug: 1 })) {
      const members = await database.users.countDocuments({ "memberships.organizationId": _id });
      const contacts = await database.contacts.countDocuments({ organizationId: _id });
      say([slug, name, members, contacts].join("\t"));
    }
    return EXIT.done;
  });
}

function removeOrganization({ slug, dryRun, yes }: RemoveOptions) {
  return withOrganization(slug, async (database, organization) => {
    const contents = await countOrganization(database, organization._id);
    if (dryRun) {
      say(`Removing ${slug} would erase ${contentsText(contents)}.`);
      return EXIT.done;
    }
    if (!yes && !(await isConfirmed(slug))) return refuse("not confirmed; nothing was removed");
    await eraseOrganization(database, organization._id);
    say(`Removed ${slug}, with ${contentsText(contents)}.`);
    return EXIT.done;
  });
}

function contentsText(contents: OrganizationContents): string {
  const { contacts, activities, members, accounts, apiKeys, invitations, calendarFeeds, operations, auditEvents } =
    contents;
  return [
    `${contacts} contacts`,
    `${activities} activities`,
    `${members} memberships (${accounts} whole accounts)`,
    `${apiKeys} API keys`,
    `${invitations} invitations`,
    `${calendarFeeds} calendar addresses`,
    `${operations} operations`,
    `${auditEvents} entries of the audit log`,
  ].join(", ");
}
