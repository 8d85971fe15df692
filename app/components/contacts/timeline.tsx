import { Link } from "@remix-run/react";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { ActivityAction, Direction, FieldChange } from "../../domain/contact.ts";
import { ACTIVITY_LABELS, FIELD_LABELS, fieldText } from "../../domain/contact-text.ts";
import { shortDate } from "../../domain/date-text.ts";
import type { Outcome } from "../../domain/outcome.ts";
import { OUTCOME_LABELS } from "../../domain/outcome-text.ts";
import { TimelineText } from "./timeline-text.tsx";
import { useLocale } from "../locale.ts";

/** One activity, ready to be shown: `at` is an ISO instant, `when` the same in the viewer's time zone. */
export interface TimelineEntry {
  at: string;
  when: string;
  action: ActivityAction;
  dateBefore: CalendarDate | null;
  dateAfter: CalendarDate | null;
  text?: string;
  changes?: FieldChange[];
  outcome?: Outcome;
  direction?: Direction;
  undone?: boolean;
  userName: string | null;
  insteadOfName?: string;
}

const MOVES_DATE: readonly ActivityAction[] = ["done", "snooze", "undo", "set", "clear"];

/** What happened with a contact, newest first; `older` and `newest` lead to the rest of it. */
export function Timeline({
  activities,
  older,
  newest,
}: {
  activities: TimelineEntry[];
  older?: string | null;
  newest?: string | null;
}) {
  return (
    <section className="card stack" id="timeline" aria-labelledby="timeline-heading">
      <h2 id="timeline-heading">Timeline</h2>
      {activities.length === 0 ? (
        <p className="muted">Nothing yet. Log a call, an email, a meeting or a note, and it stands here.</p>
      ) : (
        <ol className="timeline">
          {activities.map((activity, index) => (
            <li key={`${activity.at} ${activity.action} ${index}`}>
              <Entry {...activity} />
            </li>
          ))}
        </ol>
      )}
      {(older || newest) && (
        <div className="page-header">
          {newest ? <Link to={newest}>Back to newest</Link> : <span />}
          {older && (
            <Link className="button" to={older}>
              Older
            </Link>
          )}
        </div>
      )}
    </section>
  );
}

function Entry({
  at,
  when,
  action,
  dateBefore,
  dateAfter,
  text,
  changes,
  undone,
  userName,
  insteadOfName,
  ...entry
}: TimelineEntry) {
  const locale = useLocale();
  return (
    <>
      <strong>
        {action === "done" && entry.outcome ? OUTCOME_LABELS[entry.outcome] : ACTIVITY_LABELS[action]}
        {entry.direction === "in" && " from them"}
        {undone && " (undone)"}
      </strong>
      {action === "create" && dateAfter && <span>Follow-up on {shortDate(dateAfter, locale)}</span>}
      {(MOVES_DATE.includes(action) || (action !== "create" && dateBefore !== dateAfter)) && (
        <span>
          {dateBefore ? shortDate(dateBefore, locale) : "No follow-up"} →{" "}
          {dateAfter ? shortDate(dateAfter, locale) : "no follow-up"}
        </span>
      )}
      {changes?.map(({ field, before, after }) => (
        <span key={field}>
          {FIELD_LABELS[field]}: <bdi>{fieldText(field, before)}</bdi> → <bdi>{fieldText(field, after)}</bdi>
        </span>
      ))}
      {text && <TimelineText text={text} />}
      <small>
        <bdi>{userName ?? "By an import or another system"}</bdi>
        {insteadOfName && (
          <>
            {" "}
            for <bdi>{insteadOfName}</bdi>
          </>
        )}
        , <time dateTime={at}>{when}</time>
      </small>
    </>
  );
}
