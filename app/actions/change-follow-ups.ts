import type { CalendarDate } from "../domain/calendar.ts";
import type { ChangedFollowUps } from "../domain/due-list.ts";
import type { FollowUp } from "../domain/follow-up.ts";
import { leftWithoutNext, type ChangeAction, type Said } from "../domain/outcome.ts";
import { followUpCount } from "../domain/result-text.ts";
import { describeChange, type MadeChange } from "../domain/describe-change.ts";
import { dateOf, mayBeDone, type Action, type Outcome } from "./action.ts";
import { newOperationId, type FollowUpsApi } from "./follow-ups-api.ts";
import { setNextDates } from "./set-next-dates.ts";
import { takeBack } from "./take-back.ts";
import type { Locale } from "../domain/locale.ts";

/** What to do with follow-ups: `until`, for a snooze, replaces the three days; what is said is of those that are done. */
export interface WantedChange {
  action: ChangeAction;
  until?: CalendarDate | undefined;
  said?: Said | undefined;
}

/** That with some follow-ups on the user's `today`. */
export interface FollowUpsChange extends WantedChange {
  api: FollowUpsApi;
  followUps: readonly FollowUp[];
  today: CalendarDate;
  locale: Locale;
}

/** Snoozes follow-ups or marks them done. */
export function changeFollowUps(
  change: FollowUpsChange,
  { operationId = newOperationId(), isRetry = false } = {},
): Action<ChangedFollowUps & { later?: string[] }> {
  const { api, followUps, action, until, said, today, locale } = change;
  const ids = followUps.map(({ id }) => id);
  const label = `${whom(followUps, locale)}, ${changeLabel(action, until)}`;
  return {
    label,
    ids,
    subjects: ids.map(dateOf),
    preview: { type: "changed", ids },
    async send() {
      const report = await api.change({ personIds: ids, action, until, operationId, ...said });
      // It has arrived the first time, when it was about more.
      const isDone = isRetry && report.obstacle?.code === "operation_id_reused";
      if (isDone) return { done: { count: ids.length, operationId }, obstacle: null };
      const { done, obstacle } = report;
      if (!done) return { done, obstacle };
      return { done: { ...done, later: leftWithoutNext(ids, done, { action, outcome: said?.outcome }) }, obstacle };
    },
    outcome: (changed) => {
      const contactName = followUps.length === 1 ? followUps[0]?.contactName : undefined;
      const made = { ...changed, action, outcome: said?.outcome, contactName };
      return changeOutcome(made, [operationId], { api, today, locale });
    },
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

/** What was done with a value, such as `snoozed to 2026-12-01`. */
export function changeLabel(action: ChangeAction, until?: CalendarDate): string {
  if (action !== "snooze") return action;
  return until ? `snoozed to ${until}` : "snoozed";
}

function whom(followUps: readonly FollowUp[], locale: Locale): string {
  const [first] = followUps;
  return first && followUps.length === 1 ? first.contactName : followUpCount(followUps.length, locale);
}

/** What a change tells that operations have made, and what can follow. */
export function changeOutcome(
  made: MadeChange & { later?: readonly string[] },
  operationIds: readonly string[],
  { api, today, locale }: Pick<FollowUpsChange, "api" | "today" | "locale">,
): Outcome {
  const { text, offer: label, isLater: later } = describeChange(made, today, locale);
  const isUndoable = made.count > 0;
  if (!label) return { text, isUndoable };
  const offered = (made.nurture ?? made.next ?? []).map(({ id }) => id);
  const ids = later ? (made.later ?? []) : offered;
  const setNext = () => setNextDates({ api, locale, label, operationIds, ids, later });
  return { text, isUndoable, next: { label, action: setNext } };
}
