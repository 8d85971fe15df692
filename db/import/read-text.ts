import iconv from "iconv-lite";
import type { Encoding } from "../../app/domain/encodings.ts";

/** Decodes a stream of bytes, with its byte-order mark taken off and every line break as `\n`. */
export async function* readText(
  source: AsyncIterable<Uint8Array>,
  encoding: Encoding = "utf-8",
): AsyncGenerator<string> {
  let heldReturn = "";
  for await (const decoded of decode(source, encoding)) {
    const text = heldReturn + decoded;
    // The line feed of a CRLF may come with the next chunk.
    heldReturn = text.endsWith("\r") ? "\r" : "";
    yield (heldReturn ? text.slice(0, -1) : text).replace(/\r\n?/g, "\n");
  }
  if (heldReturn) yield "\n";
}

async function* decode(source: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const bytes of source) {
    const text = decoder.write(bytes);
    if (text) yield text;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

interface Decoder {
  write(bytes: Uint8Array): string;
  end(): string | undefined;
}

function decoderOf(encoding: Encoding): Decoder {
  if (!encoding.startsWith("utf-")) return iconv.getDecoder(encoding) as Decoder;
  const decoder = new TextDecoder(encoding);
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}
