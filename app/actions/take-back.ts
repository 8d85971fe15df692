import type { FollowUp } from "../domain/follow-up.ts";
import { undoneText } from "../domain/result-text.ts";
import { dateOf, type Action } from "./action.ts";
import type { FollowUpsApi, Undone } from "./follow-ups-api.ts";
import type { Locale } from "../domain/locale.ts";

/** Which operations to take back, the last one first. */
export interface TakenBack {
  api: FollowUpsApi;
  locale: Locale;
  label: string;
  operationIds: () => Promise<readonly string[]> | readonly string[];
  /** The rows that they have taken out of the list, to be back at once. */
  followUps?: readonly FollowUp[];
  /** The contacts, where they are known. */
  ids?: readonly string[];
  subjects?: readonly string[];
  /** How many contacts they have changed, where that is known. */
  total?: number;
}

/** What was put back, and the operations that are left where it was stopped. */
interface PutBack extends Undone {
  left: readonly string[];
}

/** Takes operations back; stopped or failed in the middle, the same action goes on with those that are left. */
export function takeBack(request: TakenBack): Action<PutBack> {
  const { api, locale, label, followUps = [], ids = followUps.map(({ id }) => id) } = request;
  const { subjects = ids.map(dateOf), total = ids.length } = request;
  let left: readonly string[] | null = null;
  return {
    label,
    ids,
    subjects,
    preview: { type: "restored", followUps },
    async send(run) {
      left ??= await request.operationIds();
      const isLong = left.length > 1;
      let count = 0;
      let onlyLogged: boolean | undefined;
      if (isLong) run.progress(count, total);
      while (left.length > 0 && !run.isStopped()) {
        const { done, obstacle } = await api.undo(left.at(-1)!);
        // One whose answer was lost may never have arrived.
        if (obstacle && obstacle.code !== "not_found") return { done: null, obstacle };
        left = left.slice(0, -1);
        count += done?.count ?? 0;
        onlyLogged = !isLong && done?.onlyLogged;
        if (isLong) run.progress(count, total);
      }
      return { done: { count, left, onlyLogged }, obstacle: null };
    },
    outcome({ left, ...undone }) {
      const { count } = undone;
      const text = undoneText(undone, locale);
      if (left.length === 0) return { text, isUndoable: false };
      const rest = () => takeBack({ ...request, operationIds: () => left, followUps: [], total: total - count });
      return { text: `Stopped. ${text}`, isUndoable: false, rest };
    },
  };
}
