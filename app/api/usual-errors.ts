import type { ErrorCode } from "./errors.ts";

/** What every operation may be answered with. */
export const ANYWHERE = [
  "bad_input",
  "not_signed_in",
  "too_many_requests",
  "unavailable",
] as const satisfies ErrorCode[];
/** What every one that takes a body may. */
export const WITH_BODY = [...ANYWHERE, "too_large", "not_json"] as const satisfies ErrorCode[];
/** What every one that a user calls may. */
export const AS_USER = ["no_organization", "other_organization"] as const satisfies ErrorCode[];
