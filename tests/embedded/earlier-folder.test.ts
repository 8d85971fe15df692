import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Binary, Long, serialize } from "bson";
import Database from "libsql";
import { Decimal128, Double, MongoClient, ObjectId, Timestamp, type Document } from "mongodb";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { exchange, frameOf } from "./frames.ts";
import { startProcess } from "./processes.ts";

interface Folder {
  schema: string[];
  /** Rows by table; bytes are texts in base 16 behind `x:`. */
  tables: Record<string, (number | string)[][]>;
}

interface File {
  exec(sql: string): void;
  prepare(sql: string): { run(values: unknown[]): void; get(): unknown };
  close(): void;
}

function openFile(directory: string): File {
  const open = Database as unknown as new (path: string) => File;
  return new open(join(directory, "data.sqlite"));
}

// Written by the engine of the first release, whose queries were another library's.
async function earlierFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "embedded-earlier-"));
  const text = await readFile(new URL("earlier-folder.json", import.meta.url), "utf8");
  const { schema, tables } = JSON.parse(text) as Folder;
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = openFile(directory);
  for (const sql of schema) file.exec(sql);
  for (const [table, rows] of Object.entries(tables)) {
    for (const row of rows) {
      const values = row.map((value) =>
        typeof value === "string" && value.startsWith("x:") ? Buffer.from(value.slice(2), "hex") : value,
      );
      file.prepare(`INSERT INTO ${table} VALUES (${values.map(() => "?").join(", ")})`).run(values);
    }
  }
  file.close();
  return directory;
}

async function start(directory: string) {
  const database = await startEmbeddedDatabase({ directory });
  const client = await MongoClient.connect(database.uri);
  const close = async (): Promise<void> => {
    await client.close();
    await database.close();
  };
  return { uri: database.uri, db: client.db("earlier"), close };
}

/** Reads one number of the file by itself. */
function numberIn(directory: string, sql: string): unknown {
  const file = openFile(directory);
  const row = file.prepare(sql).get() as Record<string, unknown>;
  file.close();
  return Object.values(row)[0];
}

test("a folder of the earlier engine opens with nothing lost", async () => {
  const directory = await earlierFolder();
  const { uri, db, close } = await start(directory);
  onTestFinished(close);
  const things = db.collection<Document & { _id: number }>("things");
  expect((await db.listCollections().toArray()).map(({ name }) => name)).toEqual(["things"]);
  expect((await things.indexes()).map(({ name }) => name)).toEqual([
    "_id_",
    "org_1_tags_1_name_-1",
    "mail_1",
    "goesAt_1",
  ]);
  const all = await things.find({}, { promoteValues: false }).sort({ _id: 1 }).toArray();
  expect(all.map(({ _id }) => Number(_id))).toEqual([1, 2, 3, 4, 6, 7]);
  expect(Object.keys(all[0]!)).toEqual(["_id", "name", "org", "tags", "mail", "n"]);
  expect(all[0]!["n"]).toEqual(new Double(5));
  expect(String(all[1]!["n"])).toBe("9007199254740993");
  expect(all[2]).toMatchObject({ name: "Cy\u0000d", at: new Date(5), id: new ObjectId("65f000000000000000000001") });
  expect(all[3]!["time"]).toEqual(new Timestamp({ t: 1, i: 2 }));
  expect(all[3]!["money"]).toEqual(Decimal128.fromString("1.50"));

  const ids = async (filter: Document, hint: string): Promise<number[]> =>
    (await things.find(filter).hint(hint).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
  expect(await ids({ org: "o", tags: "a" }, "org_1_tags_1_name_-1")).toEqual([1, 6]);
  expect(await ids({ org: "o", tags: "c" }, "org_1_tags_1_name_-1")).toEqual([2]);
  expect(await ids({ org: null, tags: { $gte: "" } }, "org_1_tags_1_name_-1")).toEqual([4]);
  expect(await ids({ mail: "ann@example.com" }, "mail_1")).toEqual([1]);
  expect(await things.countDocuments({ org: "o" })).toBe(4);

  await expect(things.insertOne({ _id: 8, name: "x", mail: "ann@example.com" })).rejects.toMatchObject({ code: 11000 });
  await expect(things.insertOne({ _id: 8, name: 8 })).rejects.toMatchObject({ code: 121 });
  await things.updateOne({ _id: 1 }, { $set: { tags: ["z"] } });
  expect(await ids({ org: "o", tags: "a" }, "org_1_tags_1_name_-1")).toEqual([6]);
  expect(await ids({ org: "o", tags: "z" }, "org_1_tags_1_name_-1")).toEqual([1]);

  // A write whose answer was lost before the update is not carried out once more.
  const documents = [
    { _id: 6, name: "Eve", org: "o", tags: ["a"] },
    { _id: 7, name: "Flo" },
  ];
  const lsid = { id: new Binary(Buffer.alloc(16, 7), 4) };
  const command = { insert: "things", documents, lsid, txnNumber: Long.fromNumber(3), $db: "earlier" };
  expect(await exchange(uri, frameOf(command))).toMatchObject({ n: 2, ok: 1 });
});

// The numbers of the first collection's documents begin there.
const firstRecord = 2 ** 32;
const added = 10_000;

test("killed while a folder is brought to this version's format, it is brought there at the next start", async () => {
  const directory = await earlierFolder();
  const file = openFile(directory);
  file.exec("BEGIN");
  const insert = file.prepare("INSERT INTO document VALUES (?, ?)");
  for (let n = 1; n <= added; n++) {
    const body = serialize({ _id: 100 + n, name: `Ann ${n}`, org: n % 2 ? "o" : "p", tags: ["t", `${n}`] });
    insert.run([firstRecord + 100 + n, Buffer.from(body)]);
  }
  file.exec("COMMIT; PRAGMA journal_mode = WAL");
  file.close();
  const entry = fileURLToPath(new URL("upgrade-process.ts", import.meta.url));
  await expect(startProcess(join(directory, "data.sqlite"), entry)).rejects.toThrow("has ended with null");
  expect(numberIn(directory, "SELECT count(key) FROM entry")).toBe(21);
  for (const time of ["first", "second"]) {
    const { db, close } = await start(directory);
    const things = db.collection<Document & { _id: number }>("things");
    expect(await things.countDocuments({ org: "o" }), time).toBe(added / 2 + 4);
    expect(await things.countDocuments({ org: { $gte: "o" }, tags: "t" })).toBe(added);
    expect(await things.findOne({ org: "p", tags: `${added}` })).toMatchObject({ _id: 100 + added });
    await close();
    expect(numberIn(directory, "PRAGMA freelist_count")).toBe(0);
    expect(numberIn(directory, "PRAGMA user_version")).toBe(1);
    // As it is where it was killed before the room was given back.
    const again = openFile(directory);
    again.exec("PRAGMA user_version = 0; CREATE TABLE room (x); DROP TABLE room");
    again.close();
  }
});

test("a file of a later version is refused", async () => {
  const directory = await earlierFolder();
  const file = openFile(directory);
  file.exec("PRAGMA user_version = 2");
  file.close();
  await expect(startEmbeddedDatabase({ directory })).rejects.toThrow("was written by a later version");
});
