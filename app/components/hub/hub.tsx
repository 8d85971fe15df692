import { useNavigate } from "@remix-run/react";
import { useEffect, useMemo, useRef, useState, type FormEvent, type MouseEvent } from "react";
import { tellUnloaded } from "../../actions/actions.ts";
import { followUpsApi } from "../../actions/follow-ups-api.ts";
import type { DueList } from "../../domain/due-list.ts";
import { dueViewHref, dueViewQuery, isNarrowed, type DueView } from "../../domain/due-view.ts";
import { DONE_AS_PAGE, type TryDates } from "../../domain/outcome.ts";
import { readOwnHubForm, type DayProblem, type HubRequest } from "../../domain/hub-fields.ts";
import type { HubLink } from "../../follow-ups/hub-links.server.ts";
import { useFollowedLinks } from "../use-followed-links.ts";
import { OrganizationField } from "../organization-field.tsx";
import { useSelection } from "../use-selection.ts";
import { NothingDue } from "./all-caught-up.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { HubHeader } from "./hub-header.tsx";
import { HubRow } from "./hub-row.tsx";
import { useKeyList } from "./key-list.tsx";
import { ListTools } from "./list-tools.tsx";
import { NothingMatches } from "./nothing-matches.tsx";
import { RowMenu, useRowMenu } from "./row-menu.tsx";
import { Tabs } from "./tabs.tsx";
import { useAllMatching } from "./use-all-matching.ts";
import { useFreshness } from "./use-freshness.ts";
import { useHub } from "./use-hub.ts";
import { useHubActions } from "./use-hub-actions.ts";
import { useHubDialogs } from "./use-hub-dialogs.tsx";
import { useHubKeys } from "./use-hub-keys.ts";
import { useRowFocus } from "./use-row-focus.ts";
import { useReturn } from "./use-return.ts";
import { useLocale } from "../locale.ts";
import { writeAs } from "../../../widgets/messages.ts";

/** How many follow-ups a key marks done without a question. */
const MOST_UNASKED = 10;
/** Rows from which the way back to the top is long. */
const LONG_LIST = 30;

/** What the hub opens with. */
export interface HubProps {
  view: DueView;
  todayText: string;
  list: DueList;
  /** The rows that the server has ticked. */
  tickedIds: string[];
  /** Why the form that led here asked for a day that can't be snoozed to; null where it didn't. */
  dayProblem: DayProblem | null;
  /** What the list is called. */
  title: string;
  /** The links to other lists, and to other ways through this one. */
  others: HubLink[];
  ways: HubLink[];
  /** The change mark of `list`. */
  mark: string;
  organizationId: string;
  /** When contacts are tried again. */
  tryDates: TryDates;
  /** True where the viewer may assign contacts to others. */
  isAdmin: boolean;
  /** False where the viewer sees no contact at all. */
  hasContacts: boolean;
}

