import { nextSetText } from "../domain/next-text.ts";
import { dateOf, mayBeDone, type Action } from "./action.ts";
import { newOperationId, type FollowUpsApi } from "./follow-ups-api.ts";
import { takeBack } from "./take-back.ts";
import type { Locale } from "../domain/locale.ts";

/** Which operations marked contacts done whose next dates by cadence are to be set. */
export interface NextDatesChange {
  api: FollowUpsApi;
  locale: Locale;
  label: string;
  operationIds: readonly string[];
  /** The contacts. */
  ids: readonly string[];
  /** True where nothing says when. */
  later: boolean;
}

/** Sets the next dates by cadence of what some operations marked done. */
export function setNextDates(
  { api, locale, label, operationIds, ids, later }: NextDatesChange,
  newIds = operationIds.map(newOperationId),
): Action<{ count: number }> {
  return {
    label,
    ids,
    subjects: ids.map(dateOf),
    async send() {
      const reports = await Promise.all(operationIds.map((id, index) => api.setNext(id, newIds[index]!, later)));
      const done = reports.flatMap((report) => report.done ?? []);
      const count = done.reduce((sum, each) => sum + each.count, 0);
      const obstacle = reports.find((report) => report.obstacle)?.obstacle ?? null;
      return { done: done.length > 0 ? { count } : null, obstacle };
    },
    outcome: ({ count }) => ({ text: nextSetText(count, locale), isUndoable: count > 0 }),
    failureText: () => "Not all of it was set.",
    reverse: (report) =>
      takeBack({ api, locale, label, operationIds: () => report.then((each) => (mayBeDone(each) ? newIds : [])), ids }),
  };
}
