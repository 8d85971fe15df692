import { Command } from "commander";
import { Temporal } from "temporal-polyfill";
import { todayIn } from "../../app/domain/calendar.ts";
import { addMadeUpContacts, MOST_MADE_UP } from "../seed/made-up.ts";
import { readCount, readSlug } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { remark, say } from "./messages.ts";
import { withOrganization } from "./open.ts";
import { startProgress } from "./progress.ts";
import type { Finish } from "./program.ts";
import { withStopSignal } from "./stop-signal.ts";

const DETAILS = `
The contacts are made-up-000001, made-up-000002 and so on, the same ones each time but for their dates, which lie
around the organization's today. Those that are there already stay as they are: running it again adds nothing, and a
higher number adds the rest. They are spread evenly over the organization's users.

Example:
  npm run db -- seed --organization northwind --contacts 20000`;

/** `seed`. */
export function seedCommand(finish: Finish): Command {
  return new Command("seed")
    .description("sees to it that an organization has N made-up contacts, for trying and measuring")
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .requiredOption("--contacts <n>", `how many, up to ${MOST_MADE_UP}`, readCount)
    .addHelpText("after", DETAILS)
    .action(async (options: { organization: string; contacts: number }) => finish(await seedFrom(options)));
}

function seedFrom({ organization: slug, contacts: count }: { organization: string; contacts: number }) {
  return withOrganization(slug, async (database, { _id: organizationId, timeZone }) => {
    const members = await database.users
      .find({ "memberships.organizationId": organizationId }, { projection: { _id: 1 } })
      .sort({ email: 1 })
      .toArray();
    if (members.length === 0) remark(`${slug} has no users yet, so the contacts will be assigned to nobody.`);
    const instant = Temporal.Now.instant();
    const progress = startProgress("Adding contacts", count);
    const { added, alreadyThere, stopped } = await withStopSignal((signal) =>
      addMadeUpContacts(
        database,
        {
          organizationId,
          memberIds: members.map(({ _id }) => _id),
          today: todayIn(instant, timeZone),
          now: new Date(instant.epochMilliseconds),
        },
        { count, onProgress: (done) => progress.update(done, `${done}/${count}`), signal },
      ),
    ).finally(() => progress.stop());
    say(`${added} made-up contacts added to ${slug}, ${alreadyThere} were there already.`);
    if (!stopped) return EXIT.done;
    remark("Stopped; run it again to add the rest.");
    return EXIT.stopped;
  });
}
