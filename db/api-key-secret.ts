import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

// Letters and digits alone: a double click selects all of it, and it is never taken for an option of a command.
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Names the product, Follow-ups hub, so that a key is known where it has leaked to. */
const PREFIX = "fuh_";
const RANDOM_LENGTH = 40;
const CHECKSUM_LENGTH = 6;
const SHOWN_LENGTH = PREFIX.length + 6;

/** Keys that were made before there was a checksum. */
const EARLIER = /^fuh_[A-Za-z0-9_-]{32}$/;

/** Bytes that a key is made of, four for each of its random digits. */
export const KEY_BYTES = 4 * RANDOM_LENGTH;

/** A new API key: the prefix, what nobody can guess, and a checksum of both. */
export function newKeySecret(bytes: Buffer = randomBytes(KEY_BYTES)): string {
  const digit = (place: number) => DIGITS[bytes.readUInt32BE(4 * place) % DIGITS.length];
  const random = Array.from({ length: RANDOM_LENGTH }, (_, place) => digit(place)).join("");
  return PREFIX + random + checksum(PREFIX + random);
}

/** False for what can't be an API key, as one that was mistyped or cut off. */
export function isKeySecret(text: string): boolean {
  if (EARLIER.test(text)) return true;
  const isWhole = text.length === PREFIX.length + RANDOM_LENGTH + CHECKSUM_LENGTH && text.startsWith(PREFIX);
  return isWhole && checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

/** The first characters of a key, by which its owner knows it; they open nothing. */
export function startOfKey(secret: string): string {
  return secret.slice(0, SHOWN_LENGTH);
}

/** CRC-32 in base 62. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = DIGITS[rest % DIGITS.length] + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}
