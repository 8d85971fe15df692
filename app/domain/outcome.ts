import { nextDate, nextDates, type CadenceSettings, type DoneContact, type NextDate } from "./cadence.ts";
import { addDays, type CalendarDate } from "./calendar.ts";
import type { ActivityAction, Direction, LeadQuality } from "./contact.ts";
import { onWorkingDay, USUAL_CALENDAR, workingDayAfter, type MovedDate, type WorkingCalendar } from "./working-days.ts";

/** What came of a follow-up that is done. */
export const OUTCOMES = ["reached", "leftMessage", "noAnswer", "wrote", "met", "notInterested"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What can be done with follow-ups: `nurture` sets one in 30 days and that lead quality, `clear` takes the date away. */
export const CHANGE_ACTIONS = ["done", "snooze", "nurture", "clear"] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/** The page that asks what came of follow-ups; the hub opens a dialog in its place. */
export const DONE_AS_PAGE = "/follow-ups/done-as";

/** What is said of a follow-up that is done. */
export interface Said {
  outcome?: Outcome | undefined;
  /** A line of text. */
  note?: string | undefined;
  /** Of one who isn't interested: the lead quality from now on; null is none. */
  leadQuality?: LeadQuality | null | undefined;
}

/** The most characters of that line. */
export const LONGEST_DONE_NOTE = 500;

/** Days until a contact is offered to be followed up again who never answered, or for whom nothing says when. */
export const NURTURE_DAYS = 30;

/** When an organization tries again. */
export interface OutcomeRules {
  /** Working days after which a contact who didn't answer is tried again. */
  noAnswerDays: number;
  /** Days after which one with whom a message was left is. */
  leftMessageDays: number;
  /** How often in a row it tries; after the last one without an answer it sets no date, and offers to nurture. */
  mostTries: number;
}

/** The rules of an organization that hasn't chosen any. */
export const USUAL_OUTCOME_RULES: OutcomeRules = { noAnswerDays: 1, leftMessageDays: 2, mostTries: 5 };

/** The most that each of these can be. */
export const MOST_OF_RULES: OutcomeRules = { noAnswerDays: 60, leftMessageDays: 60, mostTries: 20 };

/** A contact whose follow-up is done; `tries` are those in a row before this one that came to nothing. */
export interface TriedContact extends DoneContact {
  tries: number;
}

/** The dates that follow what was done. */
export interface DatesAfterDone {
  /** Those that are set; the other contacts have none now. */
  set: NextDate[];
  /** Of contacts that have a cadence or are tried again: when that is, on offer or set already. */
  next: NextDate[];
  nextIsSet: boolean;
  /** Of contacts that were tried often enough: when they can be followed up again, to nurture them. */
  nurture: NextDate[];
  /** Of contacts that have no next date otherwise: when they can be followed up again. */
  later: NextDate[];
}

const TRIES = ["noAnswer", "leftMessage"] as const;
/** The outcomes after which the organization tries again. */
export type TriedOutcome = (typeof TRIES)[number];

/** True of an outcome after which the organization tries again. */
export function isTry(outcome: Outcome | undefined): outcome is TriedOutcome {
  return (TRIES as readonly (Outcome | undefined)[]).includes(outcome);
}

/** When each of these is tried again. */
export type TryDates = Record<TriedOutcome, MovedDate>;

/** Whether a date that isn't counted in working days is moved to one. */
interface MovingRules {
  cadence: Pick<CadenceSettings, "skipWeekends">;
  calendar?: WorkingCalendar;
}

/** When a contact is tried again with whom that came of it on `today`. */
export function tryDates(today: CalendarDate, { rules, ...moving }: MovingRules & { rules: OutcomeRules }): TryDates {
  return {
    noAnswer: workingDayAfter(today, rules.noAnswerDays, moving.calendar),
    leftMessage: daysAfter(today, rules.leftMessageDays, moving),
  };
}

/** How an organization follows up, and on which days. */
export interface DoneRules {
  cadence: CadenceSettings;
  rules: OutcomeRules;
  calendar?: WorkingCalendar;
}

/** What follows for contacts that are done on `today`; a date is always after that. Without an outcome it is the cadence. */
export function datesAfterDone(
  contacts: readonly TriedContact[],
  outcome: Outcome | undefined,
  today: CalendarDate,
  { cadence, rules, calendar = USUAL_CALENDAR }: DoneRules,
): DatesAfterDone {
  const none = { set: [], next: [], nextIsSet: false, nurture: [], later: [] };
  const again = (tried: readonly TriedContact[], date: MovedDate) => {
    const next = tried.filter(({ status }) => status !== "ARCHIVED").map(({ id }) => nextDate(id, date));
    return { ...none, set: next, next, nextIsSet: next.length > 0 };
  };
  switch (outcome) {
    case "notInterested":
      return none;
    case "leftMessage":
      return again(contacts, tryDates(today, { cadence, rules, calendar }).leftMessage);
    case "noAnswer": {
      const isLast = ({ tries }: TriedContact) => tries + 1 >= rules.mostTries;
      const given = contacts.filter((contact) => isLast(contact) && contact.status !== "ARCHIVED");
      const nurture = given.map(({ id }) => nextDate(id, nurtureDate(today, { cadence, calendar })));
      const left = contacts.filter((contact) => !isLast(contact));
      return { ...again(left, tryDates(today, { cadence, rules, calendar }).noAnswer), nurture };
    }
    default: {
      const next = nextDates(contacts, today, cadence, calendar);
      const later = laterDates(contacts, next, today, { cadence, calendar });
      return { set: cadence.automatic ? next : [], next, nextIsSet: cadence.automatic, nurture: [], later };
    }
  }
}

/** Contacts that a change has left without a next date, set or on offer; none after a snooze, or where none is wanted. */
export function leftWithoutNext(
  ids: readonly string[],
  {
    count,
    next = [],
    nurture = [],
  }: { count: number; next?: NextDate[] | undefined; nurture?: NextDate[] | undefined },
  { action, outcome }: { action: ChangeAction; outcome?: Outcome | undefined },
): string[] {
  if (action !== "done" || outcome === "notInterested") return [];
  const dated = new Set([...next, ...nurture].map(({ id }) => id));
  return ids.filter((id) => !dated.has(id)).slice(0, Math.max(0, count - dated.size));
}

/** When those contacts can be followed up again that have no `next` date; what is archived needs none. */
export function laterDates(
  contacts: readonly Pick<DoneContact, "id" | "status">[],
  next: readonly NextDate[],
  today: CalendarDate,
  moving: MovingRules,
): NextDate[] {
  const dated = new Set(next.map(({ id }) => id));
  const left = contacts.filter(({ id, status }) => status !== "ARCHIVED" && !dated.has(id));
  return left.map(({ id }) => nextDate(id, nurtureDate(today, moving)));
}

/** The day on which a contact to nurture is followed up again. */
export function nurtureDate(today: CalendarDate, moving: MovingRules): MovedDate {
  return daysAfter(today, NURTURE_DAYS, moving);
}

function daysAfter(today: CalendarDate, days: number, { cadence, calendar }: MovingRules): MovedDate {
  return onWorkingDay(addDays(today, days), calendar, cadence.skipWeekends);
}

/** One entry of a contact's timeline, as far as tries are counted by it. */
export interface Happened {
  action: ActivityAction;
  outcome?: Outcome | undefined;
  /** `in` where they got in touch. */
  direction?: Direction | undefined;
  /** True where it was taken back. */
  undone?: boolean | undefined;
}

const ENDS: readonly (Outcome | undefined)[] = ["reached", "met", "notInterested"];

/** How many tries in a row came to nothing, of what happened with a contact, the newest first. */
export function triesInRow(happened: readonly Happened[]): number {
  const counted = happened.filter(({ undone }) => !undone);
  const end = counted.findIndex(({ outcome, direction }) => ENDS.includes(outcome) || direction === "in");
  // A call that was logged with its outcome stands beside the follow-up that was done.
  const isCounted = ({ action, outcome }: Happened) => action === "done" && isTry(outcome);
  return counted.slice(0, end < 0 ? undefined : end).filter(isCounted).length;
}
