import { InvalidArgumentError } from "commander";
import * as v from "valibot";
import { isCalendarDate } from "../../app/domain/calendar.ts";
import { TimeZone } from "../../app/domain/calendar-input.ts";
import { fits, isKeepable, oneLine } from "../../app/domain/characters.ts";
import { IMPORT_FIELDS, type ImportField } from "../../app/domain/import-row.ts";
import { MOST_MADE_UP } from "../seed/made-up.ts";

/** Reads an option with a schema; what doesn't fit is wrong usage. */
function reader<Output>(schema: v.GenericSchema<string, Output>): (text: string) => Output {
  return (text) => {
    const result = v.safeParse(schema, text);
    if (result.success) return result.output;
    throw new InvalidArgumentError(result.issues[0].message);
  };
}

/** An organization's slug. */
export const readSlug = reader(
  v.pipe(
    v.string(),
    v.maxLength(63, "It must have at most 63 characters."),
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "It must be lowercase letters and digits, with single hyphens between them."),
  ),
);

/** A name of an organization, a user or a key. */
export const readName = reader(
  v.pipe(
    v.string(),
    v.transform(oneLine),
    v.nonEmpty("It must not be empty."),
    v.check((name) => fits(name, 200), "It must have at most 200 characters."),
    v.check(isKeepable, "It has a character that can't be kept."),
  ),
);

/** An email address. */
export const readEmail = reader(
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(320, "It must have at most 320 characters."),
    v.check((email) => /^[^\s@]+@[^\s@]+$/.test(email) && isKeepable(email), "It must be an email address."),
  ),
);

/** A calendar date. */
export const readDate = reader(
  v.pipe(
    v.string(),
    v.check(isCalendarDate, "It must be a date such as 2030-12-31."),
    v.maxValue("9999-12-30", "It must be before 9999-12-31."),
  ),
);

/** An IANA time zone. */
export const readTimeZone = reader(TimeZone("It must be a time zone such as Europe/Berlin."));

/** How many made-up contacts. */
export const readCount = reader(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, "It must be a whole number."),
    v.transform(Number),
    v.minValue(1, "It must be at least 1."),
    v.maxValue(MOST_MADE_UP, `It must be at most ${MOST_MADE_UP}.`),
  ),
);

/** The columns that fields are read from, in their order. */
export type Mappings = { [field in ImportField]?: string[] };

/** One `FIELD=COLUMN`, added to those before it. */
export function readMapping(text: string, earlier: Mappings = {}): Mappings {
  const place = text.indexOf("=");
  const name = text.slice(0, place).trim();
  const column = text.slice(place + 1).trim();
  const field = IMPORT_FIELDS.find((candidate) => candidate === name);
  if (place < 1 || !column) throw new InvalidArgumentError("It must be FIELD=COLUMN.");
  if (!field) throw new InvalidArgumentError(`The fields are ${IMPORT_FIELDS.join(", ")}.`);
  return { ...earlier, [field]: [...(earlier[field] ?? []), column] };
}
