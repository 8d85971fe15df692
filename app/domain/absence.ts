import { addDays, daysBetween, type CalendarDate } from "./calendar.ts";
import { shortDate } from "./date-text.ts";
import type { Locale } from "./locale.ts";

/** The most days that one absence has. */
export const LONGEST_ABSENCE_DAYS = 366;
/** The most absences of one member that aren't over. */
export const MOST_ABSENCES = 20;
/** How many days ahead an absence may begin at most. */
const FURTHEST_DAYS = 731;

/** That a member is away, from the first day to the last, and who stands in for them; the days are those of the absent one's own calendar. */
export interface Absence {
  userId: string;
  standInId: string;
  from: CalendarDate;
  until: CalendarDate;
}

/** Why somebody can't be away like that, and which field says so. */
export interface AbsenceRefusal {
  field: "from" | "until" | "standInId";
  message: string;
}

/** True on a day of the absence, as the absent one's calendar has it. */
export function isAwayOn({ from, until }: Pick<Absence, "from" | "until">, date: CalendarDate): boolean {
  return from <= date && date <= until;
}

/** True where two absences have a day in common. */
function meet(a: Absence, b: Absence): boolean {
  return a.from <= b.until && b.from <= a.until;
}

/** When an absence is, such as `from 1 Dec 2026 to 5 Dec 2026`. */
export function absenceDays({ from, until }: Pick<Absence, "from" | "until">, locale: Locale): string {
  return from === until
    ? `on ${shortDate(from, locale)}`
    : `from ${shortDate(from, locale)} to ${shortDate(until, locale)}`;
}

/** What is asked when an absence is judged: the day, and how people are called. */
export interface AbsenceContext {
  today: CalendarDate;
  locale: Locale;
  nameOf(userId: string): string;
}

/**
 * Why an absence can't be added to the others of the organization that aren't over: its days, another one of the same member,
 * or a chain, where who stands in is away too, or who is away stands in for somebody. Null where it can.
 */
export function absenceRefusal(
  wanted: Absence,
  others: readonly Absence[],
  context: AbsenceContext,
): AbsenceRefusal | null {
  return daysRefusal(wanted, context) ?? standInRefusal(wanted, others, context);
}

function daysRefusal({ from, until }: Absence, { today }: AbsenceContext): AbsenceRefusal | null {
  if (until < from) return { field: "until", message: "The last day is before the first one." };
  if (until < today) return { field: "until", message: "Those days are over. Choose a last day from today on." };
  if (daysBetween(from, until) >= LONGEST_ABSENCE_DAYS) {
    return { field: "until", message: `An absence has at most ${LONGEST_ABSENCE_DAYS} days.` };
  }
  if (from > addDays(today, FURTHEST_DAYS)) {
    return { field: "from", message: "Choose a first day within the next two years." };
  }
  return null;
}

function standInRefusal(
  wanted: Absence,
  others: readonly Absence[],
  { locale, nameOf }: AbsenceContext,
): AbsenceRefusal | null {
  const { userId, standInId } = wanted;
  const [who, standIn] = [nameOf(userId), nameOf(standInId)];
  const days = (absence: Absence) => absenceDays(absence, locale);
  if (standInId === userId) return { field: "standInId", message: "Choose somebody else to stand in." };
  const own = others.filter((other) => other.userId === userId);
  const twice = own.find((other) => meet(other, wanted));
  if (twice) return { field: "from", message: `${who} is away ${days(twice)} already.` };
  if (own.length >= MOST_ABSENCES) {
    return { field: "from", message: `${who} has ${MOST_ABSENCES} absences to come already.` };
  }
  const away = others.find((other) => other.userId === standInId && meet(other, wanted));
  if (away) {
    const message = `${standIn} is away ${days(away)}, and ${nameOf(away.standInId)} stands in. Choose somebody else, or other days.`;
    return { field: "standInId", message };
  }
  const chained = others.find((other) => other.standInId === userId && meet(other, wanted));
  if (chained) {
    const whom = nameOf(chained.userId);
    const message = `${who} stands in for ${whom} ${days(chained)}. Choose somebody else to stand in for ${whom} first.`;
    return { field: "from", message };
  }
  return null;
}
