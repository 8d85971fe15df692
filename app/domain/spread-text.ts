import { USUAL_LOCALE, type Locale } from "./locale.ts";
import { MOST_SPREAD, type Remedy } from "./spread.ts";
import { followUpCount } from "./result-text.ts";

const dayCount = (days: number, locale: Locale) => `${days.toLocaleString(locale)} ${days === 1 ? "day" : "days"}`;

/** A spread that can't be, for lack of room on the days. */
interface TooLittleRoom {
  count: number;
  days: number;
  perDay: number;
  room: number;
  remedy: Remedy;
}

/** Why follow-ups can't be spread, and what would do. */
export function tooLittleRoomText({ count, days, perDay, room, remedy }: TooLittleRoom, locale: Locale): string {
  const number = (value: number) => value.toLocaleString(locale);
  const fit = `${number(count)} ${count === 1 ? "doesn’t" : "don’t"} fit`;
  const held = `${dayCount(days, locale)} of ${number(perDay)} ${days === 1 ? "holds" : "hold"} ${number(room)}`;
  const ways = [
    ...(remedy.days === null ? [] : [dayCount(remedy.days, locale)]),
    ...(remedy.perDay === null ? [] : [`${number(remedy.perDay)} a day`]),
  ];
  return `${fit}: ${held}; ${ways.length > 0 ? `${ways.join(" or ")} would do.` : "try more days and more a day."}`;
}

/** Why so many can't be spread at once. */
export const TOO_MANY_TO_SPREAD = `More than ${MOST_SPREAD.toLocaleString(USUAL_LOCALE)} are due: that is too many to spread at once. Spread the hot ones first, or fewer of them.`;

/** Why a spread was not done that had been shown before. */
export const SPREAD_CHANGED =
  "Nothing was moved: your follow-ups have changed since the preview. Look at it once more.";

/** What a spread did, told to the one who asked for it. */
export function spreadText(count: number, days: number, locale: Locale): string {
  return count === 0 ? "Nothing to spread" : `Spread ${followUpCount(count, locale)} over ${dayCount(days, locale)}`;
}
