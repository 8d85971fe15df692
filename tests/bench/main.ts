import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient, type Collection } from "mongodb";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { due, fill } from "./contacts.ts";

// Prints how long the due list takes among many contacts, beside the same list among few, in one run on one machine.
const large = Number(process.argv[2] ?? 1_000_000);
const small = 10_000;
const rounds = 500;

async function median(collection: Collection): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const startedAt = performance.now();
    await collection.aggregate(due).toArray();
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[rounds / 2]!;
}

const directory = await mkdtemp(join(tmpdir(), "embedded-bench-"));
const database = await startEmbeddedDatabase({ directory });
const client = await MongoClient.connect(database.uri);
const few = client.db("bench").collection("few");
const many = client.db("bench").collection("many");
await fill(few, small);
const startedAt = Date.now();
await fill(many, large, (line) => process.stderr.write(`${line}\n`));
const seconds = (Date.now() - startedAt) / 1000;
await median(few);
const [fewTime, manyTime] = [await median(few), await median(many)];
const line = (label: string, value: string): void => void process.stdout.write(`${label.padEnd(44)}${value}\n`);
line("contacts stored per second", (large / seconds).toFixed(0));
line(`10 due of 5,000, among ${small.toLocaleString("en")}`, `${fewTime.toFixed(2)} ms`);
line(`10 due of 5,000, among ${large.toLocaleString("en")}`, `${manyTime.toFixed(2)} ms`);
line("ratio", (manyTime / fewTime).toFixed(2));
await client.close();
await database.close();
await rm(directory, { recursive: true });
