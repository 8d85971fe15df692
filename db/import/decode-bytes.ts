import { isUtf8 } from "node:buffer";

/** The text of some bytes by what they are said to be, such as `ISO-8859-1`; else UTF-8 where they are that, or windows-1252. */
export function decodeBytes(bytes: Uint8Array, charset?: string): string {
  return new TextDecoder(labelOf(charset) ?? (isUtf8(bytes) ? "utf-8" : "windows-1252")).decode(bytes);
}

function labelOf(charset: string | undefined): string | null {
  try {
    return charset === undefined ? null : new TextDecoder(charset).encoding;
  } catch {
    return null;
  }
}
