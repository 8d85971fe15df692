import type { Document, Filter as Match } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { Filter, Order } from "../app/domain/filters.ts";
import { LEAD_QUALITIES, STATUSES } from "../app/domain/contact.ts";
import { toFollowUp, type Counts, type DueContact, type FollowUp } from "../app/domain/follow-up.ts";
import type { Country } from "../app/domain/country.ts";
import { phoneParts } from "../app/domain/phone-parts.ts";
import { compareAge, comparePriority, priorityGroupsOf } from "../app/domain/priority.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { CONTACT_FIELDS } from "./contact-pages.ts";
import { assignedTo, type Scope } from "./scope.ts";
import { union } from "./union.ts";

/** Which due follow-ups to list; `limit` is a number of rows from 1. */
export interface DueRequest {
  today: CalendarDate;
  limit: number;
  order: Order;
  filter: Filter;
}

/**
 * The user's due follow-ups, the first `limit` of the order, and how many are due under each filter: one request where the
 * first run of the list is long enough, else two. `country` says where phones without a country are.
 */
export async function readDue(
  { contacts }: Database,
  scope: Scope & { country?: Country | undefined },
  { limit, ...request }: DueRequest,
): Promise<{ followUps: FollowUp[]; counts: Counts }> {
  const { today, order } = request;
  const [first = {}, ...others] = matchesInOrder(request);
  const read = (pipelines: Document[][]) =>
    contacts
      .aggregate<DueContact | Partial<Counts>>(union("contacts", pipelines), { batchSize: ALL_AT_ONCE })
      .toArray();
  const found = await read([...countPipelines(scope, today), duePipeline(scope, first, limit)]);
  const counts = found.filter((each) => !isContact(each));
  const counted: Omit<Counts, "all"> = Object.assign({ overdue: 0, today: 0, hot: 0 }, ...counts);
  const missing = limit - (found.length - counts.length);
  if (missing > 0 && others.length > 0) {
    found.push(...(await read(others.map((match) => duePipeline(scope, match, missing)))));
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
  return { followUps, counts: { all: counted.overdue + counted.today, ...counted } };
}

const isContact = (found: DueContact | Partial<Counts>): found is DueContact => "id" in found;

/** Documents in one answer of the database, more than a list has: what is left would be one more question. */
export const ALL_AT_ONCE = 2_500;

/** The statuses one by one, so that an index may have them before the date: what is due of each is then merged. */
const NOT_ARCHIVED = { $in: STATUSES.filter((status) => status !== "ARCHIVED") };

/** The pipeline that reads one run of the due list from its index and stops at `limit`. */
export function duePipeline(
  scope: Scope,
  match: Match<ContactDocument>,
  limit: number,
  fields: Document = CONTACT_FIELDS,
): Document[] {
  return [
    { $match: { ...assignedTo(scope), ...match, status: NOT_ARCHIVED } },
    { $sort: { nextFollowUpDate: 1, name: 1, id: 1 } },
    { $limit: limit },
    { $project: fields },
  ];
}

/**
 * The matches whose results, one after the other, are the list in order. By priority each group is one of them: the
 * hot contacts that a cooler group skips in its index are those already listed, so a list costs what it shows.
 */
export function matchesInOrder({ today, order, filter }: Omit<DueRequest, "limit">): Match<ContactDocument>[] {
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
  leadQuality: object | string = { $in: [...LEAD_QUALITIES, null] },
): Document[] {
  const match = { ...assignedTo(scope), leadQuality, status: NOT_ARCHIVED, nextFollowUpDate };
  return [{ $match: match }, { $count: name }];
}
