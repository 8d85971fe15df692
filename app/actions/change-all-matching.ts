import type { CalendarDate } from "../domain/calendar.ts";
import type { NextDate } from "../domain/cadence.ts";
import { dueViewHref, type DueView } from "../domain/due-view.ts";
import { leftWithoutNext } from "../domain/outcome.ts";
import { followUpCount } from "../domain/result-text.ts";
import { dateOf, type Action, type Report, type Run } from "./action.ts";
import { changeLabel, changeOutcome, type WantedChange } from "./change-follow-ups.ts";
import { newOperationId, type FollowUpsApi } from "./follow-ups-api.ts";
import { takeBack } from "./take-back.ts";
import type { MovedText } from "../domain/working-days-text.ts";
import type { Locale } from "../domain/locale.ts";

/** What to do with the first `total` follow-ups of a view, on the user's `today`. */
export interface AllMatchingChange extends WantedChange {
  api: FollowUpsApi;
  view: DueView;
  today: CalendarDate;
  locale: Locale;
  total: number;
}

/** What one request acts on, and the id by which that is known. */
interface Batch {
  personIds: string[];
  operationId: string;
}

/** What was done with all that match; `unsure` is the batch whose answer was lost. */
interface ChangedAll {
  count: number;
  operationIds: string[];
  next: NextDate[];
  nextIsSet: boolean;
  nurture: NextDate[];
  moved: MovedText[];
  later: string[];
  unsure: Batch | null;
  /** The contacts of all batches: what somebody else sets for one of them meanwhile stays. */
  ids: Set<string>;
}

/** Snoozes all that a view has or marks it done, in batches that can be stopped; `unsure` goes first. */
export function changeAllMatching(change: AllMatchingChange, unsure: Batch | null = null): Action<ChangedAll> {
  const { api, view, action, until, said, total, today, locale } = change;
  const label = `${followUpCount(total, locale)}, ${changeLabel(action, until)}`;
  const all = `all ${dueViewHref(view)}`;
  return {
    label,
    ids: [],
    subjects: [all, ...(unsure?.personIds ?? []).map(dateOf)],
    send: (run) => sendBatches(change, unsure, run),
    outcome: ({ operationIds, nurture, ...changed }) => {
      const made = { ...changed, action, outcome: said?.outcome, ...(nurture.length > 0 && { nurture }) };
      return changeOutcome(made, operationIds, { api, today, locale });
    },
    failureText: ({ done }) =>
      `Stopped after ${(done?.count ?? 0).toLocaleString(locale)}${done?.unsure ? ", perhaps more" : ""}.`,
    goesOn: true,
    retry(_subjects, { done }) {
      if (!done) return changeAllMatching(change, unsure);
      const { unsure: batch } = done;
      // From here on it belongs to the action that tries once more.
      done.unsure = null;
      return changeAllMatching({ ...change, total: total - done.count }, batch);
    },
    reverse: (report) =>
      takeBack({
        api,
        locale,
        label,
        subjects: [all],
        operationIds: () => report.then(({ done }) => operationsOf(done)),
        total,
      }),
  };
}

function operationsOf(done: ChangedAll | null): string[] {
  if (!done) return [];
  return done.unsure ? [...done.operationIds, done.unsure.operationId] : done.operationIds;
}

async function sendBatches(
  { api, view, action, until, said, total }: AllMatchingChange,
  unsure: Batch | null,
  run: Run,
): Promise<Report<ChangedAll>> {
  const none = { next: [], nextIsSet: false, nurture: [], moved: [], later: [] };
  const done: ChangedAll = { count: 0, operationIds: [], ...none, unsure: null, ids: new Set() };
  let batch = unsure;
  run.progress(0, total);
  while (!run.isStopped() && done.count < total) {
    if (!batch) {
      const due = await api.listDue(view);
      if (!due.done) return { done, obstacle: due.obstacle };
      const left = due.done.followUps.filter(({ id }) => !done.ids.has(id));
      const personIds = left.map(({ id }) => id).slice(0, total - done.count);
      batch = { personIds, operationId: newOperationId() };
    }
    if (batch.personIds.length === 0) break;
    const { done: changed, obstacle } = await api.change({ ...batch, action, until, ...said });
    if (!changed) {
      if (obstacle?.isLost) done.unsure = batch;
      return { done, obstacle };
    }
    // Others may have cleared these in the meantime; a batch that changes nothing will not get further.
    if (changed.count === 0) break;
    done.count += changed.count;
    done.operationIds.push(batch.operationId);
    for (const id of batch.personIds) done.ids.add(id);
    done.next.push(...(changed.next ?? []));
    done.moved.push(...(changed.moved ?? []));
    done.nextIsSet ||= changed.nextIsSet ?? false;
    done.nurture.push(...(changed.nurture ?? []));
    done.later.push(...leftWithoutNext(batch.personIds, changed, { action, outcome: said?.outcome }));
    run.progress(done.count, total);
    batch = null;
  }
  return { done, obstacle: null };
}