/** Header, tabs, rows and bulk bar: forms that work by themselves, and act at once where there is JavaScript. */
export function Hub(props: HubProps) {
  const locale = useLocale();
  useEffect(() => writeAs(locale), [locale]);
  const { list, tickedIds, organizationId, isAdmin } = props;
  const { today, snoozeOptions } = list;
  const here = dueViewHref(props.view);
  // The same object as long as it says the same.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const view = useMemo(() => props.view, [here]);
  const form = useRef<HTMLFormElement>(null);
  const { whose } = view;
  const api = useMemo(() => followUpsApi(organizationId, whose), [organizationId, whose]);
  const { list: shown, refresher } = useHub({ api, view, list });
  const { followUps, counts } = shown;
  const matching = shown.matching ?? counts[view.filter];
  const selection = useSelection(form, "personIds", followUps);
  // What the server has ticked are the rows of that moment, not those that come later.
  const [ticked] = useState(() => new Set(tickedIds));
  const allMatching = useAllMatching(here, followUps.length > 0 && selection.count >= followUps.length);
  useReturn(`${organizationId} ${here}`, selection);
  const emptyHeading = useRef<HTMLHeadingElement>(null);
  const focus = useRowFocus(selection.boxes, followUps, emptyHeading);
  const [dayProblem, setDayProblem] = useState(props.dayProblem);
  const followLinks = useFollowedLinks();
  const navigate = useNavigate();
  const keyList = useKeyList("hub");
  useFreshness(refresher, { mark: props.mark, nextMidnight: list.nextMidnight, isAnotherDay: shown.today !== today });
  const controls = { api, view, today, locale, followUps, matching, selection, allMatching, ...focus };
  const { actOn, changeQuality, targetOf } = useHubActions(controls);

  const { askUntil, askDoneAs, dialogs } = useHubDialogs({ options: snoozeOptions, today, dates: props.tryDates });
  const askOf = (ask: typeof askUntil) => (box: HTMLInputElement | undefined) => {
    const target = targetOf(box);
    if (target) ask(target.whom, target.act);
  };

  const rowMenu = useRowMenu({
    followUps,
    isAdmin,
    change: (id, action) => actOn([id], { action }, "menu"),
    snoozeUntil: (id, until) => actOn([id], { action: "snooze", until }, "menu"),
    changeQuality,
    pickDate: ({ id, contactName }) => askUntil(contactName, (change) => actOn([id], change, "menu")),
    doneAs: ({ id, contactName }) => askDoneAs(contactName, (change) => actOn([id], change, "menu")),
  });

  /** Opens a page that spreads or reassigns what is ticked, or all that match where nothing is. */
  const openPage = (page: string) => {
    const ids = allMatching.chosen ? [] : selection.tickedIds();
    const query = dueViewQuery(view);
    for (const id of ids) query.append("personIds", id);
    navigate(`${page}?${query}`);
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const page = submitter?.getAttribute("formaction");
    if (page) return page === DONE_AS_PAGE ? askOf(askDoneAs)(undefined) : openPage(page);
    // Read before the menu closes.
    const request = readOwnHubForm(new FormData(event.currentTarget, submitter), today);
    // What reads words is large, and few forms have any.
    if (request.outcome !== "words") return carryOut(request, submitter);
    void import("./with-spoken-day.ts").then(
      ({ withSpokenDay }) => carryOut(withSpokenDay(request, today, locale), submitter),
      tellUnloaded,
    );
  };

  const carryOut = (request: HubRequest, submitter: HTMLElement | null) => {
    setDayProblem(request.outcome === "badDate" ? request.problem : null);
    if (request.outcome === "badDate") return;
    submitter?.closest<HTMLElement>(":popover-open")?.hidePopover();
    submitter?.closest("details")?.removeAttribute("open");
    if (request.outcome !== "change") return;
    const { ids, action, until, isRow } = request;
    if (isRow) actOn(ids, { action, until }, submitter?.closest("[slot]")?.slot ?? "select");
    else targetOf(undefined)?.act({ action, until });
  };

  const onListClick = (event: MouseEvent) => {
    selection.onClick(event);
    followLinks(event);
  };

  /** All that is shown, and pressed again all that match. */
  const selectAllShown = () => {
    const isAllShown = followUps.length > 0 && selection.count >= followUps.length;
    if (isAllShown && matching > followUps.length) allMatching.setChosen(true);
    else selection.tickAll(true);
  };

  useHubKeys(selection, {
    selectAll: selectAllShown,
    act(action, box) {
      const target = targetOf(box);
      // A key is pressed by mistake more easily than a button.
      const asks = action === "done" && target !== null && target.count > MOST_UNASKED;
      if (!asks || window.confirm(`Mark ${target.whom} done?`)) target?.act({ action });
    },
    doneAs: askOf(askDoneAs),
    snoozeUntil: askOf(askUntil),
    spread: () => openPage("/follow-ups/spread"),
    showTab: (filter) => navigate(dueViewHref({ ...view, filter }), { preventScrollReset: true }),
    showKeys: keyList.show,
    whom: (box) => targetOf(box)?.whom ?? null,
  });

  return (
    <>
      <HubHeader
        title={props.title}
        todayText={props.todayText}
        ways={followUps.length > 0 ? props.ways : props.ways.slice(-1)}
        keys={keyList.button}
      />
      <Tabs view={view} counts={counts} others={props.others} today={today} />
      {(followUps.length > 0 || isNarrowed(view)) && (
        <ListTools
          view={view}
          shown={followUps.length}
          matching={matching}
          ticked={selection.count}
          tickedAtFirst={tickedIds.length}
          tickAll={selection.tickAll}
        />
      )}
      {shown.isCut && (
        <p className="notice" role="status">
          Too many follow-ups are due to search all of them. Type more to find the others.
        </p>
      )}
      {followUps.length === 0 ? (
        isNarrowed(view) ? (
          <NothingMatches view={view} due={counts[view.filter]} heading={emptyHeading} />
        ) : (
          <NothingDue
            view={view}
            all={counts.all}
            heading={emptyHeading}
            hasContacts={props.hasContacts}
            isAdmin={isAdmin}
          />
        )
      ) : (
        // The selection belongs to one view: another one begins with nothing ticked.
        <form className="follow-ups" method="post" action={here} onSubmit={submit} ref={form} key={here} noValidate>
          {/* Enter in a checkbox presses the first button there is: this one does nothing, not being in a dialog. */}
          <button formMethod="dialog" hidden />
          <input type="hidden" name="redirectTo" value={here} />
          {/* Without scripts a page that spreads or reassigns them is told the view by these. */}
          {[...dueViewQuery(view)].map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <OrganizationField />
          {/* The checkboxes inside are what acts; the list only hears of them. */}
          {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
          <ul className="rows" aria-label="Follow-ups" onClick={onListClick}>
            {followUps.map((followUp) => (
              <HubRow key={followUp.id} followUp={followUp} selected={ticked.has(followUp.id)} />
            ))}
          </ul>
          {followUps.length > LONG_LIST && (
            <a className="button to-top" href="#main">
              <span aria-hidden="true">↑</span> Top
            </a>
          )}
          <BulkBar
            clearHref={here}
            selection={selection}
            shown={followUps.length}
            matching={matching}
            allMatching={allMatching}
            snoozeOptions={snoozeOptions}
            dayProblem={dayProblem}
            reassigns={isAdmin && whose !== null}
          />
        </form>
      )}
      <RowMenu menu={rowMenu} snoozeOptions={snoozeOptions} />
      {dialogs}
    </>
  );
}
