import { LONGEST_SEARCH } from "./due-view.ts";
import * as v from "valibot";
import { LEAD_QUALITIES, STATUSES, type LeadQuality, type Status } from "./contact.ts";

/**
 * The orders in which contacts can be listed: by name and by follow-up date, from the last one on where a `-` stands before
 * it, those without a date last; and newest change first.
 */
export const CONTACT_SORTS = ["name", "-name", "date", "-date", "changed"] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

/** The follow-ups to list: those of a day before today, or contacts that have none. */
export const FOLLOW_UP_FILTERS = ["overdue", "none"] as const;

/** Which contacts to list; a filter that is null lets everything pass. */
export interface ContactFilter {
  /** `NONE` are the contacts without a lead quality. */
  leadQuality: LeadQuality | "NONE" | null;
  status: Status | null;
  /** Archived contacts are never overdue. */
  followUp: (typeof FOLLOW_UP_FILTERS)[number] | null;
  /** `mine` are assigned to the reader, `nobody` to no one, else those of a user's id. Who sees only their own has these. */
  owner: string | null;
}

/** Lets every contact pass. */
export const EVERY_CONTACT: ContactFilter = { leadQuality: null, status: null, followUp: null, owner: null };

/** A list of contacts as its address asks for it. */
export interface ContactListRequest extends ContactFilter {
  search: string;
  sort: ContactSort;
  /** A page's place: what follows it, or what comes before it. */
  after: ContactPlace | null;
  before: ContactPlace | null;
}

/** The place of a contact in a list: its values of what the list is sorted by. */
export type ContactPlace = (string | number | null)[];

const Owner = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const PlaceValues = v.pipe(v.array(v.nullable(v.union([v.string(), v.number()]))), v.minLength(2), v.maxLength(3));
const Place = v.pipe(v.string(), v.maxLength(3_000), v.parseJson(), PlaceValues);

/**
 * The orders that a list can have, the usual one first: where no contact has a date there is only the name to sort by, and
 * the overdue ones stand together in the order of their dates alone.
 */
export function sortsOf({ followUp }: Pick<ContactFilter, "followUp">): readonly [ContactSort, ...ContactSort[]] {
  if (followUp === "none") return ["name", "-name"];
  return followUp === "overdue" ? ["date", "-date"] : CONTACT_SORTS;
}

/** Reads the query of a list's address; what makes no sense there is passed over. */
export function readContactList(query: URLSearchParams): ContactListRequest {
  const oneOf = <T extends string>(values: readonly T[], name: string): T | null =>
    v.parse(v.fallback(v.nullable(v.picklist(values)), null), query.get(name));
  const placeOf = (name: string) => v.parse(v.fallback(v.nullable(Place), null), query.get(name));
  const followUp = oneOf(FOLLOW_UP_FILTERS, "followUp");
  const sorts = sortsOf({ followUp });
  const after = placeOf("after");
  return {
    search: (query.get("search") ?? "").slice(0, LONGEST_SEARCH).trim(),
    leadQuality: oneOf([...LEAD_QUALITIES, "NONE"], "leadQuality"),
    status: oneOf(STATUSES, "status"),
    followUp,
    owner: v.parse(v.fallback(v.nullable(Owner), null), query.get("owner")),
    sort: oneOf(sorts, "sort") ?? sorts[0],
    after,
    before: after ? null : placeOf("before"),
  };
}

/** The query of the address that asks for `list`; what is as usual is left out. */
export function contactListQuery(list: Partial<ContactListRequest>): string {
  const { search, leadQuality, status, followUp = null, owner, sort, after, before } = list;
  const query = new URLSearchParams();
  if (search) query.set("search", search);
  if (leadQuality) query.set("leadQuality", leadQuality);
  if (status) query.set("status", status);
  if (followUp) query.set("followUp", followUp);
  if (owner) query.set("owner", owner);
  if (sort && sort !== sortsOf({ followUp })[0]) query.set("sort", sort);
  if (after) query.set("after", JSON.stringify(after));
  if (before) query.set("before", JSON.stringify(before));
  return query.size > 0 ? `?${query}` : "";
}

/** True where the list leaves out any of the contacts that its reader may see. */
export function isNarrowed({ search, leadQuality, status, followUp, owner }: ContactListRequest): boolean {
  return search !== "" || [leadQuality, status, followUp, owner].some((filter) => filter !== null);
}
