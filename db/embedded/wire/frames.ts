/** The largest message that is taken, in bytes, as `hello` tells the client. */
export const mostMessageBytes = 48_000_000;

const headerBytes = 16;

/** Thrown where what comes in cannot be a message: the connection has to be closed. */
export class FrameError extends Error {}

/** Returns a function that takes what a socket gives, cut anywhere, and gives whole messages; it throws `FrameError`. */
export function createFramer(): (chunk: Buffer) => Buffer[] {
  let parts: Buffer[] = [];
  let size = 0;
  let wanted = headerBytes;
  return (chunk) => {
    parts.push(chunk);
    size += chunk.length;
    if (size < wanted) return [];
    let bytes = parts.length === 1 ? chunk : Buffer.concat(parts, size);
    const frames: Buffer[] = [];
    for (;;) {
      if (bytes.length < headerBytes) {
        wanted = headerBytes;
        break;
      }
      const length = bytes.readInt32LE(0);
      if (length < headerBytes || length > mostMessageBytes) throw new FrameError(`a message of ${length} bytes`);
      wanted = length;
      if (bytes.length < length) break;
      frames.push(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
    }
    parts = bytes.length > 0 ? [bytes] : [];
    size = bytes.length;
    return frames;
  };
}
