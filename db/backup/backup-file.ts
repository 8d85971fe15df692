import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { EJSON } from "bson";
import { collectionsOf, type Database } from "../collections.ts";

type CollectionName = Exclude<keyof Database, "client" | "db" | "lateReads">;

const NO_COLLECTIONS = new Set<string>(["client", "db", "lateReads"]);

/** The first line of a backup. */
export const HEADER = { format: "follow-ups-hub-backup", version: 1 } as const;

/** Who is signed in, counts and uploads of the last hour, and how a database came to be as it is: these are the database's own. */
const LEFT_OUT = new Set<string>(["sessions", "counts", "streamPlaces", "uploads", "uploadParts", "schemaSteps"]);

/** The names of the collections that a backup holds, organizations first. */
export function backedUpCollections({ client, db }: Database): CollectionName[] {
  const names = Object.keys(collectionsOf(client, db)) as CollectionName[];
  return names.filter((name) => !NO_COLLECTIONS.has(name) && !LEFT_OUT.has(name));
}

/** The last line of a backup: how many documents of each collection there are, and the SHA-256 of all lines before. */
export interface Trailer {
  counts: Record<string, number>;
  sha256: string;
}

/** A document of a backup, and the collection that it belongs to. */
export interface BackedUp {
  name: string;
  document: object;
}

/** Why a file can't be restored. */
export class UnusableBackup extends Error {}

/** Writes each line of a backup with its end, and adds it to the hash. */
export function lineOf(value: object, hash: Hash): string {
  const text = EJSON.stringify(value, { relaxed: false });
  // Whoever reads by lines takes these for the end of one.
  const line = `${text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`;
  hash.update(line);
  return line;
}

/** Reads a backup's documents; fails with `UnusableBackup` where it isn't one, or isn't whole, at the latest at its end. */
export async function* readBackup(file: string): AsyncGenerator<BackedUp> {
  const hash = createHash("sha256");
  const counts: Record<string, number> = {};
  let trailer: Trailer | undefined;
  let isFirst = true;
  for await (const line of linesOf(file)) {
    if (trailer) throw new UnusableBackup("it goes on after its end");
    const value = parsed(line);
    if (isFirst) {
      checkHeader(value);
      isFirst = false;
    } else if (Array.isArray(value)) {
      const [name, document] = value as [string, object];
      counts[name] = (counts[name] ?? 0) + 1;
      yield { name, document };
    } else {
      trailer = value as Trailer;
      continue;
    }
    hash.update(`${line}\n`);
  }
  if (!trailer) throw new UnusableBackup(isFirst ? "it is empty" : "its end is missing");
  if (trailer.sha256 !== hash.digest("hex")) throw new UnusableBackup("its checksum doesn't fit");
  const names = new Set([...Object.keys(counts), ...Object.keys(trailer.counts)]);
  for (const name of names) {
    if ((counts[name] ?? 0) !== Number(trailer.counts[name] ?? 0))
      throw new UnusableBackup(`documents of ${name} are missing`);
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const bytes = createReadStream(file);
  const text = bytes.pipe(createGunzip());
  bytes.on("error", (error) => text.destroy(error));
  try {
    yield* createInterface({ input: text, crlfDelay: Infinity });
    if (text.errored) throw text.errored;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith("Z_")) throw new UnusableBackup(`it is cut off, or no backup at all (${message})`);
    throw error;
  } finally {
    bytes.destroy();
  }
}

function parsed(line: string): object {
  try {
    const value = EJSON.parse(line, { relaxed: false }) as unknown;
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Told below, as what isn't an object is.
  }
  throw new UnusableBackup("a line of it can't be read");
}

function checkHeader(value: object): void {
  const { format, version } = value as { format?: unknown; version?: unknown };
  if (format !== HEADER.format) throw new UnusableBackup("it is no backup of this program");
  if (Number(version) !== HEADER.version)
    throw new UnusableBackup(`it has version ${String(version)}, which this program doesn't know`);
}
