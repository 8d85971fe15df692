import { Command, Option } from "commander";
import { Temporal } from "temporal-polyfill";
import { API_KEY_SCOPES, type ApiKeyScope } from "../../app/domain/api-key-scope.ts";
import { nextMidnight, todayIn, type CalendarDate } from "../../app/domain/calendar.ts";
import { quoted } from "../../app/domain/import-row.ts";
import { addApiKey, hasRoomForKey, listApiKeys, MOST_API_KEYS, revokeApiKey } from "../api-keys.ts";
import { commandLine } from "../audit.ts";
import type { ApiKeyDocument } from "../collections.ts";
import { readDate, readName, readSlug } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { refuse, remark, say } from "./messages.ts";
import { withOrganization } from "./open.ts";
import type { Finish } from "./program.ts";

interface AddOptions {
  organization: string;
  name: string;
  scope?: ApiKeyScope[];
  expires?: CalendarDate;
}

const ADD_DETAILS = `
Without --scope the key is for all of them: contacts (to list, add and change contacts), panel-tokens (to get tokens for
the panel on another site). Without --expires it never ends; with it, it ends with that day where the organization is.

Examples:
  npm run -s db -- api-key add --organization northwind --name "Intranet" > key.txt
  npm run -s db -- api-key add --organization northwind --name "CRM" --scope contacts --expires 2030-12-31 > key.txt`;

/** `api-key add`, `api-key list` and `api-key revoke`. */
export function apiKeyCommand(finish: Finish): Command {
  const command = new Command("api-key").description("keys with which another server speaks for an organization");
  command
    .command("add")
    .description("makes a key and prints it, once: only its hash is kept")
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .requiredOption("--name <name>", "what the key is for", readName)
    .addOption(new Option("--scope <scopes...>", "what it opens").choices(API_KEY_SCOPES))
    .option("--expires <date>", "the last day on which it opens anything", readDate)
    .addHelpText("after", ADD_DETAILS)
    .action(async (options: AddOptions) => finish(await addFrom(options)));
  command
    .command("list")
    .description("prints the keys, the newest first: id, beginning, name, scopes, made, last used, end")
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .addHelpText("after", "\nExample:\n  npm run -s db -- api-key list --organization northwind")
    .action(async ({ organization }: { organization: string }) => finish(await listOf(organization)));
  command
    .command("revoke")
    .description("ends a key at once, and the tokens that were made with it")
    .argument("<id>", "the key's id, as list prints it")
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .addHelpText("after", "\nExample:\n  npm run db -- api-key revoke key_4fJ2… --organization northwind")
    .action(async (id: string, options: { organization: string }) => finish(await revoke(id, options.organization)));
  return command;
}

function addFrom({ organization: slug, name, scope: scopes, expires }: AddOptions) {
  return withOrganization(slug, async (database, { _id: organizationId, timeZone }) => {
    const now = new Date();
    if (expires && expires < todayIn(Temporal.Instant.fromEpochMilliseconds(now.getTime()), timeZone)) {
      return refuse(`${expires} is past`, EXIT.usage);
    }
    if (!(await hasRoomForKey(database, organizationId))) {
      return refuse(`${slug} has ${MOST_API_KEYS} keys already; revoke one that nobody needs`);
    }
    const expiresAt = expires ? new Date(nextMidnight(expires, timeZone)) : null;
    say(await addApiKey(database, { organizationId, name, now, expiresAt, ...(scopes && { scopes }) }));
    remark(`Keep this key for ${slug} now: it can't be shown again.`);
    return EXIT.done;
  });
}

function listOf(slug: string) {
  return withOrganization(slug, async (database, { _id }) => {
    const keys = await listApiKeys(database, _id);
    keys.forEach((key) => say(lineOf(key)));
    if (keys.length === 0) remark(`${slug} has no API key.`);
    return EXIT.done;
  });
}

function lineOf({ _id, start, name, scopes, createdAt, lastUsedAt, expiresAt }: ApiKeyDocument): string {
  const times = [createdAt, lastUsedAt, expiresAt].map((at) => at?.toISOString() ?? "never");
  // A name is one cell of the line, whatever is in it.
  return [_id, start ? `${start}…` : "", name.replace(/\s+/g, " "), scopes.join(","), ...times].join("\t");
}

function revoke(keyId: string, slug: string) {
  return withOrganization(slug, async (database, { _id: organizationId }) => {
    const key = await revokeApiKey(database, { organizationId, keyId }, commandLine(new Date()));
    if (!key) return refuse(`${slug} has no API key ${quoted(keyId)}; list shows which it has`);
    say(`Revoked ${quoted(key.name)}: it opens nothing any more.`);
    return EXIT.done;
  });
}
