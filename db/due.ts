import type { Document, Filter as Match } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import { qualityOf, type QualityFilter } from "../app/domain/due-view.ts";
import type { Filter, Order } from "../app/domain/filters.ts";
import { LEAD_QUALITIES, STATUSES } from "../app/domain/contact.ts";
import { toFollowUp, type Counts, type DueContact, type FollowUp } from "../app/domain/follow-up.ts";
import type { Country } from "../app/domain/country.ts";
import { phoneParts } from "../app/domain/phone-parts.ts";
import { compareAge, comparePriority, priorityGroupsOf } from "../app/domain/priority.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { CONTACT_FIELDS } from "./contact-pages.ts";
import { dueStages, narrowestSearch, NOTHING, type DueSearch } from "./due-search.ts";
import { assignedTo, type Scope } from "./scope.ts";
import { union } from "./union.ts";

/** Which due follow-ups to look at: those of a tab, and of these whom a search finds and a lead quality lets pass. */
export interface DueSelection {
  today: CalendarDate;
  filter: Filter;
  /** Empty or absent where nothing is searched. */
  search?: string | undefined;
  quality?: QualityFilter | null | undefined;
}

/** Which due follow-ups to list; `limit` is a number of rows from 1. */
export interface DueRequest extends DueSelection {
  limit: number;
  order: Order;
}

/** What a list tells: its rows, how many are due under each tab, and where it is narrowed, how many match. */
export interface DueFound {
  followUps: FollowUp[];
  counts: Counts;
  matching?: number;
  /** True where a search hasn't looked at all that are due. */
  isCut?: boolean;
}

/**
 * The user's due follow-ups, the first `limit` of the order, and how many are due under each filter: one request where the
 * first run of the list is long enough, else two. A search asks first where it has the fewest contacts to look at, and one
 * more question counts what matches where that is more than the list shows. `country` says where phones without a country are.
 */
export async function readDue(
  database: Database,
  scope: Scope & { country?: Country | undefined },
  { limit, ...request }: DueRequest,
): Promise<DueFound> {
  const { contacts } = database;
  const { today, order } = request;
  const selected = selectedBy(scope, request);
  const search = await narrowestSearch(database, scope.organizationId, selected, request.search);
  const [first = {}, ...others] = matchesInOrder(request);
  const read = (pipelines: Document[][]) =>
    contacts
      .aggregate<DueContact | Partial<Counts>>(union("contacts", pipelines), { batchSize: ALL_AT_ONCE })
      .toArray();
  const found = await read([...countPipelines(scope, today), duePipeline(scope, first, limit, { search })]);
  const counts = found.filter((each) => !isContact(each));
  const counted: Omit<Counts, "all"> = Object.assign({ overdue: 0, today: 0, hot: 0 }, ...counts);
  const missing = limit - (found.length - counts.length);
  if (missing > 0 && others.length > 0) {
    found.push(...(await read(others.map((match) => duePipeline(scope, match, missing, { search })))));
  }
  // One whose lead quality changes meanwhile is met in two runs; the first counts.
  const due = new Map(
    found
      .filter(isContact)
      .reverse()
      .map((contact) => [contact.id, contact]),
  );
  const followUps = [...due.values()]
    .map((contact) => toFollowUp(contact, today))
    .sort(order === "oldest" ? compareAge : comparePriority)
    .slice(0, limit)
    .map((followUp) => ({ ...followUp, phones: phoneParts(followUp.phone, scope.country) }));
  const list = { followUps, counts: { all: counted.overdue + counted.today, ...counted } };
  if (!search && !request.quality) return list;
  const narrowed = { ...list, ...(search?.isCut && { isCut: true }) };
  if (followUps.length < limit) return { ...narrowed, matching: followUps.length };
  const counting = [...dueStages(selected, IN_ORDER, search), { $count: "matching" }];
  const [matched] = await contacts.aggregate<{ matching: number }>(counting).toArray();
  return { ...narrowed, matching: Math.max(matched?.matching ?? 0, limit) };
}

const isContact = (found: DueContact | Partial<Counts>): found is DueContact => "id" in found;

/** Documents in one answer of the database, more than a list has: what is left would be one more question. */
export const ALL_AT_ONCE = 2_500;

/** The statuses one by one, so that an index may have them before the date: what is due of each is then merged. */
export const NOT_ARCHIVED = { $in: STATUSES.filter((status) => status !== "ARCHIVED") };

/** Every lead quality, one by one for the same reason. */
const ANY_QUALITY = { $in: [...LEAD_QUALITIES, null] };

const IN_ORDER = { nextFollowUpDate: 1, name: 1, id: 1 };

/** The pipeline that reads one run of the due list from its index, or whom a search finds in it, and stops at `limit`. */
export function duePipeline(
  scope: Scope,
  match: Match<ContactDocument>,
  limit: number,
  { search = null, fields = CONTACT_FIELDS }: { search?: DueSearch | null; fields?: Document } = {},
): Document[] {
  const due = { ...assignedTo(scope), ...match, status: NOT_ARCHIVED };
  return [...dueStages(due, IN_ORDER, search), { $limit: limit }, { $project: fields }];
}

/** The contacts of a tab that a lead quality lets pass. */
function selectedBy(scope: Scope, { filter, quality, today }: DueSelection): Match<ContactDocument> {
  const leadQuality = quality ? qualityOf(quality) : filter === "hot" ? "HOT" : ANY_QUALITY;
  return { ...assignedTo(scope), leadQuality, status: NOT_ARCHIVED, nextFollowUpDate: datesOf(filter, today) };
}

/**
 * The matches whose results, one after the other, are the list in order. By priority each group is one of them: the
 * hot contacts that a cooler group skips in its index are those already listed, so a list costs what it shows. Contacts of
 * one lead quality are equally hot.
 */
export function matchesInOrder({ today, order, filter, quality }: Omit<DueRequest, "limit">): Match<ContactDocument>[] {
  if (quality) {
    const isNobody = filter === "hot" && quality !== "HOT";
    return [isNobody ? NOTHING : { leadQuality: qualityOf(quality), nextFollowUpDate: datesOf(filter, today) }];
  }
  if (order === "oldest") {
    return [{ nextFollowUpDate: datesOf(filter, today), ...(filter === "hot" && { leadQuality: "HOT" as const }) }];
  }
  return priorityGroupsOf(filter).map(({ hot, overdue }) => ({
    leadQuality: hot ? "HOT" : { $ne: "HOT" },
    nextFollowUpDate: overdue ? { $lt: today } : today,
  }));
}

function datesOf(filter: Filter, today: CalendarDate) {
  if (filter === "overdue") return { $lt: today };
  return filter === "today" ? today : { $lte: today };
}

/** The pipelines that count what is overdue, due today, and hot. */
export function countPipelines(scope: Scope, today: CalendarDate): Document[][] {
  return [
    countPipeline<keyof Counts>(scope, "overdue", { $lt: today }),
    countPipeline<keyof Counts>(scope, "today", today),
    countPipeline<keyof Counts>(scope, "hot", { $lte: today }, "HOT"),
  ];
}

/**
 * Counts the user's follow-ups on some dates as `name`. Lead quality and status are held to their values, as they stand
 * before the date in an index: its entries from one date to another are then the count, and no other is read.
 */
export function countPipeline<Name extends string>(
  scope: Scope,
  name: Name,
  nextFollowUpDate: object | CalendarDate,
  leadQuality: object | string = ANY_QUALITY,
): Document[] {
  const match = { ...assignedTo(scope), leadQuality, status: NOT_ARCHIVED, nextFollowUpDate };
  return [{ $match: match }, { $count: name }];
}
