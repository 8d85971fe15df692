import { chmodSync, closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "./storage/sqlite.ts";

const name = "data.sqlite";
const stateName = "data.state";
// Checking all of this takes about half a second; a larger file is checked where there is a reason to.
const alwaysChecked = 64 * 2 ** 20;

/** What is known of the data file between two starts; a folder without it is a new one. */
type State = "whole" | "damaged";

/** An error that tells what is wrong with the data file, and what to do. */
export class DamagedData extends Error {
  constructor(directory: string, what: string) {
    super(
      `the data in ${directory} is damaged, and nothing of it is served: ${what}. Move the folder away and restore your last backup ` +
        `into a new one; without a backup, "sqlite3 ${name} .recover" saves what can be read.`,
    );
  }
}

/** True where SQLite says that what it reads can't be what it has written. */
export function saysDamaged(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown } | null)?.code));
}

/**
 * Fails with `DamagedData` where the folder's file isn't what the database has left. A file of up to 64 MiB is read whole, as is one in
 * which damage was met before; of a larger one only the head and the length.
 */
export function checkData(directory: string): void {
  const file = join(directory, name);
  const state = readState(directory);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) {
    if (state) throw new DamagedData(directory, `${name} is ${existsSync(file) ? "empty" : "missing"}`);
    return;
  }
  let problem: string | undefined;
  try {
    const connection = connect(file, 2 * 1024);
    try {
      connection.row("SELECT count(*) FROM sqlite_master");
      if (size <= alwaysChecked || state === "damaged") {
        const [verdict] = connection.row<[string]>("PRAGMA quick_check(1)") ?? ["no answer"];
        if (verdict !== "ok") problem = verdict.replaceAll("\n", " ");
      }
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!saysDamaged(error)) throw error;
    problem = (error as Error).message;
  }
  if (problem !== undefined) throw new DamagedData(directory, problem);
  writeState(directory, "whole");
}

/** Notes that damage was met, so that the next start reads the whole file before anything of it is served. */
export function noteDamage(directory: string): void {
  writeState(directory, "damaged");
}

/** Notes that there is a file, which must be there at the next start. */
export function noteWhole(directory: string): void {
  if (!readState(directory)) writeState(directory, "whole");
}

/** Makes a file of SQLite's for its owner only, with its log: by itself SQLite goes by the umask. */
export function makePrivate(file: string): void {
  // Only a new file is opened, as closing one ends every lock that the process has on it.
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  for (const path of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(path)) chmodSync(path, 0o600);
}

function readState(directory: string): State | undefined {
  const file = join(directory, stateName);
  return existsSync(file) ? (readFileSync(file, "utf8") as State) : undefined;
}

function writeState(directory: string, state: State): void {
  if (readState(directory) !== state) writeFileSync(join(directory, stateName), state, { mode: 0o600 });
}
