import * as v from "valibot";
import { BodyCutOff, BodyTooLarge, readText } from "../request-body.server.ts";
import { ApiRefusal } from "./errors.ts";

const KIBIBYTE = 1024;
const MOST_KIBIBYTES = 64;
const MOST_ISSUES = 100;

/**
 * The request's JSON body as the schema has it; throws the API's refusal for another type, size or shape. A body has
 * at most 64 KiB, or as many KiB as `mostKibibytes` says.
 */
export async function readJson<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
  { mostKibibytes = MOST_KIBIBYTES }: { mostKibibytes?: number } = {},
): Promise<v.InferOutput<Schema>> {
  const type = request.headers.get("Content-Type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new ApiRefusal("not_json", "Send JSON, with Content-Type: application/json.");
  const text = await readText(request, mostKibibytes * KIBIBYTE).catch((error: unknown) => {
    if (error instanceof BodyTooLarge) throw new ApiRefusal("too_large", `The body is over ${mostKibibytes} KiB.`);
    if (error instanceof BodyCutOff) throw new ApiRefusal("bad_input", "The body ended too soon.");
    throw error;
  });
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
  const issues = result.issues
    .slice(0, MOST_ISSUES)
    .map((issue) => ({ field: v.getDotPath(issue) ?? "", message: issue.message }));
  const summary = issues.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join("; ");
  throw new ApiRefusal("bad_input", summary, { issues });
}
