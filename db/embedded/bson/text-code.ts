// How often each symbol is to be expected in keys: of those that aren't named, a fortieth of a common letter's share.
const ofEnd = 750;
const ofOthers = 4;
const shares: [characters: string, share: number][] = [
  ["01", 360],
  ["23456789", 220],
  ["ea", 560],
  ["inor", 360],
  ["lstcdmu", 260],
  ["bfghkpjqvwxyz", 100],
  ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", 50],
  ["-", 160],
  [" .", 120],
  ["@_", 50],
];

/** The first byte of every text in a key is between these: they begin with the bits 01. */
const [firstBits, numberOfFirstBits] = [1, 2];
const longest = 12;
const symbols = 257;

// Symbol 0 is the end, which is below every byte; the symbol of a byte is the one behind it. Their codes are in their order.
const codes = new Uint16Array(symbols);
const lengths = new Uint8Array(symbols);
// What the next twelve bits begin with: a symbol, and in the four lowest bits the length of its code.
const read = new Uint16Array(2 ** longest);

const shareOf = new Uint16Array(symbols).fill(ofOthers);
shareOf[0] = ofEnd;
for (const [characters, share] of shares) for (const one of characters) shareOf[one.charCodeAt(0) + 1] = share;
giveCodes(0, symbols, 0, 0);

// Parts the symbols where both sides are expected about as often, and goes on with either side.
function giveCodes(first: number, behind: number, code: number, length: number): void {
  if (behind - first === 1) {
    codes[first] = code;
    lengths[first] = length;
    const rest = longest - length;
    read.fill((first << 4) | length, code << rest, (code + 1) << rest);
    return;
  }
  const total = shareOf.subarray(first, behind).reduce((sum, share) => sum + share, 0);
  let [middle, least, before] = [first + 1, Infinity, 0];
  for (let symbol = first; symbol < behind - 1; symbol++) {
    before += shareOf[symbol]!;
    const difference = Math.abs(total - 2 * before);
    if (difference < least) [middle, least] = [symbol + 1, difference];
  }
  giveCodes(first, middle, code << 1, length + 1);
  giveCodes(middle, behind, (code << 1) | 1, length + 1);
}

let scratch = Buffer.alloc(1024);

/** Returns the text's bytes in a key: in memory order as its UTF-8 is, and telling where they end. */
export const encodeText = (text: string): Buffer => encode(text, true, 0);

/** Returns the lowest and the highest bytes that a text with this beginning starts with. */
export function beginningOfText(text: string): { low: Buffer; high: Buffer } {
  return { low: encode(text, false, 0), high: encode(text, false, 0xff) };
}

function encode(text: string, isEnded: boolean, padding: number): Buffer {
  const bytes = Buffer.from(text);
  const most = Math.ceil(((bytes.length + 1) * longest) / 8) + 1;
  if (scratch.length < most) scratch = Buffer.alloc(most);
  let held = firstBits;
  let bits = numberOfFirstBits;
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const symbol = bytes[at]! + 1;
    held = (held << lengths[symbol]!) | codes[symbol]!;
    bits += lengths[symbol]!;
    while (bits >= 8) scratch[length++] = held >> (bits -= 8);
  }
  if (isEnded) {
    held = (held << lengths[0]!) | codes[0]!;
    bits += lengths[0]!;
    while (bits >= 8) scratch[length++] = held >> (bits -= 8);
  }
  if (bits > 0) scratch[length++] = (held << (8 - bits)) | (padding >> bits);
  return Buffer.from(scratch.subarray(0, length));
}

/** True where a text begins with this byte. */
export const beginsText = (byte: number): boolean => byte >> 6 === firstBits;

/** Returns the text that begins at a place in a key, and the place behind it; undefined where the bytes end before it does. */
export function decodeText(bytes: Uint8Array, start: number): { value: string; end: number } | undefined {
  if (scratch.length < bytes.length * 8) scratch = Buffer.alloc(bytes.length * 8);
  let bit = start * 8 + numberOfFirstBits;
  for (let length = 0; ; length++) {
    const found = symbolAt(bytes, bit);
    bit += found & 15;
    if (bit > bytes.length * 8) return undefined;
    if (found >> 4 === 0) return { value: scratch.toString("utf8", 0, length), end: (bit + 7) >> 3 };
    scratch[length] = (found >> 4) - 1;
  }
}

/** Returns the place behind the text that begins at a place in a key; undefined where the bytes end before it does. */
export function endOfText(bytes: Uint8Array, start: number): number | undefined {
  let bit = start * 8 + numberOfFirstBits;
  for (;;) {
    const found = symbolAt(bytes, bit);
    bit += found & 15;
    if (bit > bytes.length * 8) return undefined;
    if (found >> 4 === 0) return (bit + 7) >> 3;
  }
}

// Behind the end, bytes count as zero.
function symbolAt(bytes: Uint8Array, bit: number): number {
  const at = bit >> 3;
  const next = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
  return read[(next >> (24 - longest - (bit & 7))) & (2 ** longest - 1)]!;
}
