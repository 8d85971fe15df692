import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { deserialize, serialize } from "bson";

/** Returns the bytes of a command's message. */
export function frameOf(command: object, sequences: Record<string, object[]> = {}, flags = 0): Buffer {
  const lists = Object.entries(sequences).map(([name, documents]) => {
    const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((document) => serialize(document))]);
    const size = Buffer.alloc(5);
    size[0] = 1;
    size.writeInt32LE(content.length + 4, 1);
    return Buffer.concat([size, content]);
  });
  const body = Buffer.concat([Buffer.from([0]), serialize(command), ...lists]);
  const head = Buffer.alloc(20);
  head.writeInt32LE(20 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flags, 16);
  return Buffer.concat([head, body]);
}

/** Returns a connection to the embedded database, without a driver. */
export async function connectTo(uri: string): Promise<Socket> {
  const socket = connect(decodeURIComponent(/^mongodb:\/\/([^/]+)\//.exec(uri)![1]!));
  await once(socket, "connect");
  return socket;
}

/** Returns the next answer on the connection; `head` is the number of bytes before its document. */
export async function answerTo(socket: Socket, head = 21): Promise<Record<string, unknown>> {
  const [chunk] = (await once(socket, "data")) as [Buffer];
  return deserialize(chunk.subarray(head));
}

/** Sends one frame on a connection of its own, and returns the answer. */
export async function exchange(uri: string, frame: Buffer): Promise<Record<string, unknown>> {
  const socket = await connectTo(uri);
  socket.write(frame);
  const answer = await answerTo(socket);
  socket.destroy();
  return answer;
}
