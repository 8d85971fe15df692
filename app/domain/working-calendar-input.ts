import * as v from "valibot";
import { isCalendarDate } from "./calendar.ts";
import { fits, isKeepable, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { LONGEST_DAY_NAME, MOST_OWN_DAYS, type OwnDay } from "./working-calendar.ts";

const USUAL_NAME = "a day off";
const DAYS_OF_WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** The name of the checkbox for a day of the week, 1 is Monday. */
export const weekdayField = (day: (typeof DAYS_OF_WEEK)[number]) => `weekday${day}` as const;
type WeekdayField = ReturnType<typeof weekdayField>;

/** A checkbox for each day of the week, which sends nothing where it isn't ticked. */
export const WEEKDAY_FIELDS = Object.fromEntries(
  DAYS_OF_WEEK.map((day) => [weekdayField(day), v.optional(v.string())]),
) as Record<WeekdayField, v.OptionalSchema<v.StringSchema<undefined>, undefined>>;

/** The days of the week that are ticked, 1 is Monday. */
export function weekdaysOf(fields: Partial<Record<WeekdayField, string | undefined>>): number[] {
  return DAYS_OF_WEEK.filter((day) => fields[weekdayField(day)] !== undefined);
}

/** The two letters of a country; null where none is chosen. */
export const Country = v.pipe(
  v.string(),
  v.regex(/^([A-Z]{2})?$/, "Choose a country"),
  v.transform((country) => country || null),
);

/** An organization's days off, one a line: the date, and what it is. */
export const OwnDays = v.pipe(
  v.string(),
  v.rawTransform<string, OwnDay[]>(({ dataset, addIssue, NEVER }) => {
    const days = new Map<string, string>();
    const lines = dataset.value.split(/\r\n|\r|\n/);
    for (const [place, line] of lines.entries()) {
      if (line.trim() === "") continue;
      const read = readOwnDay(line);
      if (typeof read === "string") {
        addIssue({ message: `Line ${place + 1}: ${read}` });
        return NEVER;
      }
      days.set(read.date, read.name);
      if (days.size > MOST_OWN_DAYS) {
        addIssue({ message: `At most ${MOST_OWN_DAYS} days` });
        return NEVER;
      }
    }
    return [...days].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1));
  }),
);

/** The day that a line names, or what is wrong with it. */
function readOwnDay(line: string): OwnDay | string {
  const text = oneLine(line);
  const [, date = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  if (!isCalendarDate(date)) return "Begin with a date that exists, such as 2026-12-24";
  if (!fits(rest, LONGEST_DAY_NAME)) return `What the day is has at most ${LONGEST_DAY_NAME} characters`;
  if (!isKeepable(rest)) return UNKEEPABLE_MESSAGE;
  return { date, name: rest || USUAL_NAME };
}
