import type { CalendarDate } from "../../domain/calendar.ts";
import type { ActivityAction } from "../../domain/contact.ts";
import { shortDate } from "../../domain/date-text.ts";

/** One activity, ready to be shown: `at` is an ISO instant, `when` the same in the viewer's time zone. */
export interface TimelineEntry {
  at: string;
  when: string;
  action: ActivityAction;
  dateBefore: CalendarDate | null;
  dateAfter: CalendarDate | null;
  userName: string | null;
}

const LABELS: Record<ActivityAction, string> = {
  done: "Marked done",
  snooze: "Snoozed",
  undo: "Undone",
  set: "Follow-up set",
  clear: "Follow-up cleared",
};

/** All that happened with a contact, newest first. */
export function Timeline({ activities }: { activities: TimelineEntry[] }) {
  return (
    <section className="card stack" aria-labelledby="timeline-heading">
      <h2 id="timeline-heading">Timeline</h2>
      {activities.length === 0 && <p className="muted">Nothing has happened yet.</p>}
      <ol className="timeline">
        {activities.map(({ at, when, action, dateBefore, dateAfter, userName }) => (
          <li key={`${at} ${action} ${dateBefore} ${dateAfter}`}>
            <strong>{LABELS[action]}</strong>
            <span>
              {dateBefore ? shortDate(dateBefore) : "No follow-up"} →{" "}
              {dateAfter ? shortDate(dateAfter) : "no follow-up"}
            </span>
            <small>
              {userName ?? "By an import"}, <time dateTime={at}>{when}</time>
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
