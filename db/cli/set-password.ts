import { text } from "node:stream/consumers";
import { Command } from "commander";
import { findUserByEmail } from "../accounts.ts";
import { commandLine, recordAudit } from "../audit.ts";
import { LINK_DAYS, makeOneTimeLink } from "../one-time-links.ts";
import { setPassword } from "../set-password.ts";
import { readEmail } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { refuse, remark, say } from "./messages.ts";
import { withDatabase } from "./open.ts";
import type { Finish } from "./program.ts";

interface Options {
  email: string;
  passwordStdin?: true;
}

const EXAMPLES = `
Without --password-stdin it prints the path of a link with which the user chooses one. Either way the user is signed out
everywhere as soon as the password is set.

Examples:
  npm run db -- user set-password --email ada@example.com --password-stdin < password.txt
  npm run -s db -- user set-password --email ada@example.com`;

/** `user set-password`. */
export function setPasswordCommand(finish: Finish): Command {
  return new Command("set-password")
    .description("sets a user's password, or prints a link to set it")
    .requiredOption("--email <email>", "what the user signs in with", readEmail)
    .option("--password-stdin", "reads the new password from stdin")
    .addHelpText("after", EXAMPLES)
    .action(async (options: Options) => finish(await setPasswordFrom(options)));
}

/** The password that a process wrote to this one, without the end of its line. */
export async function passwordFromStdin(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, "");
}

function setPasswordFrom({ email, passwordStdin }: Options) {
  return withDatabase(async (database) => {
    const password = passwordStdin ? await passwordFromStdin() : null;
    const user = await findUserByEmail(database, email);
    if (!user) return refuse(`there is no user ${email}`);
    const now = new Date();
    const about = { type: "user", id: user._id, name: user.email } as const;
    const organizationId = user.memberships.map((membership) => membership.organizationId);
    if (password === null) {
      const { secret } = await makeOneTimeLink(database, { purpose: "passwordReset", userId: user._id }, now);
      await recordAudit(database, commandLine(now), { organizationId, kind: "resetLinkMade", about });
      say(`/reset/${secret}`);
      remark(`Put the address of your hub in front of it. It works once, for ${LINK_DAYS} days.`);
      return EXIT.done;
    }
    const result = await setPassword(database, { userId: user._id, password });
    if (result.outcome === "badPassword") return refuse(result.problem);
    if (result.outcome === "noUser") return refuse(`there is no user ${email}`);
    await recordAudit(database, commandLine(now), { organizationId, kind: "passwordChanged", about });
    say(`The password of ${user.email} is set; they are signed out everywhere.`);
    return EXIT.done;
  });
}
