/*! @license chrono-node, Copyright (c) 2014 Wanasit Tanakitrungruang, MIT */
import { casual } from "chrono-node";
import { addDays, type CalendarDate } from "./calendar.ts";
import { FIRST_DATE, LAST_DATE } from "./date-limits.ts";
import { longDate, wholeDayText } from "./date-text.ts";
import type { Locale } from "./locale.ts";
import {
  dateOf,
  readDayOfMonth,
  readEdge,
  readLength,
  readNumbers,
  type Ruled,
  type RuledDate,
} from "./spoken-rules.ts";
import { LONGEST_SPOKEN } from "./spoken-text.ts";

/** The day that words say, as it is shown to who typed them; or why they say none, or one that can't be. */
export type SpokenDate =
  { ok: true; date: CalendarDate; day: string } | { ok: false; message: string; isUnderstood: boolean };

/** What is told where words say no day. */
const NO_DAY_MESSAGE = "Type a day in English, such as “tue”, “in 2 weeks”, “15 jan” or “end of month”.";

/** Words around a day that say nothing of it. */
const AROUND = /^(?:(?:snooze|until|till|til|to|on|by|for|from)\b ?)+|[\s.!,;]+$/g;

/**
 * Reads a day as one speaks, such as `tue`, `in 2 weeks`, `15 jan` or `end of month`: the next one after the reader's
 * `today`, whatever the clock of the machine says. Nothing that isn't understood as a whole is taken for a day.
 */
export function readSpokenDate(typed: string, today: CalendarDate, locale: Locale): SpokenDate {
  if (typed.length > LONGEST_SPOKEN) return refused(`Type at most ${LONGEST_SPOKEN} characters.`);
  const text = typed.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim().replace(AROUND, "");
  if (text === "") return refused(NO_DAY_MESSAGE, false);
  const { date, order } = readByRules(text, today, locale) ?? readByChrono(text, today);
  if (date === "time") return refused("A follow-up has a day and no time: type the day alone.");
  if (date === "several") return refused("Type one day.");
  if (date === "noSuchDay") return refused(`There is no such day as “${typed.trim()}”.`);
  if (date === null) return refused(`“${typed.trim()}” isn’t understood. ${NO_DAY_MESSAGE}`, false);
  if (date === "beyond" || date > LAST_DATE) {
    return refused(`The last day that can be kept is ${longDate(LAST_DATE, locale)}.`);
  }
  if (date <= today) return refused(`${pastText(date, today, locale)}: type a day after today.`);
  const day = wholeDayText(date, today, locale);
  return { ok: true, date, day: order ? `${day}, read with the ${order} first` : day };
}

function refused(message: string, isUnderstood = true): SpokenDate {
  return { ok: false, message, isUnderstood };
}

function pastText(date: CalendarDate, today: CalendarDate, locale: Locale): string {
  if (date === today) return "That is today";
  if (date < FIRST_DATE) return `That is before ${longDate(FIRST_DATE, locale)}`;
  return `${wholeDayText(date, today, locale)} is past`;
}

type Understood = { date: RuledDate | "time" | "several"; order: Ruled["order"] };

/** What our own rules make of it; null where none is about it. */
function readByRules(text: string, today: CalendarDate, locale: Locale): Understood | null {
  const date = readLength(text, today) ?? readEdge(text, today) ?? readDayOfMonth(text, today);
  if (date !== null) return { date, order: null };
  const numbers = readNumbers(text, today, locale);
  if (numbers.date !== null) return numbers;
  // More digits than a year has: they would be taken for a shorter one.
  return /\d{5}/.test(text) ? { date: "beyond", order: null } : null;
}

/** Numbers that could be a date in another order, and were not one by our rules. */
const NUMBERS_INSIDE = /\d\s?[/.-]\s?\d/;

function readByChrono(text: string, today: CalendarDate): Understood {
  // Noon, as for UTC: there is no zone in which that is another day than the one that was meant.
  const reference = { instant: new Date(`${today}T12:00:00Z`), timezone: 0 };
  const isPast = /^(?:last|past|previous)\b/.test(text);
  const found = casual.parse(text, reference, { forwardDate: !isPast });
  const [result] = found;
  const rest = result ? text.replace(result.text, "").replace(/^(?:in|the|of)? ?|[\s,]+/g, "") : text;
  if (!result || rest !== "" || NUMBERS_INSIDE.test(text)) {
    return { date: found.length > 1 && rest.length < text.length / 2 ? "several" : null, order: null };
  }
  const { start, end } = result;
  if (end) return { date: "several", order: null };
  if (start.isCertain("hour")) return { date: "time", order: null };
  const [year = 0, month = 0, day = 0] = (["year", "month", "day"] as const).map((part) => start.get(part) ?? 0);
  if (year > 9_999) return { date: "beyond", order: null };
  const date = dateOf(year, month, day);
  // On a Tuesday, "tue" is the next one.
  const isOnlyWeekday = start.isCertain("weekday") && !start.isCertain("day");
  return { date: date !== null && isOnlyWeekday && !isPast && date <= today ? addDays(date, 7) : date, order: null };
}
