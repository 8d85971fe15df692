import { mkdtemp, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import type { Document } from "mongodb";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../db/connection.ts";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { unavailability } from "../../db/unavailable.ts";
import { kill, startProcess } from "./processes.ts";

async function temporaryFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "embedded-disk-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test("where the disk takes no more, writes are refused in words, reads go on, and nothing that was answered is lost", async () => {
  const directory = await temporaryFolder();
  const { process: child } = await startProcess(directory, undefined, 8_192);
  const { database, close } = await openDatabase({ uri: undefined, directory });
  const rows = database.db.collection<Document & { _id: number }>("rows");
  const pad = randomBytes(20_000).toString("hex");
  let stored = 0;
  const write = async (_id: number): Promise<string | null> => {
    try {
      await rows.insertOne({ _id, pad });
      stored++;
      return null;
    } catch (error) {
      return unavailability(error);
    }
  };
  let refusal: string | null = null;
  for (let n = 0; refusal === null && n < 10_000; n++) refusal = await write(n);
  expect(refusal).toContain("disk is full");
  expect(await rows.findOne({ _id: 0 })).toMatchObject({ pad });
  expect(await rows.countDocuments()).toBe(stored);
  const inTransaction = database.client.withSession((session) =>
    session.withTransaction(() => rows.insertOne({ _id: -1, pad }, { session })),
  );
  await expect(inTransaction).rejects.toThrow("nothing was written");
  expect(await rows.countDocuments()).toBe(stored);
  // Somebody makes room: here it is another process that takes over.
  await kill(child);
  await expect.poll(() => write(-2), { timeout: 15_000 }).toBe(null);
  const found = await rows.find({}, { projection: { _id: 1 } }).toArray();
  expect(found.length).toBe(stored);
  await close();
});

test("a data file that is cut off, emptied or gone isn't served, and the error says what to do", async () => {
  for (const damage of [
    (file: string) => truncate(file, 8_192),
    (file: string) => truncate(file, 0),
    (file: string) => rm(file),
  ]) {
    const directory = await temporaryFolder();
    const connection = await openDatabase({ uri: undefined, directory });
    await connection.close();
    await damage(join(directory, "data.sqlite"));
    await expect(startEmbeddedDatabase({ directory })).rejects.toThrow(/damaged.*restore your last backup/);
  }
});
