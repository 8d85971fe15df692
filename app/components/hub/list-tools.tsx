import { Link } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { LEAD_QUALITIES } from "../../domain/contact.ts";
import { dueViewHref, LONGEST_SEARCH, type DueView } from "../../domain/due-view.ts";
import { leadQualityLabel } from "../../domain/lead-quality-text.ts";
import { showingText } from "../../domain/showing-text.ts";
import { useScripted } from "../shortcuts.tsx";
import { SearchField } from "../search-field.tsx";
import { useSearchForm } from "../use-search-form.ts";
import { useLocale } from "../locale.ts";

/** What stands above the rows: all of them ticked or none, how many there are, and what narrows and orders them. */
export function ListTools({
  view,
  shown,
  matching,
  ticked,
  tickedAtFirst,
  tickAll,
}: {
  view: DueView;
  /** How many rows are shown, how many match, and how many of those shown are ticked, now and by the server. */
  shown: number;
  matching: number;
  ticked: number;
  tickedAtFirst: number;
  tickAll(checked: boolean): void;
}) {
  const locale = useLocale();
  return (
    <div className="list-tools">
      {shown > 0 && <SelectAll {...{ view, shown, ticked, tickedAtFirst, tickAll }} />}
      {shown > 0 && matching > shown && <p>{showingText(shown, { count: matching, isMore: false }, locale)}</p>}
      <NarrowForm view={view} />
    </div>
  );
}

/** A checkbox that tells whether all rows, some or none are ticked; a link where there are no scripts. */
function SelectAll({ view, shown, ticked, tickedAtFirst, tickAll }: Omit<Parameters<typeof ListTools>[0], "matching">) {
  const box = useRef<HTMLInputElement>(null);
  const scripted = useScripted();
  const isAll = (scripted ? ticked : tickedAtFirst) >= shown;
  useEffect(() => {
    if (box.current) box.current.indeterminate = ticked > 0 && !isAll;
  });
  const label = isAll ? (
    <span>
      <span className="visually-hidden">Select </span>None
    </span>
  ) : (
    "Select all"
  );
  if (!scripted) {
    return (
      <Link className="choice" to={isAll ? dueViewHref(view) : `${dueViewHref(view)}&select=all`}>
        {label}
      </Link>
    );
  }
  return (
    <label className="choice">
      <input ref={box} type="checkbox" checked={isAll} onChange={() => tickAll(!isAll)} />
      {label}
    </label>
  );
}

/** Searches within the tab, lets one lead quality pass, and sorts. */
function NarrowForm({ view }: { view: DueView }) {
  const { filter, search, quality, order, whose } = view;
  const values = { filter, q: search, quality: quality ?? "", sort: order === "priority" ? "" : order };
  const { form, field, send } = useSearchForm("q", values, (query) => `/follow-ups?${query}`);
  return (
    // A plain form without JavaScript; Enter and the button send it at once.
    <form className="list-search" action="/follow-ups" {...form}>
      <input type="hidden" name="filter" value={filter} />
      {whose && <input type="hidden" name="for" value={whose} />}
      <SearchField
        name="q"
        defaultValue={search}
        placeholder="Search"
        aria-label="Search due follow-ups"
        maxLength={LONGEST_SEARCH}
        {...field}
      />
      <select className="input" name="quality" aria-label="Lead quality" defaultValue={quality ?? ""} onChange={send}>
        <option value="">Any quality</option>
        {LEAD_QUALITIES.map((each) => (
          <option key={each} value={each}>
            {leadQualityLabel(each)}
          </option>
        ))}
        <option value="NONE">No quality</option>
      </select>
      <select className="input" name="sort" aria-label="Sort" defaultValue={values.sort} onChange={send}>
        <option value="">Most urgent</option>
        <option value="oldest">Oldest</option>
      </select>
    </form>
  );
}
