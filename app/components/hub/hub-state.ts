import type { Preview } from "../../actions/action.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import { MOST_FOLLOW_UPS, type DueList } from "../../domain/due-list.ts";
import { compareIn, dueViewHref, passes, type DueView } from "../../domain/due-view.ts";
import type { FollowUp } from "../../domain/follow-up.ts";

/** A change that the user made and the list from the server doesn't show yet. */
export interface PendingChange {
  key: number;
  ids: readonly string[];
  /** The lead quality that the rows have now; where it is undefined, the rows have left. */
  leadQuality: LeadQuality | null | undefined;
  /** The rows that are back, as the change takes an earlier one back. */
  restored?: readonly FollowUp[];
  /** The number of the first refresh whose answer is sure to show this change; null while it is on its way. */
  shownFrom: number | null;
}

/** What the hub knows: the server's list, and the changes that are ahead of it. */
export interface HubState {
  view: DueView;
  list: DueList;
  /** The number of the refresh that `list` came from; those that were asked for earlier are out of date. */
  refresh: number;
  pending: PendingChange[];
}

export type HubEvent =
  | { type: "opened"; view: DueView; list: DueList }
  | (Preview & { key: number })
  | { type: "accepted"; key: number; shownFrom: number }
  | { type: "refused"; key: number }
  | { type: "refreshed"; view: DueView; refresh: number; list: DueList };

/** The state before anything was done. */
export function openedHub({ view, list }: { view: DueView; list: DueList }): HubState {
  return { view, list, refresh: 0, pending: [] };
}

/** The state after an event; the server's list wins over every guess that it is sure to include. */
export function hubReducer(state: HubState, event: HubEvent): HubState {
  switch (event.type) {
    case "opened":
      return { ...state, view: event.view, list: event.list };
    case "changed": {
      const { key, ids, leadQuality } = event;
      return { ...state, pending: [...state.pending, { key, ids, leadQuality, shownFrom: null }] };
    }
    case "restored": {
      const { key, followUps } = event;
      const change = { key, ids: [], leadQuality: undefined, restored: followUps, shownFrom: null };
      return { ...state, pending: [...state.pending, change] };
    }
    case "accepted":
      return {
        ...state,
        pending: state.pending.map((change) =>
          change.key === event.key ? { ...change, shownFrom: event.shownFrom } : change,
        ),
      };
    case "refused":
      return { ...state, pending: state.pending.filter(({ key }) => key !== event.key) };
    case "refreshed": {
      if (dueViewHref(event.view) !== dueViewHref(state.view) || event.refresh < state.refresh) return state;
      const pending = state.pending.filter(({ shownFrom }) => shownFrom === null || shownFrom > event.refresh);
      const list = { ...event.list, followUps: withKnown(state.list.followUps, event.list.followUps) };
      return { ...state, list, refresh: event.refresh, pending };
    }
  }
}

/** The rows of `next`; one that says what it said before is the same object, so that it isn't drawn again. */
function withKnown(before: readonly FollowUp[], next: readonly FollowUp[]): FollowUp[] {
  const known = new Map(before.map((followUp) => [followUp.id, followUp]));
  return next.map((followUp) => {
    const same = known.get(followUp.id);
    return same && JSON.stringify(same) === JSON.stringify(followUp) ? same : followUp;
  });
}

/** What the screen shows: the server's list with what was done to its rows, at most as many as it lists, and counts to match. */
export function shownList({ view, list, pending }: HubState): DueList {
  if (pending.length === 0) return list;
  const gone = new Set<string>();
  const back = new Map<string, FollowUp>();
  const qualities = new Map<string, LeadQuality | null>();
  for (const { ids, leadQuality, restored = [] } of pending) {
    for (const id of ids) {
      if (leadQuality !== undefined) qualities.set(id, leadQuality);
      else {
        gone.add(id);
        back.delete(id);
      }
    }
    for (const followUp of restored) {
      gone.delete(followUp.id);
      back.set(followUp.id, followUp);
    }
  }
  const counts = { ...list.counts };
  let { matching = 0 } = list;
  const followUps = list.followUps.flatMap((followUp) => {
    const { id, overdueDays } = followUp;
    const leaves = gone.has(id);
    const shown = withQuality(followUp, qualities.get(id));
    if (followUp.isHot) counts.hot -= 1;
    if (shown.isHot && !leaves) counts.hot += 1;
    if (leaves) {
      counts.all -= 1;
      counts[overdueDays > 0 ? "overdue" : "today"] -= 1;
    }
    if (!leaves && (shown === followUp || passes(view, shown))) return shown;
    matching -= 1;
    return [];
  });
  const listed = new Set(list.followUps.map(({ id }) => id));
  for (const followUp of back.values()) {
    if (listed.has(followUp.id)) continue;
    counts.all += 1;
    counts[followUp.overdueDays > 0 ? "overdue" : "today"] += 1;
    if (followUp.isHot) counts.hot += 1;
    // Whom a search finds the server's next answer tells.
    if (view.search !== "" || !passes(view, followUp)) continue;
    matching += 1;
    const next = followUps.findIndex((each) => compareIn(view, each, followUp) > 0);
    followUps.splice(next < 0 ? followUps.length : next, 0, followUp);
  }
  const shown = { ...list, followUps: followUps.slice(0, MOST_FOLLOW_UPS), counts };
  return list.matching === undefined ? shown : { ...shown, matching };
}

function withQuality(followUp: FollowUp, leadQuality: LeadQuality | null | undefined): FollowUp {
  if (leadQuality === undefined || leadQuality === followUp.leadQuality) return followUp;
  return { ...followUp, leadQuality, isHot: leadQuality === "HOT" };
}
