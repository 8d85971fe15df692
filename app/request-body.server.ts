/** Thrown where a body has more bytes than its reader takes. */
export class BodyTooLarge extends Error {}

/** Thrown where the client goes away before the body has ended. */
export class BodyCutOff extends Error {}

/**
 * The bytes of a request's body as they arrive; throws `BodyTooLarge` as soon as they are more than `mostBytes`, whatever
 * length was stated, and `BodyCutOff`. What is left unread then is the server's to throw away.
 */
export async function* readBytes(request: Request, mostBytes: number): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get("Content-Length") ?? 0) > mostBytes) throw new BodyTooLarge();
  const reader = request.body?.getReader();
  if (!reader) return;
  let size = 0;
  try {
    for (let read = await readOn(request, reader); !read.done; read = await readOn(request, reader)) {
      size += read.value.byteLength;
      if (size > mostBytes) throw new BodyTooLarge();
      yield read.value;
    }
  } finally {
    // Cancelled, the body would take the connection down before the answer is read.
    reader.releaseLock();
  }
}

/** How long the bodies of requests were waited for, in milliseconds, and since when one is. */
const waits = new WeakMap<Request, { milliseconds: number; since: number | null }>();

/** How many milliseconds were spent waiting for the client to send the request's body. */
export function waitForClient(request: Request): number {
  const { milliseconds = 0, since = null } = waits.get(request) ?? {};
  return milliseconds + (since === null ? 0 : performance.now() - since);
}

async function readOn(request: Request, reader: ReadableStreamDefaultReader<Uint8Array>) {
  const milliseconds = waitForClient(request);
  waits.set(request, { milliseconds, since: performance.now() });
  try {
    return await reader.read();
  } catch (error) {
    throw new BodyCutOff("The body ended too soon", { cause: error });
  } finally {
    waits.set(request, { milliseconds: waitForClient(request), since: null });
  }
}

/** A request's body as UTF-8 text; throws `BodyTooLarge` or `BodyCutOff`. */
export async function readText(request: Request, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBytes(request, mostBytes)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
