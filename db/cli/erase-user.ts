import { Command } from "commander";
import { findUserByEmail } from "../accounts.ts";
import { commandLine } from "../audit.ts";
import type { Database } from "../collections.ts";
import { countPerson, eraseRefusal, eraseUser, type EraseRefusal } from "../erase/erase-user.ts";
import { readEmail } from "./arguments.ts";
import { isConfirmed } from "./confirm.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { refuse, say } from "./messages.ts";
import { withDatabase } from "./open.ts";
import type { Finish } from "./program.ts";

interface Options {
  email: string;
  handOverTo?: string;
  dryRun?: true;
  yes?: true;
}

const DETAILS = `
The account goes, and with it all that opens it; where their email stands in timelines and the audit log, it reads
"Former member" from then on. What they did stays without their name. It asks for the email again on stdin, unless --yes
is there. Begun again after it was interrupted, it goes on.

Examples:
  npm run db -- user erase --email ada@example.com --dry-run
  npm run db -- user erase --email ada@example.com --hand-over-to bob@example.com`;

/** `user erase`. */
export function eraseUserCommand(finish: Finish): Command {
  return new Command("erase")
    .description("erases a person from every organization")
    .requiredOption("--email <email>", "what the user signs in with", readEmail)
    .option("--hand-over-to <email>", "the member who takes over their contacts; without it, nobody", readEmail)
    .option("--dry-run", "only tells how much would go")
    .option("--yes", "doesn't ask")
    .addHelpText("after", DETAILS)
    .action(async (options: Options) => finish(await eraseFrom(options)));
}

function eraseFrom({ email, handOverTo: successorEmail, dryRun, yes }: Options): Promise<ExitCode> {
  return withDatabase(async (database) => {
    const user = await findUserByEmail(database, email);
    if (!user) return refuse(`there is no user ${email}`);
    const successor = successorEmail === undefined ? null : await findUserByEmail(database, successorEmail);
    if (successorEmail !== undefined && !successor) return refuse(`there is no user ${successorEmail}`);
    const handOverTo = successor?._id ?? null;
    const refusal = await eraseRefusal(database, user, handOverTo);
    if (refusal) return refuse(await refusalText(database, refusal, { email, successorEmail }));
    if (dryRun) {
      const { organizations, contacts, activities, sessions, auditEvents } = await countPerson(database, user);
      say(
        `Erasing ${user.email} would end ${organizations} memberships and ${sessions} sessions, take ${contacts} contacts ` +
          `from them, and take their name from ${activities} activities and ${auditEvents} entries of the audit log.`,
      );
      return EXIT.done;
    }
    if (!yes && !(await isConfirmed(user.email))) return refuse("not confirmed; nothing was erased");
    const source = commandLine(new Date());
    const result = await eraseUser(database, source, { user, handOverTo });
    if (result.outcome !== "erased") return refuse(await refusalText(database, result, { email, successorEmail }));
    say(
      `${user.email} is erased; ${result.contacts} contacts ${successor ? `go to ${successor.email}` : "are theirs no more"}.`,
    );
    return EXIT.done;
  });
}

async function refusalText(
  { organizations }: Database,
  { outcome, organizationId }: EraseRefusal,
  { email, successorEmail = "" }: { email: string; successorEmail: string | undefined },
): Promise<string> {
  const slug = (await organizations.findOne({ _id: organizationId }))?.slug ?? organizationId;
  return outcome === "lastAdmin"
    ? `${email} is the last admin of ${slug}; make somebody else an admin first, or remove the organization`
    : `${successorEmail} doesn't belong to ${slug}`;
}
