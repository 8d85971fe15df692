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

/** Returns the document's bytes with those of its fields only that `isKept` says, in their order; nothing is decoded. */
export function keepFields(bytes: Buffer, isKept: (name: string) => boolean): Buffer {
  const parts: Uint8Array[] = [Buffer.alloc(4)];
  let length = 5;
  const end = bytes.length - 1;
  for (let at = 4; at < end;) {
    const nameEnd = bytes.indexOf(0, at + 1);
    const next = nameEnd + 1 + sizeOf(bytes, bytes[at]!, nameEnd + 1);
    if (isKept(bytes.toString("utf8", at + 1, nameEnd))) {
      parts.push(bytes.subarray(at, next));
      length += next - at;
    }
    at = next;
  }
  parts.push(Buffer.from([0]));
  const kept = Buffer.concat(parts, length);
  kept.writeInt32LE(length);
  return kept;
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
