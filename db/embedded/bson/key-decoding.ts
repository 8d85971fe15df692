import { Long, ObjectId } from "bson";
import { complement } from "./key-encoding.ts";
import { rank } from "./order.ts";
import { beginsText, decodeText } from "./text-code.ts";

/** A value read out of an index key, or `unreadable` where only the document can tell it. */
export const unreadable = Symbol("unreadable");

/**
 * Returns the values in an index key's bytes, one for each of `directions` (1 or -1).
 * Null (which may also mean a missing field), objects, arrays and rare types come as `unreadable`, and so does everything after
 * one whose length cannot be told.
 */
export function decodeKey(key: Uint8Array, directions: readonly number[]): unknown[] {
  const values: unknown[] = [];
  let at = 0;
  for (const direction of directions) {
    const read = at < 0 ? undefined : decodeOne(direction === 1 ? key.subarray(at) : flipped(key, at));
    values.push(read ? read.value : unreadable);
    at = read ? at + read.length : -1;
  }
  return values;
}

// Most keys are short, and their end is not known before they are read.
const flipped = (key: Uint8Array, at: number): Buffer => complement(key.subarray(at));

function decodeOne(bytes: Uint8Array): { value: unknown; length: number } | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (beginsText(view[0]!)) {
    const { value, end } = decodeText(view, 0)!;
    return { value, length: end };
  }
  switch (view[0]) {
    case rank.number:
      return decodeNumber(view);
    case rank.boolean:
      return { value: view[1] === 1, length: 2 };
    case rank.objectId:
      return { value: new ObjectId(Uint8Array.from(view.subarray(1, 13))), length: 13 };
    case rank.date: {
      const copy = Buffer.from(view.subarray(1, 9));
      copy[0]! ^= 0x80;
      return { value: new Date(Number(copy.readBigInt64BE(0))), length: 9 };
    }
    case rank.null:
    case rank.undefined:
      return { value: unreadable, length: 1 };
    default:
      return undefined;
  }
}

function decodeNumber(view: Buffer): { value: unknown; length: number } {
  const bytes = Buffer.from(view.subarray(1, 9));
  if (bytes.every((byte) => byte === 0)) return { value: Number.NaN, length: 9 };
  if (bytes[0]! & 0x80) bytes[0]! &= 0x7f;
  else for (let i = 0; i < 8; i++) bytes[i] = 255 - bytes[i]!;
  const double = bytes.readDoubleBE(0);
  if (Math.abs(double) < 2 ** 53) return { value: double, length: 9 };
  const distance = view.readUInt16BE(9) - 0x8000;
  return { value: distance === 0 ? double : Long.fromBigInt(BigInt(double) + BigInt(distance)), length: 11 };
}
