import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Binary, Long } from "bson";
import Database from "libsql";
import { Decimal128, Double, MongoClient, ObjectId, Timestamp, type Document } from "mongodb";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { exchange, frameOf } from "./frames.ts";

interface Folder {
  schema: string[];
  /** Rows by table; bytes are texts in base 16 behind `x:`. */
  tables: Record<string, (number | string)[][]>;
}

interface File {
  exec(sql: string): void;
  prepare(sql: string): { run(values: unknown[]): void };
  close(): void;
}

// Written by the engine of the first release, whose queries were another library's.
async function earlierFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "embedded-earlier-"));
  const text = await readFile(new URL("earlier-folder.json", import.meta.url), "utf8");
  const { schema, tables } = JSON.parse(text) as Folder;
  const open = Database as unknown as new (path: string) => File;
  const file = new open(join(directory, "data.sqlite"));
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

test("a folder of the earlier engine opens with nothing lost", async () => {
  const directory = await earlierFolder();
  const database = await startEmbeddedDatabase({ directory });
  const client = await MongoClient.connect(database.uri);
  onTestFinished(async () => {
    await client.close();
    await database.close();
    await rm(directory, { recursive: true });
  });
  const db = client.db("earlier");
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
  expect(await exchange(database.uri, frameOf(command))).toMatchObject({ n: 2, ok: 1 });
});
