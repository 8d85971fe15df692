import { Link, useNavigation } from "@remix-run/react";
import type { CalendarDate } from "../../domain/calendar.ts";
import { longDate } from "../../domain/date-text.ts";
import { dueViewHref, type DueView } from "../../domain/due-view.ts";
import { FILTERS, type Filter } from "../../domain/filters.ts";
import type { Counts } from "../../domain/follow-up.ts";
import type { HubLink } from "../../follow-ups/hub-links.server.ts";
import { useLocale } from "../locale.ts";

const LABELS: Record<Filter, string> = { all: "All", overdue: "Overdue", today: "Due today", hot: "Hot" };

/** The four filters as links, each with how many follow-ups it holds, and beside them the other lists. */
export function Tabs({
  view,
  counts,
  others,
  today,
}: {
  view: DueView;
  counts: Counts;
  /** The other lists. */
  others: HubLink[];
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
        {others.map(({ href, label, count }) => (
          <Link key={href} to={href}>
            {label} {count && <span className="badge">{count}</span>}
          </Link>
        ))}
      </nav>
    </div>
  );
}
