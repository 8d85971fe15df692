import { Command } from "commander";
import { findUserByEmail } from "../accounts.ts";
import { commandLine, recordAudit } from "../audit.ts";
import { endSessions } from "../sessions.ts";
import { readEmail } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { refuse, say } from "./messages.ts";
import { withDatabase } from "./open.ts";
import type { Finish } from "./program.ts";

/** `session end`. */
export function sessionCommand(finish: Finish): Command {
  const command = new Command("session").description("browsers in which people are signed in");
  command
    .command("end")
    .description("signs a user out everywhere, at once")
    .requiredOption("--email <email>", "what the user signs in with", readEmail)
    .addHelpText("after", "\nExample:\n  npm run db -- session end --email ada@example.com")
    .action(async ({ email }: { email: string }) => finish(await endSessionsOf(email)));
  return command;
}

function endSessionsOf(email: string) {
  return withDatabase(async (database) => {
    const user = await findUserByEmail(database, email);
    if (!user) return refuse(`there is no user ${email}`);
    const ended = await endSessions(database, user._id);
    await recordAudit(database, commandLine(new Date()), {
      organizationId: user.memberships.map(({ organizationId }) => organizationId),
      kind: "sessionEnded",
      about: { type: "user", id: user._id, name: user.email },
    });
    say(`${user.email} is signed out: ${ended} ${ended === 1 ? "session has" : "sessions have"} ended.`);
    return EXIT.done;
  });
}
