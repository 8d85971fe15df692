import iconv from "iconv-lite";
import type { Encoding } from "../../app/domain/encodings.ts";

/** Bytes of lines beyond ASCII that are looked at. */
const SAMPLE_BYTES = 32_768;

/** The encodings that can only be told by what people write, as the library calls them. */
const GUESSED: Record<string, Encoding> = {
  "Windows-1252": "windows-1252",
  "Windows-1250": "windows-1250",
  "Windows-1251": "windows-1251",
  cp850: "cp850",
  MacRoman: "macintosh",
  CP932: "shift_jis",
  "EUC-JP": "euc-jp",
  GB18030: "gbk",
  Big5: "big5",
  CP949: "euc-kr",
};
const LOOKED_FOR = ["cp1252", "cp1250", "cp1251", "cp850", "mac-roman", "cp932", "euc-jp", "gb18030", "big5", "cp949"];
/** How much more often than another one the first is met. */
const COMMONER = 1.2;

/**
 * How a file is written: by its byte-order mark or its zeros UTF-16, by its bytes UTF-8, else what fits best of what is
 * in its lines. A file with UTF-8 in it and a broken byte stays UTF-8.
 */
export async function guessEncoding(source: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const sample: Uint8Array[] = [];
  let size = 0;
  let held: Uint8Array = new Uint8Array();
  let isFirst = true;
  for await (const chunk of source) {
    held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    if (isFirst && held.length < 4) continue;
    const wide = isFirst ? wideEncoding(held) : null;
    if (wide) return wide;
    isFirst = false;
    const end = held.lastIndexOf(LINE_FEED) + 1 || (held.length > SAMPLE_BYTES ? held.length : 0);
    for (const line of linesBeyondAscii(held.subarray(0, end))) {
      sample.push(line);
      size += line.length;
    }
    held = held.slice(end);
    if (size >= SAMPLE_BYTES) break;
  }
  if (isFirst && wideEncoding(held)) return wideEncoding(held)!;
  sample.push(...linesBeyondAscii(held));
  const bytes = Buffer.concat(sample).subarray(0, SAMPLE_BYTES + 3);
  return bytes.length === 0 || isMostlyUtf8(bytes) ? "utf-8" : guessOf(bytes);
}

const LINE_FEED = 0x0a;

function* linesBeyondAscii(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(LINE_FEED, start) + 1 || bytes.length;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > 0x7f)) yield line;
    start = end;
  }
}

/** UTF-16 by its mark, or as of its first letters each second byte is zero; UTF-8 by its mark. */
function wideEncoding(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const head = bytes.subarray(0, 400);
  for (const [place, byte] of head.entries()) if (byte === 0) zeros[place % 2]!++;
  const many = head.length / 6;
  if (zeros[1]! > many && zeros[0] === 0) return "utf-16le";
  return zeros[0]! > many && zeros[1] === 0 ? "utf-16be" : null;
}

/** True where more of the characters beyond ASCII are right in UTF-8 than broken. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const beyondAscii = new TextDecoder("utf-8").decode(bytes).match(/\P{ASCII}/gu) ?? [];
  const broken = beyondAscii.filter((character) => character === "\uFFFD").length;
  return beyondAscii.length - broken > broken;
}

async function guessOf(bytes: Buffer): Promise<Encoding> {
  // Its tables are a megabyte, which a start would read in vain.
  const { chardet } = await import("jschardet");
  const found = chardet.detectAll(bytes, { includeEncodings: LOOKED_FOR, ignoreThreshold: true });
  let best: { encoding: Encoding; score: number } = { encoding: "windows-1252", score: 0 };
  for (const { encoding: name, confidence } of found) {
    const encoding = GUESSED[name ?? ""];
    if (!encoding) continue;
    const commoner = encoding === "windows-1252" ? COMMONER : 1;
    const score = confidence * commoner * plausibility(iconv.decode(bytes, encoding));
    if (score > best.score) best = { encoding, score };
  }
  // What both read alike is called by the name of the commoner one.
  const text = iconv.decode(bytes, best.encoding);
  return iconv.decode(bytes, "windows-1252") === text ? "windows-1252" : best.encoding;
}

/** From 0 to 1: less where signs stand for letters, and where one word has two scripts or a capital behind a small letter. */
export function plausibility(text: string): number {
  const beyond = [...text].filter((character) => character > "\x7f");
  if (beyond.length === 0) return 1;
  const letters = beyond.filter((character) => /[\p{L}\p{M}]/u.test(character)).length / beyond.length;
  const words = (text.match(/[\p{L}\p{M}]+/gu) ?? []).filter((word) => /\P{ASCII}/u.test(word));
  const odd = words.filter((word) => MIXED.test(word) || /\p{Ll}\p{Lu}/u.test(word)).length;
  return letters ** 2 * (words.length === 0 ? 1 : 1 - odd / words.length);
}

const OTHERS = String.raw`[\p{Script=Cyrillic}\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}\p{Script=Hangul}]`;
const MIXED = new RegExp(String.raw`\p{Script=Latin}${OTHERS}|${OTHERS}\p{Script=Latin}`, "u");
