import type { Socket } from "node:net";
import fc from "fast-check";
import { MongoClient } from "mongodb";
import { connectTo, frameOf } from "./frames.ts";

const valid = [
  frameOf({ ping: 1, $db: "admin" }),
  frameOf({ hello: 1, $db: "admin" }),
  frameOf({ find: "c", filter: { a: { $gt: 1 } }, $db: "fuzz" }),
  frameOf({ insert: "c", $db: "fuzz" }, { documents: [{ a: 1, b: [1, { c: "x" }] }] }),
  frameOf({ update: "c", updates: [{ q: { a: 1 }, u: { $inc: { a: 1 }, $push: { l: 2 } } }], $db: "fuzz" }),
  frameOf({
    aggregate: "c",
    pipeline: [{ $match: { a: 1 } }, { $group: { _id: "$b", n: { $sum: 1 } } }],
    cursor: {},
    $db: "fuzz",
  }),
  frameOf({ createIndexes: "c", indexes: [{ key: { a: 1 }, name: "a_1" }], $db: "fuzz" }),
  frameOf({ getMore: 5n, collection: "c", $db: "fuzz" }),
];

const mutated = fc
  .record({
    frame: fc.constantFrom(...valid),
    changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
    cut: fc.option(fc.nat(), { freq: 4 }),
    keepLength: fc.boolean(),
  })
  .map(({ frame, changes, cut, keepLength }) => {
    const bytes = Buffer.from(cut === null ? frame : frame.subarray(0, 1 + (cut % frame.length)));
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    // Most of the time the length is right, so that what is wrong is found further in.
    if (keepLength && bytes.length >= 4) bytes.writeInt32LE(bytes.length, 0);
    return bytes;
  });

const anything = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes));

/** Sends random and mutated frames, and makes sure all the while that another client is served. Returns how many were sent. */
export async function framesTrial(uri: string, count: number, seed: number): Promise<number> {
  const client = await MongoClient.connect(uri);
  const collection = client.db("calm").collection<{ _id: number; n: number }>("c");
  await collection.updateOne({ _id: 1 }, { $set: { n: 0 } }, { upsert: true });
  const frames = fc.sample(fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 1, arbitrary: anything }), {
    numRuns: count,
    seed,
  });
  let served = 0;
  const perConnection = 20;
  for (let at = 0; at < frames.length; at += perConnection * 10) {
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        send(uri, frames.slice(at + i * perConnection, at + (i + 1) * perConnection)),
      ),
    );
    served += 1;
    await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } });
  }
  const found = await collection.findOne({ _id: 1 });
  if (found?.n !== served)
    throw new Error(`the other client's document is ${JSON.stringify(found)}, and ${served} changes were acknowledged`);
  await client.close();
  return frames.length;
}

// Every few bytes by themselves, each frame behind the other; a frame that is refused ends the connection, and the next one opens another.
async function send(uri: string, frames: Buffer[]): Promise<void> {
  let socket = await open(uri);
  for (const frame of frames) {
    if (socket.destroyed) {
      socket = await open(uri);
    }
    socket.write(frame);
    // An unfinished frame would swallow the ones behind it.
    if (frame.length < 16 || frame.readInt32LE(0) > frame.length) socket.end();
    if (socket.writableEnded && !socket.closed) await new Promise((resume) => socket.once("close", resume));
    else await new Promise((resume) => setImmediate(resume));
  }
  socket.destroy();
}

async function open(uri: string): Promise<Socket> {
  const socket = await connectTo(uri);
  socket.on("error", () => socket.destroy());
  return socket.resume();
}
