import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient, type Collection } from "mongodb";
import { kill, startProcess } from "./processes.ts";

interface Record {
  _id: string;
  value: number;
  tags: string[];
  pair?: string;
}

/** What the clients were told is stored: by id, the value; and the pairs that were committed together. */
interface Acknowledged {
  values: Map<string, number>;
  pending: Map<string, number>;
  removed: Set<string>;
  pairs: Set<string>;
}

/** Kills the server under load `rounds` times; after each, fails where anything acknowledged is missing or anything is half done. */
export async function crashTrial(
  rounds: number,
  log: (line: string) => void = () => undefined,
): Promise<{ acknowledged: number }> {
  const directory = await mkdtemp(join(tmpdir(), "embedded-crash-"));
  const told: Acknowledged = { values: new Map(), pending: new Map(), removed: new Set(), pairs: new Set() };
  let { process: child, uri } = await startProcess(directory);
  for (let round = 0; round < rounds; round++) {
    const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 500, retryWrites: false });
    const collection = client.db("crash").collection<Record>("records");
    if (round === 0) {
      await collection.createIndex({ tags: 1, value: 1 });
      await collection.createIndex({ pair: 1 }, { partialFilterExpression: { pair: { $type: "string" } } });
      await client.db("crash").createCollection("pairs");
    }
    const state = { stopped: false };
    const writers = [0, 1, 2, 3].map((writer) =>
      writer === 3 ? writePairs(client, round, told, state) : write(collection, `${round}-${writer}`, told, state),
    );
    await new Promise((resume) => setTimeout(resume, 50 + Math.random() * 500));
    await kill(child);
    state.stopped = true;
    await Promise.all(writers);
    await client.close(true);
    ({ process: child, uri } = await startProcess(directory));
    await check(uri, told);
    if (round % 10 === 9) log(`${round + 1} kills, ${told.values.size} documents, ${told.pairs.size} transactions`);
  }
  await kill(child);
  await rm(directory, { recursive: true });
  return { acknowledged: told.values.size + told.pairs.size + told.removed.size };
}

async function write(
  collection: Collection<Record>,
  prefix: string,
  told: Acknowledged,
  state: { stopped: boolean },
): Promise<void> {
  try {
    for (let n = 0; !state.stopped; n++) {
      const _id = `${prefix}-${n}`;
      told.pending.set(_id, n);
      await collection.insertOne({ _id, value: n, tags: [`t${n % 5}`, `u${n % 3}`] });
      told.values.set(_id, n);
      told.pending.delete(_id);
      if (n % 3 === 1) {
        told.pending.set(_id, n + 1000);
        await collection.updateOne({ _id }, { $set: { value: n + 1000, tags: [`t${n % 7}`] } });
        told.values.set(_id, n + 1000);
        told.pending.delete(_id);
      }
      if (n % 5 === 4) {
        told.values.delete(_id);
        await collection.deleteOne({ _id });
        told.removed.add(_id);
      }
    }
  } catch (error) {
    // The server is gone, as it should be: what was not acknowledged may be there or not.
    if (!isConnectionError(error)) throw error;
  }
}

async function writePairs(
  client: MongoClient,
  round: number,
  told: Acknowledged,
  state: { stopped: boolean },
): Promise<void> {
  const [left, right] = [
    client.db("crash").collection<Record>("records"),
    client.db("crash").collection<{ _id: string }>("pairs"),
  ];
  try {
    for (let n = 0; !state.stopped; n++) {
      const pair = `pair-${round}-${n}`;
      const session = client.startSession();
      session.startTransaction();
      await left.insertOne({ _id: pair, value: n, tags: ["pair"], pair }, { session });
      await right.insertOne({ _id: pair }, { session });
      await session.commitTransaction();
      told.pairs.add(pair);
      await session.endSession();
    }
  } catch (error) {
    if (!isConnectionError(error)) throw error;
  }
}

// Where the server goes while the driver writes to it, the driver passes the socket's own error on.
const isConnectionError = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && error.code === "EPIPE") ||
    /^Mongo(Network|ServerSelection|PoolCleared|NotConnected|TopologyClosed|ClientClosed|ServerClosed|Expired)/.test(
      error.name,
    ));

async function check(uri: string, told: Acknowledged): Promise<void> {
  const client = await MongoClient.connect(uri);
  const records = client.db("crash").collection<Record>("records");
  const found = new Map((await records.find().toArray()).map((record) => [record._id, record]));
  for (const [id, value] of told.values) {
    const stored = found.get(id)?.value;
    if (stored === undefined || (stored !== value && stored !== told.pending.get(id)))
      throw new Error(`${id} should be ${value}, and is ${stored}`);
  }
  for (const id of told.removed) if (found.has(id)) throw new Error(`${id} was removed, and is there`);
  const rights = new Set(
    (await client.db("crash").collection<{ _id: string }>("pairs").find().toArray()).map(({ _id }) => _id),
  );
  const lefts = [...found.values()].flatMap(({ pair }) => (pair === undefined ? [] : [pair]));
  for (const pair of told.pairs)
    if (!found.has(pair) || !rights.has(pair)) throw new Error(`the committed ${pair} is not there`);
  if (lefts.length !== rights.size || !lefts.every((pair) => rights.has(pair)))
    throw new Error("half a transaction is there");
  await checkIndexes(records, [...found.values()]);
  await client.close();
}

// Each index has to lead to the same documents as reading all of them.
async function checkIndexes(records: Collection<Record>, all: Record[]): Promise<void> {
  for (const tag of ["t0", "t1", "t6", "u2", "pair"]) {
    const byIndex = await records.find({ tags: tag }).hint({ tags: 1, value: 1 }).toArray();
    const expected = all.filter(({ tags }) => tags.includes(tag)).length;
    if (byIndex.length !== expected)
      throw new Error(`the index has ${byIndex.length} documents with ${tag}, and there are ${expected}`);
  }
  const byPair = await records.countDocuments({ pair: { $gte: "" } }, { hint: { pair: 1 } });
  if (byPair !== all.filter(({ pair }) => pair !== undefined).length)
    throw new Error("the partial index does not agree with the documents");
  const byId = await records.countDocuments({}, { hint: { _id: 1 } });
  if (byId !== all.length) throw new Error("the _id index does not agree with the documents");
}
