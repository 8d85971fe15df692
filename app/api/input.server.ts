import * as v from "valibot";
import { ApiRefusal } from "./errors.ts";

const MAX_BODY_BYTES = 64 * 1024;

/** The request's JSON body as the schema has it; throws the API's refusal for another type, size or shape. */
export async function readJson<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const type = request.headers.get("Content-Type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new ApiRefusal("not_json", "Send JSON, with Content-Type: application/json.");
  const text = await readText(request);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiRefusal("bad_input", "The body is not valid JSON.", {
      issues: [{ field: "", message: "Not valid JSON" }],
    });
  }
  return check(body, schema);
}

/** The request's query parameters as the schema has them; throws the API's refusal. */
export function readQuery<Schema extends v.GenericSchema>(request: Request, schema: Schema): v.InferOutput<Schema> {
  return check(Object.fromEntries(new URL(request.url).searchParams), schema);
}

function check<Schema extends v.GenericSchema>(input: unknown, schema: Schema): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const issues = result.issues.map((issue) => ({ field: v.getDotPath(issue) ?? "", message: issue.message }));
  const summary = issues.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join("; ");
  throw new ApiRefusal("bad_input", summary, { issues });
}

/** The body as text, reading no further than the limit whatever its stated length. */
async function readText(request: Request): Promise<string> {
  const tooLarge = () => new ApiRefusal("too_large", `The body is over ${MAX_BODY_BYTES / 1024} KiB.`);
  if (Number(request.headers.get("Content-Length")) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(read.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
