import * as v from "valibot";
import { timeZoneNamed } from "./calendar.ts";

/** The IANA time zone that a text names in any case; `message` tells that there is none of that name. */
export function TimeZone(message: string) {
  return v.pipe(v.string(message), v.transform(timeZoneNamed), v.string(message));
}
