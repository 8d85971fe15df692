import { LEAD_QUALITIES, type LeadQuality } from "./contact.ts";
import { FILTERS, ORDERS, type Filter, type Order } from "./filters.ts";
import type { FollowUp } from "./follow-up.ts";
import { compareAge, comparePriority, isUnder } from "./priority.ts";

/** A lead quality to list, or `NONE` for the contacts that have none. */
export const QUALITY_FILTERS = [...LEAD_QUALITIES, "NONE"] as const;
export type QualityFilter = (typeof QUALITY_FILTERS)[number];

/** The most characters of a search that count. */
export const LONGEST_SEARCH = 200;

/** What of the due list is shown: a tab, a search and a lead quality within it, and in which order. */
export interface DueView {
  filter: Filter;
  /** Words that a contact is found by; empty where nothing is searched. */
  search: string;
  /** Null where every lead quality passes. */
  quality: QualityFilter | null;
  order: Order;
  /** The id of the member whose list it is; null where it is the reader's own. */
  whose: string | null;
}

/** The tab as it opens. */
export const WHOLE_LIST: DueView = { filter: "all", search: "", quality: null, order: "priority", whose: null };

/** Reads the query of the hub's address, or a form that carries it; what makes no sense there is passed over. */
export function readDueView(fields: URLSearchParams | FormData, usualFilter: Filter = WHOLE_LIST.filter): DueView {
  const oneOf = <T extends string>(values: readonly T[], name: string) =>
    values.find((value) => value === fields.get(name)) ?? null;
  const search = fields.get("q");
  return {
    filter: oneOf(FILTERS, "filter") ?? usualFilter,
    search: (typeof search === "string" ? search : "").slice(0, LONGEST_SEARCH).trim(),
    quality: oneOf(QUALITY_FILTERS, "quality"),
    order: oneOf(ORDERS, "sort") ?? WHOLE_LIST.order,
    whose: readWhose(fields),
  };
}

/** The member whom an address or a form names as the one whose list it is about; null where that is the reader. */
export function readWhose(fields: URLSearchParams | FormData): string | null {
  const whose = fields.get("for");
  return typeof whose === "string" && whose.length <= LONGEST_SEARCH ? whose || null : null;
}

/** The fields of an address that shows `view`; what is as usual is left out, but for the tab. */
export function dueViewQuery({ filter, search, quality, order, whose }: DueView): URLSearchParams {
  const query = new URLSearchParams({ filter });
  if (search) query.set("q", search);
  if (quality) query.set("quality", quality);
  if (order !== WHOLE_LIST.order) query.set("sort", order);
  if (whose !== null) query.set("for", whose);
  return query;
}

/** The hub's address that shows `view`. */
export function dueViewHref(view: DueView): string {
  return `/follow-ups?${dueViewQuery(view)}`;
}

/** The same tab in the same order, with nothing left out. */
export function wholeTab(view: DueView): DueView {
  return { ...view, search: "", quality: null };
}

/** True where the view leaves out any of the tab's follow-ups. */
export function isNarrowed({ search, quality }: Pick<DueView, "search" | "quality">): boolean {
  return search !== "" || quality !== null;
}

/** The lead quality that a filter asks for, as a contact has it. */
export function qualityOf(filter: QualityFilter): LeadQuality | null {
  return filter === "NONE" ? null : filter;
}

/** True where the tab and the lead quality let a follow-up pass; whom a search finds only the server knows. */
export function passes({ filter, quality }: DueView, followUp: FollowUp): boolean {
  return isUnder(filter, followUp) && (quality === null || followUp.leadQuality === qualityOf(quality));
}

/** Below zero where `a` stands before `b` in the order of the view. */
export function compareIn({ order }: DueView, a: FollowUp, b: FollowUp): number {
  return order === "oldest" ? compareAge(a, b) : comparePriority(a, b);
}
