import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "bson";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { crc32c } from "../../db/embedded/wire/message.ts";
import { startEmbeddedDatabase, type EmbeddedDatabase } from "../../db/embedded/index.ts";
import { framesTrial } from "./frames-trial.ts";
import { answerTo, connectTo, frameOf } from "./frames.ts";

describe("the wire protocol", () => {
  let directory: string;
  let database: EmbeddedDatabase;
  const logged: string[] = [];
  const connected = (): Promise<Socket> => connectTo(database.uri);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "embedded-frames-"));
    database = await startEmbeddedDatabase({ directory, log: (level, message) => logged.push(`${level} ${message}`) });
  });
  afterAll(async () => {
    await database.close();
    await rm(directory, { recursive: true });
  });

  test("frames may be split at any byte, and joined", async () => {
    const socket = await connected();
    const frame = frameOf({ ping: 1, $db: "admin" });
    for (const byte of frame.subarray(0, -1)) {
      socket.write(Buffer.from([byte]));
      await new Promise((resume) => setImmediate(resume));
    }
    socket.write(frame.subarray(-1));
    expect(await answerTo(socket)).toMatchObject({ ok: 1 });
    let received = 0;
    socket.on("data", (chunk: Buffer) => (received += chunk.length));
    socket.write(Buffer.concat([frame, frame, frame]));
    await expect.poll(() => received).toBe(3 * (21 + serialize({ ok: 1 }).length));
    socket.destroy();
  });

  test("the first question may come as OP_QUERY", async () => {
    const socket = await connected();
    const body = serialize({ ismaster: 1, helloOk: true });
    const head = Buffer.alloc(20);
    const rest = Buffer.concat([Buffer.from("admin.$cmd\0"), Buffer.alloc(4), Buffer.from([255, 255, 255, 255]), body]);
    head.writeInt32LE(20 + rest.length, 0);
    head.writeInt32LE(2004, 12);
    socket.write(Buffer.concat([head, rest]));
    expect(await answerTo(socket, 36)).toMatchObject({ ismaster: true, setName: "embedded", ok: 1 });
    socket.destroy();
  });

  test("a right checksum is taken, a wrong one ends the connection", async () => {
    const socket = await connected();
    const bare = frameOf({ ping: 1, $db: "admin" }, {}, 1);
    const frame = Buffer.concat([bare, Buffer.alloc(4)]);
    frame.writeInt32LE(frame.length, 0);
    frame.writeUInt32LE(crc32c(frame.subarray(0, -4)), frame.length - 4);
    socket.write(frame);
    expect(await answerTo(socket)).toMatchObject({ ok: 1 });
    frame[frame.length - 1]! ^= 1;
    socket.write(frame);
    await once(socket, "close");
    expect(logged.join()).toContain("checksum");
  });

  test("an unacknowledged write is carried out and not answered", async () => {
    const client = await MongoClient.connect(database.uri);
    const collection = client.db("quiet").collection<{ _id: number }>("c");
    await collection.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
    await expect.poll(() => collection.findOne({ _id: 1 })).toEqual({ _id: 1 });
    await client.close();
  });

  test.each([
    ["too long", Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ["too short", Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ["unknown", Buffer.from([16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 0, 0])],
  ])("a frame that is %s ends its connection and no other", async (_title, frame) => {
    const [bad, good] = [await connected(), await connected()];
    const before = logged.length;
    bad.write(frame);
    await once(bad, "close");
    expect(logged.slice(before).join()).toContain("closed a connection");
    good.write(frameOf({ ping: 1, $db: "admin" }));
    expect(await answerTo(good)).toMatchObject({ ok: 1 });
    good.destroy();
  });

  test("random and mutated frames leave it serving", async () => {
    expect(await framesTrial(database.uri, 1000, 42)).toBe(1000);
    expect(logged.filter((line) => line.startsWith("error"))).toEqual([]);
  });
});
