import { Link, useNavigation } from "@remix-run/react";
import type { CalendarDate } from "../../domain/calendar.ts";
import { longDate } from "../../domain/date-text.ts";
import { dueViewHref, type DueView } from "../../domain/due-view.ts";
import { FILTERS, type Filter } from "../../domain/filters.ts";
import type { Counts } from "../../domain/follow-up.ts";
import { NO_NEXT_STEP_HREF } from "../../domain/no-next-step.ts";
import { useLocale } from "../locale.ts";

const LABELS: Record<Filter, string> = { all: "All", overdue: "Overdue", today: "Due today", hot: "Hot" };

/** The four filters as links, each with how many follow-ups it holds, and beside them the other lists. */
export function Tabs({
  view,
  counts,
  noNextStep,
  today,
}: {
  view: DueView;
  counts: Counts;
  /** How many have no next step. */
  noNextStep: string;
  today: CalendarDate;
}) {
  const locale = useLocale();
  const { location } = useNavigation();
  const pending = location?.pathname === "/follow-ups" ? new URLSearchParams(location.search).get("filter") : null;
  return (
    <div className="tab-line">
      <nav className="tabs" aria-label="Filter">
        {FILTERS.map((tab) => (
          <Link
            key={tab}
            to={dueViewHref({ ...view, filter: tab })}
            title={tab === "today" ? longDate(today, locale) : undefined}
            aria-current={tab === view.filter ? "page" : undefined}
            data-pending={tab === pending || undefined}
            prefetch="intent"
            preventScrollReset
          >
            {LABELS[tab]} <span className="badge">{counts[tab].toLocaleString(locale)}</span>
          </Link>
        ))}
      </nav>
      <nav className="tabs" aria-label="Other lists">
        <Link to={NO_NEXT_STEP_HREF}>
          No next step <span className="badge">{noNextStep}</span>
        </Link>
        <Link to="/follow-ups/upcoming">Upcoming</Link>
        <Link to="/follow-ups/done">Done today</Link>
      </nav>
    </div>
  );
}
