import { isAscii, isUtf8 } from "node:buffer";

/** How a file's characters are written. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * Decodes a stream of bytes, with its byte-order mark taken off and every line break as `\n`.
 *
 * Without a mark it is UTF-8 until a byte shows that it isn't; what went before was then ASCII, which reads the same
 * in windows-1252, so nothing has to be read again. A file with UTF-8 in it and a broken byte stays UTF-8, and the
 * broken character becomes U+FFFD.
 */
export async function* readText(
  source: AsyncIterable<Uint8Array>,
  onEncoding: (encoding: Encoding) => void,
): AsyncGenerator<string> {
  let heldReturn = "";
  for await (const decoded of decode(source, onEncoding)) {
    const text = heldReturn + decoded;
    // The line feed of a CRLF may come with the next chunk.
    heldReturn = text.endsWith("\r") ? "\r" : "";
    yield (heldReturn ? text.slice(0, -1) : text).replace(/\r\n?/g, "\n");
  }
  if (heldReturn) yield "\n";
}

async function* decode(
  source: AsyncIterable<Uint8Array>,
  onEncoding: (encoding: Encoding) => void,
): AsyncGenerator<string> {
  let held: Uint8Array = new Uint8Array();
  let started = false;
  let certainlyUtf8 = false;
  let decoder: TextDecoder | null = null;
  const settle = (encoding: Encoding) => {
    onEncoding(encoding);
    decoder = new TextDecoder(encoding);
  };
  const take = (bytes: Uint8Array, last: boolean): string => {
    if (!started) {
      started = true;
      const marked = encodingOfMark(bytes);
      certainlyUtf8 = marked === "utf-8";
      if (marked) settle(marked);
      if (certainlyUtf8) {
        decoder = null;
        bytes = bytes.subarray(3);
      }
    }
    if (decoder) return decoder.decode(bytes, { stream: !last });
    const whole = last ? bytes.length : bytes.length - unfinishedTail(bytes);
    const head = bytes.subarray(0, whole);
    held = bytes.slice(whole);
    if (isUtf8(head)) {
      certainlyUtf8 ||= !isAscii(head);
      return Buffer.from(head.buffer, head.byteOffset, head.length).toString("utf8");
    }
    settle(certainlyUtf8 || isMostlyUtf8(head) ? "utf-8" : "windows-1252");
    held = new Uint8Array();
    return decoder!.decode(bytes, { stream: !last });
  };
  for await (const chunk of source) {
    const bytes = held.length ? Buffer.concat([held, chunk]) : chunk;
    if (!started && bytes.length < 3) {
      held = bytes.slice();
      continue;
    }
    held = new Uint8Array();
    const text = take(bytes, false);
    if (text) yield text;
  }
  const rest = take(held, true);
  if (rest) yield rest;
  if (!decoder) onEncoding("utf-8");
}

function encodingOfMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

/** How many bytes at the end begin a UTF-8 character without finishing it. */
function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? back : 0;
  }
  return 0;
}

/** True where more of the characters beyond ASCII are right in UTF-8 than broken. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const beyondAscii = new TextDecoder("utf-8").decode(bytes).match(/\P{ASCII}/gu) ?? [];
  const broken = beyondAscii.filter((character) => character === "\uFFFD").length;
  return beyondAscii.length - broken > broken;
}
