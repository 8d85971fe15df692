import { Link, useNavigation } from "@remix-run/react";
import type { CalendarDate } from "../../domain/calendar.ts";
import { longDate } from "../../domain/date-text.ts";
import { FILTERS, type Filter } from "../../domain/filters.ts";
import type { Counts } from "../../domain/follow-up.ts";

const LABELS: Record<Filter, string> = { all: "All", overdue: "Overdue", today: "Due today", hot: "Hot" };

/** The four filters as links, each with how many follow-ups it holds. */
export function Tabs({ filter, counts, today }: { filter: Filter; counts: Counts; today: CalendarDate }) {
  const { location } = useNavigation();
  const pending = location?.pathname === "/follow-ups" ? new URLSearchParams(location.search).get("filter") : null;
  return (
    <nav className="tabs" aria-label="Filter">
      {FILTERS.map((tab) => (
        <Link
          key={tab}
          to={`/follow-ups?filter=${tab}`}
          title={tab === "today" ? longDate(today) : undefined}
          aria-current={tab === filter ? "page" : undefined}
          data-pending={tab === pending || undefined}
          prefetch="intent"
          preventScrollReset
        >
          {LABELS[tab]} <span className="badge">{counts[tab].toLocaleString("en")}</span>
        </Link>
      ))}
    </nav>
  );
}
