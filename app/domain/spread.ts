import type { CalendarDate } from "./calendar.ts";
import type { NextDate } from "./cadence.ts";
import type { LeadQuality } from "./contact.ts";
import { compareInGroup } from "./priority.ts";

/** The most working days that follow-ups are spread over at once. */
export const MOST_SPREAD_DAYS = 60;
/** The most follow-ups that a day can be asked to hold. */
export const MOST_PER_DAY = 500;
/** The most follow-ups that are spread at once: one transaction, which has to end in less than four seconds. */
export const MOST_SPREAD = 3_000;

/** A due contact, as far as its place in a spread depends on it. */
export interface SpreadContact {
  id: string;
  name: string;
  leadQuality: LeadQuality | null;
  nextFollowUpDate: CalendarDate;
}

/** A day with the follow-ups that it has already. */
export interface DayBefore {
  date: CalendarDate;
  there: number;
}

/** A day of a spread: what it has already, and how many come. */
export interface SpreadDay extends DayBefore {
  coming: number;
}

/** Where each contact goes, or how many there is room for. */
export type SpreadPlan =
  { outcome: "fits"; days: SpreadDay[]; moves: NextDate[] } | { outcome: "tooLittleRoom"; room: number };

/**
 * Spreads contacts over days, so that none has more than `perDay`: as evenly as what the days have already allows, the hot
 * ones first, then those that are longest overdue. The order of `contacts` doesn't matter.
 */
export function spread(contacts: readonly SpreadContact[], days: readonly DayBefore[], perDay: number): SpreadPlan {
  const count = contacts.length;
  const room = roomOf(days, perDay);
  if (room < count) return { outcome: "tooLittleRoom", room };
  const level = levelFor(days, count);
  // What all days up to one below that level don't hold comes onto the first days that have room for one more.
  let rest = count - roomOf(days, level - 1);
  const filled = days.map(({ date, there }) => {
    const isTaker = rest > 0 && there < level;
    if (isTaker) rest--;
    return { date, there, coming: Math.max(0, level - 1 - there) + (isTaker ? 1 : 0) };
  });
  const ordered = [...contacts].sort(compareForSpread);
  let next = 0;
  const moves = filled.flatMap(({ date, coming }) =>
    ordered.slice(next, (next += coming)).map(({ id }) => ({ id, date })),
  );
  return { outcome: "fits", days: filled, moves };
}

/** What would hold follow-ups that don't fit; null where nothing within the limits would. */
export interface Remedy {
  /** So many days with as many a day. */
  days: number | null;
  /** So many a day on as many days. */
  perDay: number | null;
}

/** What would hold `count` follow-ups; `allDays` are as many days as there may be, of which `days` were asked for. */
export function remedyFor(
  count: number,
  allDays: readonly DayBefore[],
  { days, perDay }: { days: number; perDay: number },
): Remedy {
  const enough = allDays.findIndex((_day, place) => roomOf(allDays.slice(0, place + 1), perDay) >= count) + 1;
  const level = levelFor(allDays.slice(0, days), count);
  return { days: enough || null, perDay: level <= MOST_PER_DAY ? level : null };
}

/** How many more the days hold where each may have `perDay`. */
function roomOf(days: readonly DayBefore[], perDay: number): number {
  return days.reduce((room, { there }) => room + Math.max(0, perDay - there), 0);
}

/** The fewest a day with which the days hold `count` more. */
function levelFor(days: readonly DayBefore[], count: number): number {
  let [low, high] = [0, count + Math.max(0, ...days.map(({ there }) => there))];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (roomOf(days, middle) >= count) high = middle;
    else low = middle + 1;
  }
  return low;
}

function compareForSpread(a: SpreadContact, b: SpreadContact): number {
  return Number(b.leadQuality === "HOT") - Number(a.leadQuality === "HOT") || compareInGroup(a, b);
}
