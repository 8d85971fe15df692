import { Command } from "commander";
import { undoneImportText } from "../../app/domain/result-text.ts";
import { commandLine } from "../audit.ts";
import { findNames } from "../contacts.ts";
import { undoImport } from "../import/undo-import.ts";
import { readSlug } from "./arguments.ts";
import { EXIT, EXIT_CODES_HELP, type ExitCode } from "./exit-codes.ts";
import { refuse, remark, say } from "./messages.ts";
import { withOrganization } from "./open.ts";
import { startProgress } from "./progress.ts";
import type { Finish } from "./program.ts";
import { withStopSignal } from "./stop-signal.ts";
import { USUAL_LOCALE } from "../../app/domain/locale.ts";

/** `undo-import`. */
export function undoImportCommand(finish: Finish): Command {
  return new Command("undo-import")
    .description("takes back an import of the last day: what it added goes, what it changed comes back")
    .argument("<operation>", "as the import told it, such as op_…")
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .addHelpText(
      "after",
      `\nWhat somebody has changed since stays. Stopped or asked again, it goes on.\n\n${EXIT_CODES_HELP}`,
    )
    .action(async (operation: string, { organization }: { organization: string }) =>
      finish(await undo(operation, organization)),
    );
}

async function undo(operationId: string, slug: string): Promise<ExitCode> {
  return withStopSignal((signal) =>
    withOrganization(slug, async (database, { _id: organizationId }) => {
      const progress = startProgress("Undoing", 1);
      const result = await undoImport(database, organizationId, {
        operationId,
        source: commandLine(new Date()),
        signal,
        onProgress: ({ done, total }) => progress.update(done / total, `${done} of ${total}`),
      }).finally(() => progress.stop());
      if (result.outcome === "stopped") {
        remark("Stopped; undo it again to go on.");
        return EXIT.stopped;
      }
      if (result.outcome !== "importUndone") return refuse(`${operationId} is no import of the last day`);
      for (const name of await findNames(database, organizationId, result.leftIds)) remark(`left: ${name}`);
      say(undoneImportText(result, USUAL_LOCALE));
      return EXIT.done;
    }),
  );
}
