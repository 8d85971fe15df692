import type { Filter as Match } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import { sortsOf, type ContactFilter, type ContactPlace, type ContactSort } from "../app/domain/contact-list.ts";
import { LEAD_QUALITIES, STATUSES, type Contact } from "../app/domain/contact.ts";
import { sortName as sortNameOf } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { listIndex, SORT_FIELDS } from "./contact-indexes.ts";
import { belongingTo, type MemberScope } from "./scope.ts";

/** A contact as lists show it. */
export type ListedContact = Contact & Pick<ContactDocument, "assigneeIds">;

/** One page of a list; `previous` and `next` are the places to go on from, null where there is nothing more. */
export interface ContactPage {
  contacts: ListedContact[];
  previous: ContactPlace | null;
  next: ContactPlace | null;
}

/** Which contacts are asked for, on which day. */
export interface FilterRequest {
  filter: ContactFilter;
  today: CalendarDate;
}

/** Which page of a list to read: the one after a place, the one before it, or the first. */
export interface PageRequest extends FilterRequest {
  sort: ContactSort;
  after: ContactPlace | null;
  before: ContactPlace | null;
  limit: number;
}

/** One stretch of a list, read from one index from its start; sort, index and match leave nothing to be passed over. */
export interface Stretch {
  match: Match<ContactDocument>;
  /** The part of the match that says where a page begins. */
  start: Match<ContactDocument>;
  sort: Record<string, 1 | -1>;
  hint: Record<string, 1 | -1>;
}

/** The fields that a contact is made of. */
export const CONTACT_FIELDS = {
  _id: 0,
  id: 1,
  name: 1,
  email: 1,
  phone: 1,
  company: 1,
  photoUrl: 1,
  leadQuality: 1,
  status: 1,
  nextFollowUpDate: 1,
} as const;

/** The fields of a contact that lists and profiles read. */
export const LISTED_FIELDS = { ...CONTACT_FIELDS, assigneeIds: 1 } as const;

/** A contact with what its place in a list depends on. */
export type StoredContact = ListedContact & Pick<ContactDocument, "updatedAt" | "sortName">;
export const STORED_FIELDS = { ...LISTED_FIELDS, updatedAt: 1, sortName: 1 } as const;

/** A page of the contacts that the member sees, in the order asked for; it examines about what it shows. */
export function listContacts({ contacts }: Database, scope: MemberScope, request: PageRequest): Promise<ContactPage> {
  return readPage(scope, request, ({ match, sort, hint }, limit) =>
    contacts.find(match).sort(sort).hint(hint).limit(limit).project<StoredContact>(STORED_FIELDS).toArray(),
  );
}

/** How many contacts that the member sees pass the filter, counted in an index as far as `most`. */
export function countContacts(
  { contacts }: Database,
  scope: MemberScope,
  request: FilterRequest,
  most: number,
): Promise<number> {
  const { match, hint } = wholeList(scope, request);
  return contacts.countDocuments(match, { hint, limit: most });
}

/** All that pass the filter, in the order that makes them one stretch. */
export function wholeList(scope: MemberScope, { filter, today }: FilterRequest): Stretch {
  const [whole] = stretchesOf(scope, { filter, today, sort: sortsOf(filter)[0], after: null, before: null });
  return whole!;
}

/** A page that `read` gives stretch by stretch. */
export async function readPage(
  scope: MemberScope,
  request: PageRequest,
  read: (stretch: Stretch, limit: number) => Promise<StoredContact[]>,
): Promise<ContactPage> {
  const { sort, after, before, limit } = request;
  const found: StoredContact[] = [];
  for (const stretch of stretchesOf(scope, request)) {
    const missing = limit + 1 - found.length;
    if (missing === 0) break;
    found.push(...(await read(stretch, missing)));
  }
  const isMore = found.length > limit;
  const shown = found.slice(0, limit);
  if (before) shown.reverse();
  const [first, last] = [shown.at(0), shown.at(-1)];
  return {
    contacts: shown.map(listed),
    previous: first && (before ? isMore : after) ? placeOf(first, sort) : null,
    next: last && (before || isMore) ? placeOf(last, sort) : null,
  };
}

/** A contact without what only its place in a list depends on. */
function listed(contact: ListedContact): ListedContact {
  const { id, name, email, phone, company, photoUrl, leadQuality, status, nextFollowUpDate, assigneeIds } = contact;
  return { id, name, email, phone, company, photoUrl, leadQuality, status, nextFollowUpDate, assigneeIds };
}

/** The place of a contact in a list of that order. */
function placeOf(contact: StoredContact, sort: ContactSort): ContactPlace {
  const { id, updatedAt, nextFollowUpDate, sortName = sortNameOf(contact.name) } = contact;
  if (sort === "changed") return [updatedAt.getTime(), id];
  return isByDate(sort) ? [nextFollowUpDate, sortName, id] : [sortName, id];
}

