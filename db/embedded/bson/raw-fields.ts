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

/** Returns the document's bytes with those of its fields only that `isKept` says, in their order; nothing is decoded. */
export function keepFields(bytes: Buffer, isKept: (name: string) => boolean): Buffer {
  const parts: Uint8Array[] = [Buffer.alloc(4)];
  let length = 5;
  for (const [name, from, to] of fieldsOf(bytes)) {
    if (!isKept(name)) continue;
    parts.push(bytes.subarray(from, to));
    length += to - from;
  }
  parts.push(Buffer.from([0]));
  const kept = Buffer.concat(parts, length);
  kept.writeInt32LE(length);
  return kept;
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
