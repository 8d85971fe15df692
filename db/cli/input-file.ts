import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Encoding } from "../../app/domain/encodings.ts";
import { asTableFile, type TableFile } from "../import/table-file.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { refuse, remark } from "./messages.ts";

/** A file that a command reads, as often as it has to. */
export interface InputFile {
  fileName: string;
  path: string;
  /** In bytes. */
  size: number;
}

/** A file that is read as a table of text. */
export type TableInput = InputFile & TableFile;

/** Does something with the file of that name; with `-` stdin is kept in a file until then. */
export async function withInputFile(
  file: string,
  signal: AbortSignal,
  action: (input: InputFile) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (file !== "-") {
    try {
      const stats = await stat(file);
      if (stats.isDirectory()) return refuse(`${file} is a folder`);
      return await action({ fileName: basename(file), path: file, size: stats.size });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).path !== file) throw error;
      return refuse(`${file} can't be opened: ${(error as Error).message}`);
    }
  }
  return withDirectory(async (directory) => {
    try {
      const path = join(directory, "stdin");
      await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }), { signal });
      return await action({ fileName: "stdin", path, size: 0 });
    } catch (error) {
      if (!signal.aborted) throw error;
      remark("Stopped; nothing was read.");
      return EXIT.stopped;
    }
  });
}

/** Does something with a file as a table of text: what an Excel workbook or vCards hold is made one until then. */
export function withTableFile(
  input: InputFile,
  { encoding, signal }: { encoding: Encoding | undefined; signal: AbortSignal },
  action: (input: TableInput) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withDirectory(async (directory) => {
    const table = await asTableFile(input.path, directory, { encoding, signal });
    if (signal.aborted) return EXIT.stopped;
    if (table.outcome === "refused") return refuse(`${input.fileName} ${table.reason}`);
    const size = table.path === input.path ? input.size : (await stat(table.path)).size;
    return action({ ...input, ...table, size });
  });
}

async function withDirectory(action: (directory: string) => Promise<ExitCode>): Promise<ExitCode> {
  const directory = await mkdtemp(join(tmpdir(), "follow-ups-file-"));
  try {
    return await action(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The bytes of a file from its start. */
export function bytesOf({ path }: InputFile): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 65_536 });
}