const isByDate = (sort: ContactSort) => sort === "date" || sort === "-date";

/** The stretches that, one after the other, are the list from the place on, or backwards from it. */
export function stretchesOf(scope: MemberScope, request: Omit<PageRequest, "limit">): Stretch[] {
  const { filter, sort, after, before, today } = request;
  const backwards = before !== null;
  const isOverdue = filter.followUp === "overdue";
  const place = placeInto(before ?? after, sort, isOverdue ? today : null);
  const { match: base, whose } = matchOf(scope, filter);
  // Without a date there is only the name to sort by; these come after the dated ones.
  const byName = SORT_FIELDS[sort === "-name" ? sort : "name"];
  const undated = { fixed: { nextFollowUpDate: null }, fields: byName, hint: listIndex(whose, "date") };
  const plain = { fixed: {}, fields: SORT_FIELDS[sort], hint: listIndex(whose, sort) };
  const dated = { ...plain, fixed: { nextFollowUpDate: { $gt: "", ...(isOverdue && { $lt: today }) } } };
  const byDate = isOverdue ? [dated] : [dated, undated];
  const parts = filter.followUp === "none" ? [undated] : isByDate(sort) ? byDate : [plain];
  const isUndated = place !== null && isByDate(sort) && place[0] === null;
  const reached = isUndated ? 1 : 0;
  const from = isUndated ? place.slice(1) : place;
  const ordered = backwards ? parts.slice(0, reached + (place ? 1 : parts.length)).reverse() : parts.slice(reached);
  return ordered.flatMap(({ fixed, fields, hint }, index) => {
    const names = Object.keys(fields);
    const directions = Object.values(fields).map((direction) => (backwards ? -direction : direction) as 1 | -1);
    const order = Object.fromEntries(names.map((name, at) => [name, directions[at]!]));
    const starts = index === 0 && from ? startsAt(names, directions, from, fixed) : [{}];
    return starts.map((start) => ({ match: { ...base, ...fixed, ...start }, start, sort: order, hint }));
  });
}

/**
 * The matches of what lies behind a place: the same values but for the last one, which is behind, then fewer of them. What
 * bounds a field anyway goes on doing so: going back from a date must not meet those that have none.
 */
function startsAt(
  names: string[],
  directions: (1 | -1)[],
  place: (string | Date | null)[],
  bounds: Record<string, object | null>,
): object[] {
  return names
    .map((name, at) => ({
      ...Object.fromEntries(names.slice(0, at).map((earlier, of) => [earlier, place[of]])),
      [name]: { ...bounds[name], [directions[at] === 1 ? "$gt" : "$lt"]: place[at] },
    }))
    .reverse();
}

/**
 * A place that fits the order, with instants as the database has them, and a date before `until` where that is given; null
 * where there is none that fits.
 */
function placeInto(
  place: ContactPlace | null,
  sort: ContactSort,
  until: CalendarDate | null,
): (string | Date | null)[] | null {
  if (!place || place.length !== Object.keys(SORT_FIELDS[sort]).length) return null;
  const [first = null, ...rest] = place;
  const others = rest.map(String);
  if (sort === "changed") return typeof first === "number" && isInstant(first) ? [new Date(first), ...others] : null;
  if (until !== null && !(typeof first === "string" && first < until)) return null;
  if (isByDate(sort) && first === null) return [null, ...others];
  return typeof first === "string" ? [first, ...others] : null;
}

const isInstant = (milliseconds: number) => !Number.isNaN(new Date(milliseconds).getTime());

/**
 * What the filter says of the contacts that the member sees, but for their dates, and whose indexes have them. Where a
 * facet isn't asked for it may have each of its values: an index is read from points only.
 */
export function matchOf(scope: MemberScope, { leadQuality, status, followUp, owner }: ContactFilter) {
  const { organizationId } = scope;
  const statuses = status === null ? STATUSES : [status];
  const match: Match<ContactDocument> = {
    ...(owner !== null && { assigneeIds: owner === "mine" ? scope.userId : owner === "nobody" ? [] : owner }),
    // Behind the owner, so that nobody sees more by asking for one: who stands in for that owner sees theirs.
    ...(owner !== null && scope.standsInFor?.includes(owner) ? { organizationId } : belongingTo(scope)),
    leadQuality:
      leadQuality === null ? { $in: [...LEAD_QUALITIES, null] } : leadQuality === "NONE" ? null : leadQuality,
    status: { $in: statuses.filter((each) => followUp !== "overdue" || each !== "ARCHIVED") },
  };
  return { match, whose: "assigneeIds" in match ? ("user" as const) : ("organization" as const) };
}
