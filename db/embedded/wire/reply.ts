import { encode, type Doc } from "../bson/documents.ts";
import { CursorBatch } from "../commands/cursors.ts";

let lastId = 0;

/** Returns the bytes of an answer to the message, in the form that its sender understands. */
export function encodeReply(reply: Doc, to: { id: number; legacy: boolean }): Buffer {
  const body = encodeBody(reply);
  const head = to.legacy ? 36 : 21;
  const frame = Buffer.alloc(head);
  frame.writeInt32LE(head + body.length, 0);
  lastId = (lastId + 1) & 0x7fffffff;
  frame.writeInt32LE(lastId, 4);
  frame.writeInt32LE(to.id, 8);
  frame.writeInt32LE(to.legacy ? 1 : 2013, 12);
  // OP_REPLY: flags (await capable), cursor id, starting from, and the number of documents.
  if (to.legacy) {
    frame.writeInt32LE(8, 16);
    frame.writeInt32LE(1, 32);
  }
  return Buffer.concat([frame, body]);
}

function encodeBody(reply: Doc): Buffer {
  const { cursor, ...rest } = reply;
  if (!(cursor instanceof CursorBatch)) return encode(reply);
  // The documents are BSON already: taking them apart and together again would cost most of the time of a large answer.
  const list = element(0x04, cursor.field, rawArray(cursor.documents));
  const [id, namespace] = [encode({ id: cursor.id }), encode({ ns: cursor.namespace })];
  const inner = rawDocument([list, fieldsOf(id), fieldsOf(namespace)]);
  return rawDocument([element(0x03, "cursor", inner), fieldsOf(encode(rest))]);
}

const fieldsOf = (document: Buffer): Buffer => document.subarray(4, document.length - 1);

const element = (type: number, name: string, value: Buffer): Buffer =>
  Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value]);

const rawArray = (documents: readonly Buffer[]): Buffer =>
  rawDocument(documents.flatMap((document, i) => [Buffer.from(`\x03${i}\0`, "latin1"), document]));

function rawDocument(fields: readonly Buffer[]): Buffer {
  const length = fields.reduce((sum, field) => sum + field.length, 5);
  const size = Buffer.alloc(4);
  size.writeInt32LE(length);
  return Buffer.concat([size, ...fields, Buffer.from([0])], length);
}
