import type { NextDate } from "./cadence.ts";
import type { CalendarDate } from "./calendar.ts";
import type { Counts, FollowUp } from "./follow-up.ts";
import type { SnoozeOption } from "./snooze.ts";
import type { Locale } from "./locale.ts";
import type { MovedText } from "./working-days-text.ts";

/** The most follow-ups that one answer lists, one page shows and one request changes. */
export const MOST_FOLLOW_UPS = 200;
/** How many rows the panel shows, and an answer lists when it isn't told. */
export const MOST_URGENT = 10;

/** The first of a user's due follow-ups, and how many are due in all. */
export interface DueList {
  followUps: FollowUp[];
  counts: Counts;
  /** How many a search and a lead quality let pass; absent where neither is asked for. */
  matching?: number;
  /** True where a search hasn't looked at all that are due. */
  isCut?: boolean;
  /** The user's date. */
  today: CalendarDate;
  /** When that day ends, in milliseconds since 1970 (UTC). */
  nextMidnight: number;
  /** How dates and numbers are written for the user. */
  locale: Locale;
  /** The dates that a menu offers to snooze to. */
  snoozeOptions: SnoozeOption[];
}

/** What a change of follow-ups did. */
export interface ChangedFollowUps {
  /** Contacts that were changed. */
  count: number;
  /** What undo takes. */
  operationId: string;
  /** Of contacts that have a cadence, or are tried again: when their next follow-ups are, on offer or set already. */
  next?: NextDate[] | undefined;
  nextIsSet?: boolean | undefined;
  /** Of contacts that were tried often enough: when they can be followed up again, to nurture them. */
  nurture?: NextDate[] | undefined;
  /** Which of those dates were moved over days off, and why. */
  moved?: readonly MovedText[] | undefined;
}
