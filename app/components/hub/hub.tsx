import { Link } from "@remix-run/react";
import { useRef, type FormEvent } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { Filter } from "../../domain/filters.ts";
import type { SnoozeOption } from "../../follow-ups/snooze-options.ts";
import { AllCaughtUp } from "./all-caught-up.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { HubRow } from "./hub-row.tsx";
import { readLeadQuality, readSubmit } from "./read-submit.ts";
import type { DueList } from "./hub-state.ts";
import { KeyList, useKeyList } from "./key-list.tsx";
import { Tabs } from "./tabs.tsx";
import { ToastNotice } from "./toast-notice.tsx";
import { useAllMatching } from "./use-all-matching.ts";
import { useFreshness } from "./use-freshness.ts";
import { useHub } from "./use-hub.ts";
import { useHubKeys } from "./use-hub-keys.ts";
import { useMenus } from "./use-menus.ts";
import { useSelection } from "./use-selection.ts";

/** What the hub opens with. */
export interface HubProps {
  filter: Filter;
  list: DueList;
  /** True where the server has ticked every row. */
  selectAll: boolean;
  snoozeOptions: SnoozeOption[];
  /** The user's date. */
  today: CalendarDate;
  nextMidnight: number;
  /** The change mark of `list`. */
  mark: string;
  /** True where the viewer may assign contacts to others. */
  isAdmin: boolean;
}

/** Tabs, rows and bulk bar: forms that work by themselves, and act at once where there is JavaScript. */
export function Hub({ filter, list, selectAll, snoozeOptions, today, nextMidnight, mark, isAdmin }: HubProps) {
  const form = useRef<HTMLFormElement>(null);
  const hub = useHub({ filter, list, today });
  const { followUps, counts, toast, setToast, refresh } = hub;
  const selection = useSelection(form, followUps);
  const allMatching = useAllMatching(filter, followUps.length > 0 && selection.count >= followUps.length);
  const keyList = useKeyList();
  useFreshness(refresh, nextMidnight, mark);
  useMenus();
  const here = `/follow-ups?filter=${filter}`;

  /** The row that follows takes the focus, on the same control, so that the hands stay where they are. */
  const focusAfter = (ids: string[], control: string) => {
    const leaving = new Set(ids);
    const boxes = selection.boxes();
    const last = boxes.findLastIndex(({ value }) => leaving.has(value));
    const stays = ({ value }: HTMLInputElement) => !leaving.has(value);
    const next = boxes.slice(last + 1).find(stays) ?? boxes.slice(0, Math.max(last, 0)).findLast(stays);
    const row = next?.closest("li");
    row?.querySelector<HTMLElement>(`:is(input, button)[slot=${control}], [slot=${control}] > button`)?.focus();
  };

  const actOn = async (ids: string[], action: "done" | "snooze", until: string | undefined, control: string) => {
    if (ids.length === 0) return;
    focusAfter(ids, control);
    for (const box of selection.boxes()) if (ids.includes(box.value)) selection.tick(box, false);
    await hub.act(ids, action, until);
  };

  const setQuality = ({ id, leadQuality }: { id: string; leadQuality: LeadQuality | null }) => {
    const followUp = followUps.find((each) => each.id === id);
    if (!followUp) return;
    if (filter === "hot" && leadQuality !== "HOT") focusAfter([id], "menu");
    void hub.setQuality(followUp, leadQuality);
  };

  const actOnAllMatching = async (action: "done" | "snooze", until: string | undefined) => {
    const { problem, ...outcome } = await allMatching.run(action, until, counts[filter]);
    selection.tickAll(false);
    hub.tellDone(action, outcome, hub.rememberUndo(Promise.resolve(outcome.operationIds)));
    if (problem) setToast({ text: `Stopped after ${outcome.count.toLocaleString("en")}. ${problem}`, tone: "error" });
    await refresh();
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    // Read before the menu closes.
    const wanted = readSubmit(new FormData(event.currentTarget, submitter));
    const quality = readLeadQuality(submitter);
    submitter?.closest<HTMLElement>(":popover-open")?.hidePopover();
    submitter?.closest("details")?.removeAttribute("open");
    if (quality) return setQuality(quality);
    if (!wanted) return;
    const { ids, action, until, isRow } = wanted;
    if (allMatching.progress && !isRow) return;
    if (allMatching.chosen && !isRow) void actOnAllMatching(action, until);
    else void actOn(ids, action, until, isRow ? (submitter?.closest("[slot]")?.slot ?? "select") : "select");
  };

  useHubKeys(selection, {
    act(action, box) {
      if (allMatching.progress) return;
      const ticked = selection.boxes().filter(({ checked }) => checked);
      if (allMatching.chosen) void actOnAllMatching(action, undefined);
      else if (ticked.length > 0)
        void actOn(
          ticked.map(({ value }) => value),
          action,
          undefined,
          "select",
        );
      else if (box) void actOn([box.value], action, undefined, "select");
    },
    undo: hub.undoLast,
    showKeys: keyList.show,
  });

  return (
    <>
      <Tabs filter={filter} counts={counts} />
      {followUps.length === 0 ? (
        <AllCaughtUp filter={filter} all={counts.all} />
      ) : (
        // The selection belongs to one filter: another one begins with nothing ticked.
        <form className="follow-ups" method="post" action={here} onSubmit={submit} ref={form} key={filter}>
          {/* Enter in a checkbox presses the first button there is: this one does nothing, not being in a dialog. */}
          <button formMethod="dialog" hidden />
          <input type="hidden" name="redirectTo" value={here} />
          <div className="follow-ups-toolbar">
            <Link
              to={`${here}&select=all`}
              className="button"
              onClick={(event) => {
                event.preventDefault();
                selection.tickAll(true);
              }}
            >
              Select all
            </Link>
            {counts[filter] > followUps.length && (
              <p>
                Showing {followUps.length.toLocaleString("en")} of {counts[filter].toLocaleString("en")}
              </p>
            )}
            <span className="follow-ups-tools">
              <Link to={`/follow-ups/work?filter=${filter}`} className="button button-quiet">
                One at a time
              </Link>
              {keyList.button}
            </span>
          </div>
          {/* The checkboxes inside are what acts; the list only hears of them. */}
          {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
          <ul className="rows" aria-label="Follow-ups" onClick={selection.onClick}>
            {followUps.map((followUp) => (
              <HubRow
                key={followUp.id}
                followUp={followUp}
                selected={selectAll}
                snoozeOptions={snoozeOptions}
                isAdmin={isAdmin}
              />
            ))}
          </ul>
          <BulkBar
            clearHref={here}
            selection={selection}
            shown={followUps.length}
            matching={counts[filter]}
            allMatching={allMatching}
            snoozeOptions={snoozeOptions}
          />
        </form>
      )}
      <ToastNotice toast={toast} close={hub.closeToast} />
      <KeyList {...keyList} />
    </>
  );
}
