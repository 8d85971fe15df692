import type { Binary, Timestamp } from "bson";
import { binaryParts, exactNumber, rank, rankOf, regexParts } from "./order.ts";
import { encodeText } from "./text-code.ts";

const maxExact = 2 ** 53;

/** Returns bytes whose memory order is MongoDB's order of values; each encoding tells where it ends, so they can be joined. */
export function encodeKey(value: unknown): Buffer {
  const parts: Uint8Array[] = [];
  put(parts, value);
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
}

/** Returns the bytes complemented, which turns their order around, for a descending field. */
export function complement(bytes: Uint8Array): Buffer {
  const flipped = Buffer.allocUnsafe(bytes.length);
  for (let i = 0; i < bytes.length; i++) flipped[i] = 255 - bytes[i]!;
  return flipped;
}

function put(parts: Uint8Array[], value: unknown): void {
  const kind = rankOf(value);
  switch (kind) {
    case rank.string:
      parts.push(encodeText(value as string));
      return;
    case rank.number:
      parts.push(numberKey(exactNumber(value)));
      return;
    case rank.object:
      parts.push(Buffer.from([kind]));
      for (const [name, inner] of Object.entries(value as object)) {
        if (inner === undefined) continue;
        // Objects are ordered by their fields' types first, then names, then values.
        parts.push(Buffer.from([rankOf(inner)]), encodeText(name));
        put(parts, inner);
      }
      parts.push(Buffer.from([0]));
      return;
    case rank.array:
      parts.push(Buffer.from([kind]));
      for (const inner of value as unknown[]) put(parts, inner);
      parts.push(Buffer.from([0]));
      return;
    case rank.binary: {
      const { subtype, bytes } = binaryParts(value as Binary | Uint8Array);
      const head = Buffer.alloc(6);
      head[0] = kind;
      head.writeUInt32BE(bytes.length, 1);
      head[5] = subtype;
      parts.push(head, bytes);
      return;
    }
    case rank.objectId:
      parts.push(Buffer.from([kind]), (value as { id: Uint8Array }).id);
      return;
    case rank.boolean:
      parts.push(Buffer.from([kind, value ? 1 : 0]));
      return;
    case rank.date: {
      const bytes = Buffer.alloc(9);
      bytes[0] = kind;
      bytes.writeBigInt64BE(BigInt((value as Date).getTime()), 1);
      bytes[1]! ^= 0x80;
      parts.push(bytes);
      return;
    }
    case rank.timestamp: {
      const bytes = Buffer.alloc(9);
      bytes[0] = kind;
      bytes.writeUInt32BE((value as Timestamp).t, 1);
      bytes.writeUInt32BE((value as Timestamp).i, 5);
      parts.push(bytes);
      return;
    }
    case rank.regex: {
      const [pattern, options] = regexParts(value);
      parts.push(Buffer.from([kind]), encodeText(pattern), encodeText(options));
      return;
    }
    default:
      parts.push(Buffer.from([kind]));
  }
}

function numberKey(value: number | bigint): Buffer {
  const double = Number(value);
  // NaN has the lowest place among numbers; zero and minus zero are one value.
  if (Number.isNaN(double)) return Buffer.from([rank.number, 0, 0, 0, 0, 0, 0, 0, 0]);
  const big = Math.abs(double) >= maxExact;
  const bytes = Buffer.allocUnsafe(big ? 11 : 9);
  bytes[0] = rank.number;
  bytes.writeDoubleBE(double === 0 ? 0 : double, 1);
  if (bytes[1]! & 0x80) for (let i = 1; i < 9; i++) bytes[i] = 255 - bytes[i]!;
  else bytes[1]! |= 0x80;
  // Beyond 2^53 neighbouring 64-bit integers share a double: their distance from it (at most 512) tells them apart.
  if (big) bytes.writeUInt16BE(typeof value === "bigint" ? Number(value - BigInt(double)) + 0x8000 : 0x8000, 9);
  return bytes;
}
