import type { CalendarDate } from "./calendar.ts";
import type { ChangedFollowUps } from "./due-list.ts";
import type { Locale } from "./locale.ts";
import { nextText } from "./next-text.ts";
import { isTry, type ChangeAction, type Outcome } from "./outcome.ts";
import { laterTexts, nextTryText, nurtureText, OUTCOME_LABELS } from "./outcome-text.ts";
import { changeText, followUpCount } from "./result-text.ts";
import { sentences } from "./sentences.ts";

/** A change of follow-ups that was made, and what came of it. */
export interface MadeChange extends Pick<ChangedFollowUps, "count" | "next" | "nextIsSet" | "nurture" | "moved"> {
  action: ChangeAction;
  /** Contacts, or their dates, for whom nothing says when the next follow-up is. */
  later?: readonly unknown[] | undefined;
  outcome?: Outcome | undefined;
  /** Whom it was about, where that is one contact. */
  contactName?: string | undefined;
  /** The sentence that tells it where that isn't the usual one. */
  text?: string | undefined;
}

/**
 * What a change tells, with the dates that follow where they are set and a warning where there are none, and what it offers:
 * next dates, to nurture, or where neither is, `later` dates.
 */
export function describeChange(
  {
    action,
    outcome,
    contactName,
    text,
    count,
    next = [],
    nextIsSet = false,
    nurture = [],
    later = [],
    moved = [],
  }: MadeChange,
  today: CalendarDate,
  locale: Locale,
): { text: string; offer: string | null; isLater: boolean } {
  const usual =
    outcome && count > 0
      ? `Marked ${(count === 1 && contactName) || followUpCount(count, locale)} done: ${OUTCOME_LABELS[outcome].toLowerCase()}`
      : changeText(action, count, locale);
  const following =
    isTry(outcome) && next[0]
      ? nextTryText(next[0].date, today, locale, moved[0]?.why)
      : nextText(next, today, locale, moved);
  const left = laterTexts(later, count, locale);
  const offer = nurtureText(nurture, count, locale) ?? (nextIsSet ? null : following);
  return {
    text: sentences(text ?? usual, nextIsSet && following, left?.warning),
    offer: offer ?? left?.offer ?? null,
    isLater: !offer && left !== null,
  };
}
