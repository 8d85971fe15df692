import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Long, UUID } from "bson";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { exchange, frameOf } from "./frames.ts";
import { kill, startProcess } from "./processes.ts";

describe("the owner of a folder", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "embedded-owner-"));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  const put = async (uri: string, _id: number): Promise<void> => {
    const client = await MongoClient.connect(uri);
    await client.db("x").collection<{ _id: number }>("y").insertOne({ _id });
    await client.close();
  };
  const ids = async (uri: string): Promise<number[]> => {
    const client = await MongoClient.connect(uri);
    const found = await client.db("x").collection<{ _id: number }>("y").find().sort({ _id: 1 }).toArray();
    await client.close();
    return found.map(({ _id }) => _id);
  };

  test("a second one joins the first, and lets go without ending it", async () => {
    const first = await startEmbeddedDatabase({ directory });
    const second = await startEmbeddedDatabase({ directory });
    expect([first.owner, second.owner]).toEqual([true, false]);
    await put(first.uri, 1);
    expect(await ids(second.uri)).toEqual([1]);
    await second.close();
    expect(await ids(first.uri)).toEqual([1]);
    await first.close();
  });

  test("of several that start at once, one owns and all serve the same", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => startEmbeddedDatabase({ directory })));
    expect(all.filter(({ owner }) => owner)).toHaveLength(1);
    await put(all[0]!.uri, 1);
    for (const { uri } of all) expect(await ids(uri)).toEqual([1]);
    await Promise.all(all.map((one) => one.close()));
  });

  test("after a kill -9 the next one takes over, with all the data", async () => {
    const { process: child, uri } = await startProcess(directory);
    await put(uri, 1);
    const joined = await startEmbeddedDatabase({ directory });
    expect(joined.owner).toBe(false);
    await kill(child);
    // Either the one that had joined takes over or the next one does; both serve at the address that they know.
    const next = await startEmbeddedDatabase({ directory });
    expect(await ids(next.uri)).toEqual([1]);
    expect(await ids(joined.uri)).toEqual([1]);
    await joined.close();
    await next.close();
    const last = await startEmbeddedDatabase({ directory });
    expect(last.owner).toBe(true);
    expect(await ids(last.uri)).toEqual([1]);
    await last.close();
  });

  test("a path that is too long for a socket gets one elsewhere, and is tidied up", async () => {
    const long = join(directory, "d".repeat(120), "e".repeat(60));
    const first = await startEmbeddedDatabase({ directory: long });
    const second = await startEmbeddedDatabase({ directory: long });
    expect(second.owner).toBe(false);
    await put(second.uri, 7);
    expect(await ids(first.uri)).toEqual([7]);
    const socket = await readFile(join(long, "socket.path"), "utf8");
    expect(socket.length).toBeLessThan(100);
    expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
    await second.close();
    await first.close();
    expect(existsSync(dirname(socket))).toBe(false);
  });

  test("nobody else may open the folder or the socket", async () => {
    const database = await startEmbeddedDatabase({ directory });
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, "db.sock"))).mode & 0o777).toBe(0o600);
    await database.close();
  });

  test("a retried write is known again after a kill -9", async () => {
    const { process: child, uri } = await startProcess(directory);
    const lsid = { id: new UUID() };
    const insert = frameOf({ insert: "y", documents: [{ n: 1 }], lsid, txnNumber: Long.fromNumber(3), $db: "x" });
    expect(await exchange(uri, insert)).toMatchObject({ n: 1, ok: 1 });
    await kill(child);
    const next = await startEmbeddedDatabase({ directory });
    expect(await exchange(next.uri, insert)).toMatchObject({ n: 1, ok: 1 });
    expect(await ids(next.uri)).toHaveLength(1);
    await next.close();
  });

  test("closing ends open transactions, and what waits for them", async () => {
    const database = await startEmbeddedDatabase({ directory });
    const client = await MongoClient.connect(database.uri);
    const collection = client.db("x").collection<{ _id: number; n: number }>("y");
    await collection.insertOne({ _id: 1, n: 0 });
    const session = client.startSession();
    session.startTransaction();
    await collection.updateOne({ _id: 1 }, { $inc: { n: 100 } }, { session });
    const waiting = collection.updateOne({ _id: 1 }, { $inc: { n: 1 } });
    await new Promise((resume) => setTimeout(resume, 100));
    await Promise.all([database.close(), waiting]);
    await client.close(true);
    const next = await startEmbeddedDatabase({ directory });
    const again = await MongoClient.connect(next.uri);
    expect(await again.db("x").collection<{ _id: number; n: number }>("y").findOne()).toEqual({ _id: 1, n: 1 });
    await again.close();
    await next.close();
  });

  test("a damaged file is an error that is told, and no empty database", async () => {
    await writeFile(
      join(directory, "data.sqlite"),
      "no database at all, but long enough to be taken for one".repeat(100),
    );
    const logged: string[] = [];
    await expect(startEmbeddedDatabase({ directory, log: (_level, message) => logged.push(message) })).rejects.toThrow(
      "not a database",
    );
    expect(logged.join()).toContain("crashed");
  });

  test("a folder that cannot be opened is an error", async () => {
    await expect(startEmbeddedDatabase({ directory: "/dev/null/nope" })).rejects.toThrow();
  });
});
