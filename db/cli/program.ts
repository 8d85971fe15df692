import { Command, CommanderError } from "commander";
import { isUnreachable, unavailability } from "../unavailable.ts";
import { apiKeyCommand } from "./api-key.ts";
import { backupCommand, restoreCommand } from "./backup.ts";
import { contactCommand } from "./contact.ts";
import { EXIT, EXIT_CODES_HELP, type ExitCode } from "./exit-codes.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { refuse } from "./messages.ts";
import { organizationCommand } from "./organization.ts";
import { seedCommand } from "./seed.ts";
import { sessionCommand } from "./session.ts";
import { undoImportCommand } from "./undo-import.ts";
import { userCommand } from "./user.ts";

/** Tells the program how a command ended. */
export type Finish = (code: ExitCode) => void;

const HELP = `
Where the data is, from the environment:
  MONGODB_URI  a MongoDB replica set or sharded cluster; without it, the embedded database
  DATA_DIR     folder of the embedded database (default: .data); the server may be running

${EXIT_CODES_HELP}`;

/** Runs one command line, without the program's name, and resolves with the process's exit code. */
export async function runCommand(words: string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const finish: Finish = (ended) => {
    code = ended;
  };
  const program = new Command("npm run db --")
    .description("Looks after organizations, users, API keys and contacts.")
    .addHelpText("after", HELP);
  for (const command of [
    organizationCommand,
    userCommand,
    sessionCommand,
    apiKeyCommand,
    contactCommand,
    importCommand,
    undoImportCommand,
    exportCommand,
    seedCommand,
    backupCommand,
    restoreCommand,
  ]) {
    program.addCommand(command(finish));
  }
  for (const command of withSubcommands(program)) command.exitOverride().showHelpAfterError("(--help shows how)");
  try {
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const message = error instanceof Error && error.message ? error.message : String(error);
    if (isUnreachable(error)) return refuse(`the database can't be reached: ${message}`);
    return refuse(unavailability(error) ?? message);
  }
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
