import type { Preview } from "../../app/actions/action.ts";
import { changeAllMatching } from "../../app/actions/change-all-matching.ts";
import { changeFollowUps } from "../../app/actions/change-follow-ups.ts";
import { followUpsApi } from "../../app/actions/follow-ups-api.ts";
import { createActions } from "../../app/actions/perform.ts";
import { createRefresher } from "../../app/actions/refresher.ts";
import { setLeadQuality } from "../../app/actions/set-lead-quality.ts";
import { hubReducer, openedHub, shownList, type HubEvent } from "../../app/components/hub/hub-state.ts";
import type { LeadQuality } from "../../app/domain/contact.ts";
import { WHOLE_LIST } from "../../app/domain/due-view.ts";
import type { DueList } from "../../app/domain/due-list.ts";

/** The hub without its page: its list, its actions and its requests, as the page puts them together. */
export async function openHubModel(organizationId: string) {
  const api = followUpsApi(organizationId);
  const opened = await api.listDue(WHOLE_LIST);
  if (!opened.done) throw new Error(opened.obstacle?.reason);
  const { today } = opened.done;
  let state = openedHub({ view: WHOLE_LIST, list: opened.done });
  const dispatch = (event: HubEvent) => void (state = hubReducer(state, event));
  let refreshes = 0;
  let changes = 0;
  const refresher = createRefresher(async () => {
    const number = ++refreshes;
    const report = await api.listDue(WHOLE_LIST);
    if (report.done) dispatch({ type: "refreshed", view: WHOLE_LIST, refresh: number, list: report.done });
    return report;
  });
  const actions = createActions();
  const close = actions.usePage({
    show(preview: Preview) {
      const key = ++changes;
      dispatch({ ...preview, key });
      return (isAccepted) =>
        dispatch(isAccepted ? { type: "accepted", key, shownFrom: refreshes + 1 } : { type: "refused", key });
    },
    refresh: refresher.ask,
  });
  const asked = new Map<string, number>();
  let askedOfAll = 0;
  const qualities = new Map<string, LeadQuality | null>();
  const shown = (): DueList => shownList(state);
  return {
    actions,
    refresher,
    shown,
    /** How often it was asked to snooze a contact or to mark it done. */
    timesAsked: (id: string): number => askedOfAll + (asked.get(id) ?? 0),
    /** The lead qualities that were chosen last. */
    qualities,
    /** Changes some of the rows that are shown, by their places. */
    change(places: readonly number[], action: "done" | "snooze", until?: string): Promise<void> {
      const rows = shown().followUps;
      const followUps = [...new Set(places.map((place) => rows[place % rows.length]))].flatMap((row) => row ?? []);
      if (followUps.length === 0) return Promise.resolve();
      for (const { id } of followUps) asked.set(id, (asked.get(id) ?? 0) + 1);
      return actions.perform(changeFollowUps({ api, followUps, action, until, today, locale: "en-GB" }));
    },
    changeAll(action: "done" | "snooze"): Promise<void> {
      const total = shown().counts.all;
      if (total === 0) return Promise.resolve();
      askedOfAll++;
      return actions.perform(changeAllMatching({ api, view: WHOLE_LIST, action, today, locale: "en-GB", total }));
    },
    setQuality(place: number, leadQuality: LeadQuality | null): Promise<void> {
      const rows = shown().followUps;
      const contact = rows[place % rows.length];
      if (!contact || contact.leadQuality === leadQuality) return Promise.resolve();
      qualities.set(contact.id, leadQuality);
      return actions.perform(setLeadQuality({ api, contact, leadQuality }));
    },
    close() {
      close();
      refresher.stop();
    },
  };
}

/** What `openHubModel` returns. */
export type HubModel = Awaited<ReturnType<typeof openHubModel>>;
