import { actions, tellUnloaded } from "../../actions/actions.ts";
import { changeFollowUps, type WantedChange } from "../../actions/change-follow-ups.ts";
import type { FollowUpsApi } from "../../actions/follow-ups-api.ts";
import { setLeadQuality } from "../../actions/set-lead-quality.ts";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import { passes, type DueView } from "../../domain/due-view.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { followUpCount } from "../../domain/result-text.ts";
import type { useAllMatching } from "./use-all-matching.ts";
import type { Selection } from "../use-selection.ts";
import type { Locale } from "../../domain/locale.ts";

/** Whom an action is about, in words, and how to take it. */
export interface ActionTarget {
  whom: string;
  count: number;
  act(change: WantedChange): void;
}

/** What the hub's controls do; each moves the focus on before its rows leave. */
export function useHubActions({
  api,
  view,
  today,
  locale,
  followUps,
  matching,
  selection,
  allMatching,
  focusAfter,
  focusFirst,
}: {
  api: FollowUpsApi;
  view: DueView;
  today: CalendarDate;
  locale: Locale;
  followUps: readonly FollowUp[];
  /** How many match the view, more than are shown. */
  matching: number;
  selection: Selection;
  allMatching: ReturnType<typeof useAllMatching>;
  focusAfter: (ids: string[], control: string) => void;
  focusFirst: (control: string) => void;
}) {
  /** Acts on some rows; `control` is the slot in the next row that the focus goes to. */
  const actOn = (ids: string[], change: WantedChange, control: string) => {
    const chosen = followUps.filter(({ id }) => ids.includes(id));
    if (chosen.length === 0) return;
    focusAfter(ids, control);
    selection.untick(ids);
    void actions.perform(changeFollowUps({ api, followUps: chosen, ...change, today, locale }));
  };

  const actOnAllMatching = async (change: WantedChange) => {
    // Few come to this, so it isn't what the page begins with.
    const loaded = await import("../../actions/change-all-matching.ts").catch(tellUnloaded);
    if (!loaded) return;
    await actions.perform(loaded.changeAllMatching({ api, view, ...change, today, locale, total: matching }));
    allMatching.setChosen(false);
    selection.tickAll(false);
    if (!document.activeElement?.closest(".rows")) focusFirst("select");
  };

  const changeQuality = (id: string, leadQuality: LeadQuality | null) => {
    const contact = followUps.find((each) => each.id === id);
    if (!contact || contact.leadQuality === leadQuality) return;
    if (!passes(view, { ...contact, leadQuality, isHot: leadQuality === "HOT" })) focusAfter([id], "menu");
    void actions.perform(setLeadQuality({ api, contact, leadQuality }));
  };

  /** What is ticked, else the row with `box`; null where there is none, or all that match are being worked through. */
  const targetOf = (box: HTMLInputElement | undefined): ActionTarget | null => {
    if (allMatching.progress) return null;
    if (allMatching.chosen) {
      return {
        whom: followUpCount(matching, locale),
        count: matching,
        act: (change) => void actOnAllMatching(change),
      };
    }
    const ticked = selection.tickedIds();
    const ids = ticked.length > 0 ? ticked : box ? [box.value] : [];
    if (ids.length === 0) return null;
    const name = followUps.find(({ id }) => id === ids[0])?.contactName ?? "";
    const act = (change: WantedChange) => actOn(ids, change, "select");
    return { whom: ids.length === 1 ? name : followUpCount(ids.length, locale), count: ids.length, act };
  };

  return { actOn, changeQuality, targetOf };
}
