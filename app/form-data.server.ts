import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { BodyCutOff, BodyTooLarge, readBytes, readText } from "./request-body.server.ts";

/** Enough for a form that names two hundred contacts, each id as long as it may be. */
const MOST_BYTES = 256 * 1024;
const MOST_FIELDS = 2_000;
const LONGEST_FIELD_NAME = 100;

/** A part of a multipart form that is a file; its reader must read it to the end. */
export type FileReader = (name: string, fileName: string, bytes: Readable) => Promise<void>;

/** The fields of the form that a request sends; throws an answer of 400, 413 or 415 where it sends none that can be read. */
export async function readFormData(request: Request): Promise<FormData> {
  try {
    if (isMultipart(request)) return await readMultipart(request);
    if (mediaType(request) === "application/x-www-form-urlencoded")
      return urlEncoded(await readText(request, MOST_BYTES));
  } catch (error) {
    if (error instanceof BodyCutOff) throw refusal(400, "The form can't be read.");
    throw error instanceof BodyTooLarge ? refusal(413, "The form is too large.") : error;
  }
  throw refusal(415, "Send a form.");
}

/**
 * The fields of a multipart form of at most `mostBytes`; its file goes to `readFile` as it arrives. Throws an answer of
 * 400, or `BodyTooLarge`.
 */
export async function readMultipart(
  request: Request,
  { mostBytes = MOST_BYTES, readFile }: { mostBytes?: number; readFile?: FileReader } = {},
): Promise<FormData> {
  const form = new FormData();
  const files: Promise<void>[] = [];
  let isOver = false;
  const parser = parserFor(request);
  parser.on("field", (name = "", value, { valueTruncated }) => {
    isOver ||= name.length > LONGEST_FIELD_NAME || valueTruncated;
    form.append(name, value);
  });
  parser.on("file", (name = "", bytes, { filename }) => {
    isOver ||= name.length > LONGEST_FIELD_NAME;
    // Broken off, a file ends with an error, which the parser tells as well.
    bytes.on("error", () => undefined);
    if (!readFile) return void bytes.resume();
    const reading = readFile(name, filename ?? "", bytes);
    // Unread, the file would hold up the fields behind it; what went wrong is thrown below.
    reading.catch(() => bytes.resume());
    files.push(reading);
  });
  for (const limit of ["partsLimit", "filesLimit"] as const) parser.on(limit, () => (isOver = true));
  const bytes = async function* () {
    for await (const chunk of readBytes(request, mostBytes)) {
      if (isOver) throw new BodyTooLarge();
      yield chunk;
    }
  };
  try {
    await pipeline(Readable.from(bytes()), parser);
  } catch (error) {
    await Promise.allSettled(files);
    if (error instanceof BodyTooLarge || request.signal.aborted) throw error;
    throw refusal(400, "The form can't be read.");
  }
  await Promise.all(files);
  if (isOver) throw new BodyTooLarge();
  return form;
}

/** A part's head has a limit of the parser's own, 16 KiB. */
function parserFor(request: Request): busboy.Busboy {
  const limits = { fieldSize: MOST_BYTES, files: 1, parts: MOST_FIELDS + 1 };
  try {
    return busboy({
      headers: { "content-type": request.headers.get("Content-Type") ?? "" },
      limits,
      defParamCharset: "utf8",
    });
  } catch {
    throw refusal(400, "The form can't be read: its boundary is missing.");
  }
}

/** True where the request's type says that its body is a multipart form. */
export function isMultipart(request: Request): boolean {
  return mediaType(request) === "multipart/form-data";
}

/** The same request with `form` as its body, for a reader that would read the body without a limit. */
export function withForm(request: Request, form: FormData): Request {
  const body = new URLSearchParams([...form].map(([name, value]) => [name, String(value)]));
  const headers = new Headers(request.headers);
  for (const name of ["Content-Type", "Content-Length", "Transfer-Encoding"]) headers.delete(name);
  return new Request(request.url, { method: request.method, headers, body });
}

function urlEncoded(text: string): FormData {
  const form = new FormData();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > MOST_FIELDS) throw new BodyTooLarge();
    form.append(name, value);
  }
  return form;
}

function mediaType(request: Request): string {
  return (request.headers.get("Content-Type") ?? "").split(";", 1)[0]!.trim().toLowerCase();
}

function refusal(status: number, text: string): Response {
  return new Response(text, { status });
}
