import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "libsql";
import { MongoClient } from "mongodb";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";

test("what a compound index's entries begin with is stored once, and goes with the last of them", async () => {
  const directory = await mkdtemp(join(tmpdir(), "embedded-entries-"));
  const database = await startEmbeddedDatabase({ directory });
  const client = await MongoClient.connect(database.uri);
  onTestFinished(async () => {
    await client.close();
    await database.close();
    await rm(directory, { recursive: true });
  });
  const things = client.db("x").collection<{ _id: number; org: string; name: string }>("y");
  await things.createIndex({ org: 1, name: 1 });
  const orgs = ["an organization's long id", "another one"];
  await things.insertMany(Array.from({ length: 100 }, (_, n) => ({ _id: n, org: orgs[n % 2]!, name: `n${n}` })));
  const stored = async () => {
    const file = new Sqlite(join(directory, "data.sqlite"));
    const sql = "SELECT (SELECT count(*) FROM lead), count(*), sum(length(rest)) FROM entry";
    const row = file.prepare(sql).raw().get() as [number, number, number | null];
    file.close();
    return row;
  };
  const [leads, entries, bytes] = await stored();
  expect([leads, entries]).toEqual([3, 200]);
  expect(bytes).toBeLessThan(100 * (9 + 4) + 100 * (5 + 4));
  expect(await things.countDocuments({ org: { $gte: "" }, name: "n7" })).toBe(1);
  await things.dropIndex("org_1_name_1");
  await expect.poll(stored, { timeout: 20_000 }).toEqual([1, 100, 100 * (9 + 4)]);
  await things.drop();
  await expect.poll(stored, { timeout: 20_000 }).toEqual([0, 0, null]);
});
