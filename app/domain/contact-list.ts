import * as v from "valibot";
import { LEAD_QUALITIES, STATUSES, type LeadQuality, type Status } from "./contact.ts";

/**
 * The orders in which contacts can be listed: by name and by follow-up date, from the last one on where a `-` stands before
 * it, those without a date last; and newest change first.
 */
export const CONTACT_SORTS = ["name", "-name", "date", "-date", "changed"] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

/** Which contacts to list; a filter that is null lets everything pass. */
export interface ContactFilter {
  /** `NONE` are the contacts without a lead quality. */
  leadQuality: LeadQuality | "NONE" | null;
  status: Status | null;
  /** Only contacts without a follow-up date. */
  noFollowUp: boolean;
}

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

const LONGEST_SEARCH = 200;
const PlaceValues = v.pipe(v.array(v.nullable(v.union([v.string(), v.number()]))), v.minLength(2), v.maxLength(3));
const Place = v.pipe(v.string(), v.maxLength(3_000), v.parseJson(), PlaceValues);

/** The orders that a list can have, the usual one first: where no contact has a date there is only the name to sort by. */
export function sortsOf({ noFollowUp }: Pick<ContactFilter, "noFollowUp">): readonly [ContactSort, ...ContactSort[]] {
  return noFollowUp ? ["name", "-name"] : CONTACT_SORTS;
}

/** Reads the query of a list's address; what makes no sense there is passed over. */
export function readContactList(query: URLSearchParams): ContactListRequest {
  const oneOf = <T extends string>(values: readonly T[], name: string): T | null =>
    v.parse(v.fallback(v.nullable(v.picklist(values)), null), query.get(name));
  const placeOf = (name: string) => v.parse(v.fallback(v.nullable(Place), null), query.get(name));
  const noFollowUp = query.get("followUp") === "none";
  const sorts = sortsOf({ noFollowUp });
  const after = placeOf("after");
  return {
    search: (query.get("search") ?? "").slice(0, LONGEST_SEARCH).trim(),
    leadQuality: oneOf([...LEAD_QUALITIES, "NONE"], "leadQuality"),
    status: oneOf(STATUSES, "status"),
    noFollowUp,
    sort: oneOf(sorts, "sort") ?? sorts[0],
    after,
    before: after ? null : placeOf("before"),
  };
}

/** The query of the address that asks for `list`; what is as usual is left out. */
export function contactListQuery(list: Partial<ContactListRequest>): string {
  const { search, leadQuality, status, noFollowUp, sort, after, before } = list;
  const query = new URLSearchParams();
  if (search) query.set("search", search);
  if (leadQuality) query.set("leadQuality", leadQuality);
  if (status) query.set("status", status);
  if (noFollowUp) query.set("followUp", "none");
  if (sort && sort !== "name") query.set("sort", sort);
  if (after) query.set("after", JSON.stringify(after));
  if (before) query.set("before", JSON.stringify(before));
  return query.size > 0 ? `?${query}` : "";
}

/** True where the list leaves out any of the contacts that its reader may see. */
export function isNarrowed({ search, leadQuality, status, noFollowUp }: ContactListRequest): boolean {
  return search !== "" || leadQuality !== null || status !== null || noFollowUp;
}
