import { Link } from "@remix-run/react";
import { useRef, useState, type FormEvent, type MouseEvent } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { Filter } from "../../domain/filters.ts";
import { followUpCount } from "../../domain/result-text.ts";
import type { SnoozeOption } from "../../follow-ups/snooze-options.ts";
import { useFollowedLinks } from "../use-followed-links.ts";
import { OrganizationField } from "../organization-field.tsx";
import { useToasts, type Failure } from "../toasts/toasts.tsx";
import { AllCaughtUp } from "./all-caught-up.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { HubRow } from "./hub-row.tsx";
import { readLeadQuality, readSubmit } from "./read-submit.ts";
import type { DueList } from "./hub-state.ts";
import { KeyList, useKeyList } from "./key-list.tsx";
import { SnoozeDialog, useSnoozeDialog } from "./snooze-dialog.tsx";
import { Tabs } from "./tabs.tsx";
import { useAllMatching } from "./use-all-matching.ts";
import { useFreshness } from "./use-freshness.ts";
import { useHub } from "./use-hub.ts";
import { useHubKeys } from "./use-hub-keys.ts";
import { useRowFocus } from "./use-row-focus.ts";
import { useReturn } from "./use-return.ts";
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
  organizationId: string;
  /** True where the viewer may assign contacts to others. */
  isAdmin: boolean;
}

/** Tabs, rows and bulk bar: forms that work by themselves, and act at once where there is JavaScript. */
export function Hub({ filter, list, selectAll, snoozeOptions, today, organizationId, isAdmin, ...fresh }: HubProps) {
  const form = useRef<HTMLFormElement>(null);
  const toasts = useToasts();
  const hub = useHub({ filter, list, today, organizationId });
  const { followUps, counts, refresh } = hub;
  const selection = useSelection(form, followUps);
  // What the server has ticked are the rows of that moment, not those that come later.
  const [ticked] = useState(() => new Set(selectAll ? list.followUps.map(({ id }) => id) : []));
  const allMatching = useAllMatching(hub.api, filter, followUps.length > 0 && selection.count >= followUps.length);
  useReturn(`${organizationId} ${filter}`, selection);
  const emptyHeading = useRef<HTMLHeadingElement>(null);
  const { focusAfter } = useRowFocus(selection.boxes, followUps, emptyHeading);
  const snoozeDialog = useSnoozeDialog();
  const followLinks = useFollowedLinks();
  const keyList = useKeyList();
  useFreshness(refresh, { ...fresh, isAnotherDay: hub.today !== today });
  const here = `/follow-ups?filter=${filter}`;

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

  const actOnAllMatching = async (
    action: "done" | "snooze",
    until: string | undefined,
    wanted: Parameters<typeof allMatching.run>[2] = { total: counts[filter], unsure: null },
  ) => {
    const { problem, unsure, ...outcome } = await allMatching.run(action, until, wanted);
    selection.tickAll(false);
    if (!document.activeElement?.closest(".rows")) focusAfter([], "select");
    const { count, operationIds } = outcome;
    let failure: Failure | null = null;
    if (operationIds.length > 0) {
      const undoable = hub.rememberUndo(Promise.resolve(operationIds), { failureOf: () => failure });
      if (count > 0) hub.tellDone(action, outcome, undoable);
    } else if (!problem) hub.tellNothing(action);
    if (problem) {
      const text = `Stopped after ${count.toLocaleString("en")}${unsure ? ", perhaps more" : ""}.`;
      const retry = () => actOnAllMatching(action, until, { total: wanted.total - count, unsure });
      failure = { text, reason: problem, retry };
      toasts.fail(failure);
    }
    await toasts.refresh(!problem);
  };

  /** What is ticked, else the row with `box`: whom an action from the keyboard is about, and how to take it. */
  const targetOf = (box: HTMLInputElement | undefined) => {
    const ids = selection.tickedIds();
    if (allMatching.progress) return null;
    if (allMatching.chosen) return { whom: followUpCount(counts[filter]), act: actOnAllMatching };
    const wanted = ids.length > 0 ? ids : box ? [box.value] : [];
    const [first] = wanted;
    if (first === undefined) return null;
    const name = followUps.find(({ id }) => id === first)?.contactName ?? "";
    const act = (action: "done" | "snooze", until?: string) => actOn(wanted, action, until, "select");
    return { whom: wanted.length === 1 ? name : followUpCount(wanted.length), act };
  };

  const askUntil = (box: HTMLInputElement | undefined) => {
    const target = targetOf(box);
    if (target) snoozeDialog.ask({ whom: target.whom, snooze: (until) => void target.act("snooze", until) });
  };

  /** The link to a contact's own date field, which serves without JavaScript; here the dialog is nearer. */
  const pickDate = (event: MouseEvent) => {
    const id =
      event.target instanceof Element && event.target.closest<HTMLElement>("[data-pick-date]")?.dataset.pickDate;
    const followUp = followUps.find((each) => each.id === id);
    if (!followUp) return;
    event.preventDefault();
    const snooze = (until: string) => void actOn([followUp.id], "snooze", until, "menu");
    snoozeDialog.ask({ whom: followUp.contactName, snooze });
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

  const onListClick = (event: MouseEvent) => {
    pickDate(event);
    selection.onClick(event);
    followLinks(event);
  };

  /** All that is shown, and pressed again all that match. */
  const selectAllShown = () => {
    const isAllShown = followUps.length > 0 && selection.count >= followUps.length;
    if (isAllShown && counts[filter] > followUps.length) allMatching.setChosen(true);
    else selection.tickAll(true);
  };

  useHubKeys(selection, {
    selectAll: selectAllShown,
    retry: toasts.retry,
    act: (action, box) => void targetOf(box)?.act(action, undefined),
    snoozeUntil: askUntil,
    undo: hub.undoLast,
    showKeys: keyList.show,
  });

  return (
    <>
      <Tabs filter={filter} counts={counts} today={today} />
      {followUps.length === 0 ? (
        <AllCaughtUp filter={filter} all={counts.all} heading={emptyHeading} />
      ) : (
        // The selection belongs to one filter: another one begins with nothing ticked.
        <form className="follow-ups" method="post" action={here} onSubmit={submit} ref={form} key={filter} noValidate>
          {/* Enter in a checkbox presses the first button there is: this one does nothing, not being in a dialog. */}
          <button formMethod="dialog" hidden />
          <input type="hidden" name="redirectTo" value={here} />
          <OrganizationField />
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
          <ul className="rows" aria-label="Follow-ups" onClick={onListClick}>
            {followUps.map((followUp) => (
              <HubRow
                key={followUp.id}
                followUp={followUp}
                selected={ticked.has(followUp.id)}
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
      <KeyList {...keyList} />
      <SnoozeDialog {...snoozeDialog} options={snoozeOptions} />
    </>
  );
}
