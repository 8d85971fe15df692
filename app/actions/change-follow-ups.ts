import type { CalendarDate } from "../domain/calendar.ts";
import type { NextDate } from "../domain/cadence.ts";
import type { ChangedFollowUps } from "../domain/due-list.ts";
import type { FollowUp } from "../domain/follow-up.ts";
import { nextText } from "../domain/next-text.ts";
import { changeText, followUpCount } from "../domain/result-text.ts";
import { dateOf, mayBeDone, type Action, type Outcome } from "./action.ts";
import { newOperationId, type FollowUpsApi } from "./follow-ups-api.ts";
import { setNextDates } from "./set-next-dates.ts";
import { takeBack } from "./take-back.ts";
import type { Locale } from "../domain/locale.ts";

/** What to do with some follow-ups on the user's `today`; `until`, for a snooze, replaces the three days. */
export interface FollowUpsChange {
  api: FollowUpsApi;
  followUps: readonly FollowUp[];
  action: "done" | "snooze";
  until?: CalendarDate | undefined;
  today: CalendarDate;
  locale: Locale;
}

/** Snoozes follow-ups or marks them done. */
export function changeFollowUps(
  change: FollowUpsChange,
  { operationId = newOperationId(), isRetry = false } = {},
): Action<ChangedFollowUps> {
  const { api, followUps, action, until, today, locale } = change;
  const ids = followUps.map(({ id }) => id);
  const label = `${whom(followUps, locale)}, ${changeLabel(action, until)}`;
  return {
    label,
    ids,
    subjects: ids.map(dateOf),
    preview: { type: "changed", ids },
    async send() {
      const report = await api.change({ personIds: ids, action, until, operationId });
      // It has arrived the first time, when it was about more.
      const isDone = isRetry && report.obstacle?.code === "operation_id_reused";
      return isDone ? { done: { count: ids.length, operationId }, obstacle: null } : report;
    },
    outcome: ({ count, next, nextIsSet }) =>
      changeOutcome({ api, action, today, locale, count, operationIds: [operationId], next, nextIsSet }),
    retry(subjects) {
      const left = followUps.filter(({ id }) => subjects.includes(dateOf(id)));
      return changeFollowUps({ ...change, followUps: left }, { operationId, isRetry: true });
    },
    reverse: (report) =>
      takeBack({
        api,
        locale,
        label,
        followUps,
        operationIds: () => report.then((each) => (mayBeDone(each) ? [operationId] : [])),
      }),
  };
}

/** What was done with a value, such as `snoozed until 2026-12-01`. */
export function changeLabel(action: "done" | "snooze", until?: CalendarDate): string {
  if (action === "done") return "done";
  return until ? `snoozed until ${until}` : "snoozed";
}

function whom(followUps: readonly FollowUp[], locale: Locale): string {
  const [first] = followUps;
  return first && followUps.length === 1 ? first.contactName : followUpCount(followUps.length, locale);
}

/** What a change tells, with the next dates by cadence where they are on offer. */
export function changeOutcome({
  api,
  action,
  today,
  locale,
  count,
  operationIds,
  next = [],
  nextIsSet = false,
}: {
  api: FollowUpsApi;
  action: "done" | "snooze";
  today: CalendarDate;
  locale: Locale;
  count: number;
  operationIds: readonly string[];
  next?: NextDate[] | undefined;
  nextIsSet?: boolean | undefined;
}): Outcome {
  const text = changeText(action, count, locale);
  const label = nextText(next, today, locale);
  if (!label) return { text, isUndoable: count > 0 };
  if (nextIsSet) return { text: `${text}. ${label}`, isUndoable: count > 0 };
  const setNext = () => setNextDates({ api, locale, label, operationIds, ids: next.map(({ id }) => id) });
  return { text, isUndoable: count > 0, next: { label, action: setNext } };
}
