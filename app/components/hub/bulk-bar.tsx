import { Link } from "@remix-run/react";
import { Icon } from "../icon.tsx";
import { DONE_AS_PAGE, NURTURE_DAYS } from "../../domain/outcome.ts";
import type { DayProblem } from "../../domain/hub-fields.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { SnoozeButtons, SnoozeDate } from "./snooze-choices.tsx";
import type { useAllMatching } from "./use-all-matching.ts";
import type { Selection } from "../use-selection.ts";
import { useLocale } from "../locale.ts";

/** What the bar shows and acts on. */
export interface BulkBarProps {
  /** The page without a selection. */
  clearHref: string;
  selection: Selection;
  /** How many rows are shown, and how many the filter matches. */
  shown: number;
  matching: number;
  allMatching: ReturnType<typeof useAllMatching>;
  snoozeOptions: SnoozeOption[];
  /** Why a snooze to the day that was asked for can't be. */
  dayProblem: DayProblem | null;
  /** True where it offers to give them to somebody else. */
  reassigns: boolean;
}

/** The actions for all ticked rows; style sheets alone show it and count for it. */
export function BulkBar({
  clearHref,
  selection,
  shown,
  matching,
  allMatching,
  snoozeOptions,
  dayProblem,
  reassigns,
}: BulkBarProps) {
  const locale = useLocale();
  const { chosen, progress } = allMatching;
  const offersMore = matching > shown && selection.count >= shown;
  return (
    <div className="bulk-bar" data-running={progress ? "" : undefined} role="group" aria-label="Selected follow-ups">
      {progress ? (
        <>
          <label className="bulk-progress">
            {progress.done.toLocaleString(locale)} of {progress.total.toLocaleString(locale)}
            <progress value={progress.done} max={progress.total} />
          </label>
          <button type="button" className="button" onClick={progress.stop} ref={focusWhereLost}>
            Stop
          </button>
        </>
      ) : (
        <>
          {chosen ? (
            <span className="bulk-all">All {matching.toLocaleString(locale)} selected</span>
          ) : (
            <span className="bulk-count">selected</span>
          )}
          {offersMore && !chosen && (
            <button type="button" className="button button-quiet" onClick={() => allMatching.setChosen(true)}>
              Select all {matching.toLocaleString(locale)}
            </button>
          )}
          <button className="button" name="action" value="snooze">
            Snooze
          </button>
          <details className="menu menu-up" name="row-menu" open={dayProblem !== null}>
            <summary className="button button-icon" aria-label="Snooze to">
              <Icon name="up" />
            </summary>
            <div className="menu-items">
              <p className="menu-heading">Snooze to</p>
              <SnoozeButtons
                options={snoozeOptions}
                valueOf={(until) => new URLSearchParams({ action: "snooze", until }).toString()}
              />
              <button formMethod="get" formAction="/follow-ups/spread">
                Spread…
              </button>
              <button name="action" value="nurture">
                Nurture in {NURTURE_DAYS} days
              </button>
              <button name="action" value="clear">
                No date
              </button>
              <div className="menu-date">
                <SnoozeDate options={snoozeOptions} problem={dayProblem} />
                <button name="choice" value="action=snooze&date">
                  Snooze to date
                </button>
              </div>
            </div>
          </details>
          <button className="button button-primary" name="action" value="done">
            Mark done
          </button>
          <button className="button" formAction={DONE_AS_PAGE}>
            Done as…
          </button>
          {reassigns && (
            <button className="button" formMethod="get" formAction="/follow-ups/reassign">
              Reassign…
            </button>
          )}
          <Link
            to={clearHref}
            className="button button-quiet button-icon"
            aria-label="Clear selection"
            onClick={(event) => {
              event.preventDefault();
              allMatching.setChosen(false);
              selection.tickAll(false);
            }}
          >
            <Icon name="close" />
          </Link>
        </>
      )}
      <span role="status" className="visually-hidden">
        {selection.count > 0 && `${selection.count} selected`}
      </span>
    </div>
  );
}

/** The button that was pressed has given way to this one. */
function focusWhereLost(button: HTMLButtonElement | null): void {
  if (document.activeElement === document.body) button?.focus();
}
