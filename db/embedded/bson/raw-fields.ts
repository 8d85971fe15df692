import { encode, type Doc } from "./documents.ts";

/** The size of an element's value, by its BSON type; what isn't here tells its length itself. */
const sizes = new Map([
  [0x01, 8],
  [0x06, 0],
  [0x07, 12],
  [0x08, 1],
  [0x09, 8],
  [0x0a, 0],
  [0x10, 4],
  [0x11, 8],
  [0x12, 8],
  [0x13, 16],
  [0x7f, 0],
  [0xff, 0],
]);

/** Gives the document's fields, each with the place of its bytes, type and name included. */
function* fieldsOf(bytes: Buffer): Generator<[name: string, from: number, to: number], void, void> {
  const end = bytes.length - 1;
  for (let at = 4; at < end;) {
    const nameEnd = bytes.indexOf(0, at + 1);
    const next = nameEnd + 1 + sizeOf(bytes, bytes[at]!, nameEnd + 1);
    yield [bytes.toString("utf8", at + 1, nameEnd), at, next];
    at = next;
  }
}

/** Returns the bytes of the documents in a field's array, in their order; undefined where it holds anything else. */
export function documentsIn(bytes: Buffer, field: string): Buffer[] | undefined {
  const list = valueBytes(bytes, field, 0x04);
  const documents = list && [...fieldsOf(list)].map(([, from, to]) => documentAt(list, from, to, 0x03));
  return documents?.every((one) => one !== undefined) ? documents : undefined;
}

function valueBytes(bytes: Buffer, field: string, type: number): Buffer | undefined {
  for (const [name, from, to] of fieldsOf(bytes)) if (name === field) return documentAt(bytes, from, to, type);
  return undefined;
}

const documentAt = (bytes: Buffer, from: number, to: number, type: number): Buffer | undefined =>
  bytes[from] === type ? bytes.subarray(bytes.indexOf(0, from + 1) + 1, to) : undefined;

/** Returns the document's bytes with those of its fields only that `isKept` says, in their order; nothing is decoded. */
export function keepFields(bytes: Buffer, isKept: (name: string) => boolean): Buffer {
  const kept: Uint8Array[] = [];
  for (const [name, from, to] of fieldsOf(bytes)) if (isKept(name)) kept.push(bytes.subarray(from, to));
  return documentOf(kept);
}

/** Returns the bytes of a document that another one is made of: what both share is taken over as it is, in its order. */
export function changedBytes(bytes: Buffer, before: Doc, after: Doc): Buffer {
  const fields: Uint8Array[] = [];
  for (const [name, from, to] of fieldsOf(bytes)) {
    if (!Object.hasOwn(after, name)) continue;
    if (after[name] === before[name]) fields.push(bytes.subarray(from, to));
    else fields.push(fieldBytes(name, after[name]));
  }
  for (const [name, value] of Object.entries(after))
    if (!Object.hasOwn(before, name)) fields.push(fieldBytes(name, value));
  return documentOf(fields);
}

/** Returns the document's bytes with `_id` as the first field, the others in their order. */
export function withIdFirst(bytes: Buffer, _id: unknown): Buffer {
  const fields = [...fieldsOf(bytes)];
  if (fields[0]?.[0] === "_id") return bytes;
  const others = fields.filter(([name]) => name !== "_id").map(([, from, to]) => bytes.subarray(from, to));
  return documentOf([fieldBytes("_id", _id), ...others]);
}

const fieldBytes = (name: string, value: unknown): Uint8Array => {
  const document = encode(Object.fromEntries([[name, value]]));
  return document.subarray(4, document.length - 1);
};

function documentOf(fields: readonly Uint8Array[]): Buffer {
  const length = fields.reduce((sum, field) => sum + field.length, 5);
  const bytes = Buffer.concat([Buffer.alloc(4), ...fields, Buffer.alloc(1)], length);
  bytes.writeInt32LE(length);
  return bytes;
}

/** Returns the names of the fields whose bytes differ, or that only one of the two documents has. */
export function differingFields(before: Buffer, after: Buffer): Set<string> {
  const names = new Set<string>();
  const old = new Map([...fieldsOf(before)].map(([name, from, to]) => [name, before.subarray(from, to)]));
  for (const [name, from, to] of fieldsOf(after)) {
    if (old.get(name)?.equals(after.subarray(from, to)) !== true) names.add(name);
    old.delete(name);
  }
  for (const name of old.keys()) names.add(name);
  return names;
}

function sizeOf(bytes: Buffer, type: number, at: number): number {
  const size = sizes.get(type);
  if (size !== undefined) return size;
  switch (type) {
    case 0x03:
    case 0x04:
    case 0x0f:
      return bytes.readInt32LE(at);
    case 0x05:
      return 5 + bytes.readInt32LE(at);
    case 0x0b:
      return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1 - at;
    case 0x0c:
      return 16 + bytes.readInt32LE(at);
    default:
      return 4 + bytes.readInt32LE(at);
  }
}
