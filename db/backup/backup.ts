import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { link, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { ClientSession } from "mongodb";
import type { Database } from "../collections.ts";
import { backedUpCollections, HEADER, lineOf, type Trailer } from "./backup-file.ts";

const BATCH_SIZE = 500;
const CHUNK_LENGTH = 65_536;

/**
 * Writes the database as it is at one moment to a new file that only its owner may read, and returns how many documents
 * of each collection there are. The file is whole or not there; `taken` where there is one already.
 */
export async function backUp(database: Database, file: string, now: Date): Promise<Trailer["counts"] | "taken"> {
  const draft = `${file}.${process.pid}.part`;
  const counts: Trailer["counts"] = {};
  try {
    await atOneMoment(database, (session) =>
      pipeline(
        Readable.from(textOf(database, session, counts, now)),
        createGzip({ level: 5 }),
        createWriteStream(draft, { mode: 0o600, flags: "wx", flush: true }),
      ),
    );
    await link(draft, file);
    return counts;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return "taken";
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Reads from a snapshot: a deployment's own, or where there is only the embedded database, a transaction's. */
async function atOneMoment(database: Database, read: (session: ClientSession) => Promise<void>): Promise<void> {
  // Only what keeps a history tells the time in it.
  const isDeployment = "operationTime" in (await database.db.admin().command({ hello: 1 }));
  const session = database.client.startSession({ snapshot: isDeployment });
  try {
    if (!isDeployment) session.startTransaction();
    await read(session);
  } finally {
    await session.endSession();
  }
}

async function* textOf(
  database: Database,
  session: ClientSession,
  counts: Trailer["counts"],
  now: Date,
): AsyncGenerator<string> {
  const hash = createHash("sha256");
  let chunk = lineOf({ ...HEADER, madeAt: now.toISOString() }, hash);
  for (const name of backedUpCollections(database)) {
    counts[name] = 0;
    for await (const document of database.db
      .collection(name)
      .find({}, { session, batchSize: BATCH_SIZE, promoteValues: false })) {
      counts[name]++;
      chunk += lineOf([name, document], hash);
      if (chunk.length < CHUNK_LENGTH) continue;
      yield chunk;
      chunk = "";
    }
  }
  const sha256 = hash.digest("hex");
  yield chunk + `${JSON.stringify({ counts, sha256 } satisfies Trailer)}\n`;
}
