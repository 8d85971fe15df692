import { FrameError } from "./frames.ts";

/** A client's message: the command's BSON, and the lists that came beside it. */
export interface Message {
  id: number;
  /** True where the client takes the answer in the old form. */
  legacy: boolean;
  /** True where the client wants no answer. */
  silent: boolean;
  body: Buffer;
  sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** The database, where it is not named in the body. */
  database?: string;
}

const opQuery = 2004;
const opMessage = 2013;
const checksumPresent = 1;
const moreToCome = 2;
const exhaustAllowed = 1 << 16;
const smallestDocument = 5;

/** Returns the message in a frame; throws `FrameError` where it is not one of this protocol. */
export function parseMessage(frame: Buffer): Message {
  const id = frame.readInt32LE(4);
  switch (frame.readInt32LE(12)) {
    case opMessage:
      return parseOpMessage(id, frame);
    case opQuery:
      return parseOpQuery(id, frame);
    default:
      throw new FrameError(`an unknown opcode ${frame.readInt32LE(12)}`);
  }
}

function parseOpMessage(id: number, frame: Buffer): Message {
  if (frame.length < 21) throw new FrameError("a message without sections");
  const flags = frame.readUInt32LE(16);
  // Of the first 16 flags, unknown ones must not be passed over.
  if ((flags & 0xffff & ~(checksumPresent | moreToCome)) !== 0 || ((flags >>> 16) & ~(exhaustAllowed >>> 16)) !== 0) {
    throw new FrameError(`unknown flags ${flags}`);
  }
  const hasChecksum = (flags & checksumPresent) !== 0;
  const end = frame.length - (hasChecksum ? 4 : 0);
  if (hasChecksum && crc32c(frame.subarray(0, end)) !== frame.readUInt32LE(end))
    throw new FrameError("a checksum that does not match");
  let at = 20;
  let body: Buffer | undefined;
  const sequences = new Map<string, Buffer[]>();
  while (at < end) {
    const kind = frame[at++];
    if (kind === 0) {
      if (body) throw new FrameError("two bodies");
      body = documentAt(frame, at, end);
      at += body.length;
    } else if (kind === 1) {
      at = readSequence(frame, at, end, sequences);
    } else {
      throw new FrameError(`a section of the kind ${kind}`);
    }
  }
  if (!body) throw new FrameError("no body");
  return { id, legacy: false, silent: (flags & moreToCome) !== 0, body, sequences };
}

function readSequence(frame: Buffer, start: number, end: number, sequences: Map<string, Buffer[]>): number {
  if (start + 4 > end) throw new FrameError("a cut sequence");
  const stop = start + frame.readInt32LE(start);
  if (stop > end || stop < start + 5) throw new FrameError("a sequence of impossible length");
  const nameEnd = frame.indexOf(0, start + 4);
  if (nameEnd < 0 || nameEnd >= stop) throw new FrameError("a sequence without a name");
  const name = frame.toString("utf8", start + 4, nameEnd);
  if (sequences.has(name)) throw new FrameError(`the sequence ${name} twice`);
  const documents: Buffer[] = [];
  let at = nameEnd + 1;
  while (at < stop) {
    const document = documentAt(frame, at, stop);
    documents.push(document);
    at += document.length;
  }
  sequences.set(name, documents);
  return stop;
}

function documentAt(frame: Buffer, at: number, end: number): Buffer {
  if (at + smallestDocument > end) throw new FrameError("a cut document");
  const length = frame.readInt32LE(at);
  if (length < smallestDocument || at + length > end || frame[at + length - 1] !== 0)
    throw new FrameError("a document of impossible length");
  return frame.subarray(at, at + length);
}

function parseOpQuery(id: number, frame: Buffer): Message {
  const nameEnd = frame.indexOf(0, 20);
  if (nameEnd < 0 || nameEnd + 9 > frame.length) throw new FrameError("a cut query");
  const namespace = frame.toString("utf8", 20, nameEnd);
  if (!namespace.endsWith(".$cmd")) throw new FrameError("a query that is not a command");
  const body = documentAt(frame, nameEnd + 9, frame.length);
  return { id, legacy: true, silent: false, body, sequences: new Map(), database: namespace.slice(0, -".$cmd".length) };
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

/** Returns the CRC-32C of the bytes, which messages may end with. */
export function crc32c(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = crcTable[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
