import { EXIT, type ExitCode } from "./exit-codes.ts";

/** Writes a result on stdout. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a remark on stderr, so that stdout stays what a pipe wants. */
export function remark(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Says on one line of stderr why nothing was done; resolves the command with the exit code for that. */
export function refuse(reason: string, code: ExitCode = EXIT.failed): ExitCode {
  remark(`error: ${reason.replace(/\s*\n\s*/g, " ")}`);
  return code;
}
