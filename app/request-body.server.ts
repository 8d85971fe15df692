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
    for (let read = await readOn(reader); !read.done; read = await readOn(reader)) {
      size += read.value.byteLength;
      if (size > mostBytes) throw new BodyTooLarge();
      yield read.value;
    }
  } finally {
    // Cancelled, the body would take the connection down before the answer is read.
    reader.releaseLock();
  }
}

function readOn(reader: ReadableStreamDefaultReader<Uint8Array>) {
  return reader.read().catch((error: unknown) => {
    throw new BodyCutOff("The body ended too soon", { cause: error });
  });
}

/** A request's body as UTF-8 text; throws `BodyTooLarge` or `BodyCutOff`. */
export async function readText(request: Request, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBytes(request, mostBytes)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
