import { Link } from "@remix-run/react";
import type { RefObject } from "react";
import { dueViewHref, wholeTab, type DueView } from "../../domain/due-view.ts";
import { leadQualityLabel } from "../../domain/lead-quality-text.ts";
import { followUpCount } from "../../domain/result-text.ts";
import { useLocale } from "../locale.ts";

/** What stands in place of the rows where a search or a lead quality lets none of the tab pass. */
export function NothingMatches({
  view,
  due,
  heading,
}: {
  view: DueView;
  /** How many are due under the tab. */
  due: number;
  /** Where the focus goes after the last row. */
  heading?: RefObject<HTMLHeadingElement>;
}) {
  const locale = useLocale();
  return (
    <section className="card empty">
      <h2 ref={heading} tabIndex={-1} dir="auto">
        Nothing due matches {textOf(view)}
      </h2>
      <p className="muted">
        {followUpCount(due, locale)} {due === 1 ? "is" : "are"} due in this tab.
      </p>
      <Link className="button button-primary" to={dueViewHref(wholeTab(view))}>
        Show the whole tab
      </Link>
      {view.filter !== "all" && <Link to={dueViewHref({ ...view, filter: "all" })}>Look in All</Link>}
    </section>
  );
}

/** Such as `“ann” and Hot`. */
function textOf({ search, quality }: DueView): string {
  const named = quality && (quality === "NONE" ? "no lead quality" : leadQualityLabel(quality));
  return [search && `“${search}”`, named].filter(Boolean).join(" and ");
}
