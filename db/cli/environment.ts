import * as v from "valibot";
import type { DatabaseLocation } from "../connection.ts";

const Environment = v.object({
  MONGODB_URI: v.optional(
    v.pipe(v.string(), v.regex(/^mongodb(\+srv)?:\/\//, "MONGODB_URI must begin with mongodb:// or mongodb+srv://")),
  ),
  DATA_DIR: v.optional(v.string(), ".data"),
});

/** Where the environment says that the data is, or what is wrong with it. */
export type ParsedLocation = { ok: true; location: DatabaseLocation } | { ok: false; problem: string };

/** Reads the variables; an empty one counts as not set. */
export function parseLocation(variables: Record<string, string | undefined>): ParsedLocation {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = v.safeParse(Environment, set);
  if (!result.success) return { ok: false, problem: result.issues[0].message };
  return { ok: true, location: { uri: result.output.MONGODB_URI, directory: result.output.DATA_DIR } };
}
