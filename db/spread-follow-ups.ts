import { createHash } from "node:crypto";
import type { ClientSession, Document } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import {
  MOST_SPREAD,
  MOST_SPREAD_DAYS,
  remedyFor,
  spread,
  type DayBefore,
  type Remedy,
  type SpreadContact,
  type SpreadDay,
} from "../app/domain/spread.ts";
import { namedDaysOff, workingDaysAfter, type DayOff } from "../app/domain/working-days.ts";
import { findFollowUpRules } from "./cadence.ts";
import { writeDates, type ReadDateChange } from "./change-follow-ups.ts";
import type { Database } from "./collections.ts";
import { searchOfList } from "./due-search.ts";
import { ALL_AT_ONCE, countPipeline, duePipeline, matchesInOrder, type DueSelection } from "./due.ts";
import { doOnce, type ReusedId } from "./operations.ts";
import type { Scope } from "./scope.ts";

/** Which due follow-ups to spread over how many working days, at most `perDay` on each with what is there. */
export interface SpreadRequest extends DueSelection {
  days: number;
  perDay: number;
  /** Spreads those of them alone. */
  ids?: readonly string[] | undefined;
}

/** The days off that a spread passes over, and the years of which it knows no holidays. */
interface PassedOver {
  daysOff: DayOff[];
  unknownYears: readonly number[];
}

/** What a spread would do: each day as it would be, and the mark by which that is known again. */
export type SpreadPreview =
  | ({ outcome: "fits"; count: number; days: SpreadDay[]; seen: string } & PassedOver)
  | ({ outcome: "tooLittleRoom"; count: number; days: DayBefore[]; room: number; remedy: Remedy } & PassedOver)
  | { outcome: "tooMany" };

/** What became of a spread; `changed` where it isn't any more what was seen, with nothing moved. */
export type SpreadResult =
  { outcome: "spread"; count: number; days: number; operationId: string } | SpreadFailure | ReusedId;
/** Why nothing was spread. */
export type SpreadFailure = { outcome: "changed" } | Exclude<SpreadPreview, { outcome: "fits" }>;

/** What a spread of the user's follow-ups would do now. */
export async function previewSpread(database: Database, scope: Scope, request: SpreadRequest): Promise<SpreadPreview> {
  return database.client.withSession((session) =>
    session.withTransaction(async () => (await planSpread(database, scope, session, request)).preview),
  );
}

/**
 * Spreads the user's follow-ups in one operation, or none of them. With the mark of what was `seen` this is only done where
 * it comes to the same still.
 */
export async function spreadFollowUps(
  database: Database,
  scope: Scope,
  {
    seen,
    operationId,
    now,
    ...request
  }: SpreadRequest & { seen?: string | undefined; operationId?: string | undefined; now: Date },
): Promise<SpreadResult> {
  const { filter, search, quality, days, perDay } = request;
  const which = { filter, search: search || undefined, quality: quality ?? undefined, of: scope.of };
  const values = { ...which, days: String(days), perDay: String(perDay), seen };
  const asked = { operationId, action: "spread", ids: request.ids ?? ["all"], values, now } as const;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<SpreadResult> => {
      let failure: SpreadFailure = { outcome: "changed" };
      const result = await doOnce(
        database,
        scope,
        session,
        asked,
        async (operationId): Promise<{ count: number; days: number } | null> => {
          const { preview, dates } = await planSpread(database, scope, session, request);
          failure = preview.outcome === "fits" ? { outcome: "changed" } : preview;
          if (preview.outcome !== "fits" || (seen !== undefined && seen !== preview.seen)) return null;
          const days = preview.days.filter(({ coming }) => coming > 0).length;
          const { count } = await writeDates(database, scope, session, { dates, action: "snooze", now, operationId });
          return { count, days };
        },
      );
      if (result?.outcome !== "answered") return result ?? failure;
      return { outcome: "spread", operationId: result.operationId, ...result.answer };
    }),
  );
}

async function planSpread(
  database: Database,
  scope: Scope,
  session: ClientSession,
  request: SpreadRequest,
): Promise<{ preview: SpreadPreview; dates: ReadDateChange[] }> {
  const fields = { _id: 0, id: 1, name: 1, leadQuality: 1, nextFollowUpDate: 1, updatedAt: 1 };
  const contacts = await findDue<DueToSpread>(database, scope, session, { ...request, fields });
  const count = contacts.length;
  if (count > MOST_SPREAD) return { preview: { outcome: "tooMany" }, dates: [] };
  const { today, perDay } = request;
  const { calendar } = await findFollowUpRules(database, scope, today, session);
  const allDates = workingDaysAfter(today, MOST_SPREAD_DAYS, calendar);
  const last = allDates[request.days - 1] ?? today;
  const daysOff = namedDaysOff(today, last, calendar);
  const unknownYears = calendar.unknownYears.filter((year) => String(year) <= last.slice(0, 4));
  const days = await countDays(database, scope, session, allDates.slice(0, request.days));
  const plan = spread(contacts, days, perDay);
  if (plan.outcome === "tooLittleRoom") {
    const further = await countDays(database, scope, session, allDates.slice(request.days));
    const remedy = remedyFor(count, [...days, ...further], request);
    return { preview: { ...plan, count, days, remedy, daysOff, unknownYears }, dates: [] };
  }
  const found = new Map(contacts.map((contact) => [contact.id, contact]));
  const dates = plan.moves.map(({ id, date }) => {
    const { nextFollowUpDate: before, updatedAt } = found.get(id)!;
    return { id, before, after: date, updatedAt };
  });
  const preview = { outcome: "fits", count, days: plan.days, seen: markOf(plan), daysOff, unknownYears } as const;
  return { preview, dates };
}

type DueToSpread = SpreadContact & { updatedAt: Date };

/** Fields of the due follow-ups of a list that are chosen, the oldest first, one more at most than can be moved at once. */
export function findDue<Found extends Document>(
  { contacts }: Database,
  scope: Scope,
  session: ClientSession,
  { ids, fields, ...selection }: DueSelection & { ids?: readonly string[] | undefined; fields: Document },
): Promise<Found[]> {
  const [match = {}] = matchesInOrder({ ...selection, order: "oldest" });
  const chosen = { ...match, ...(ids && { id: { $in: [...ids] } }) };
  const pipeline = duePipeline(scope, chosen, MOST_SPREAD + 1, { search: searchOfList(selection.search), fields });
  return contacts.aggregate<Found>(pipeline, { session, batchSize: ALL_AT_ONCE }).toArray();
}

/** How many follow-ups the user has on each of some days. */
async function countDays(
  { contacts }: Database,
  scope: Scope,
  session: ClientSession,
  dates: readonly CalendarDate[],
): Promise<DayBefore[]> {
  const days: DayBefore[] = [];
  // One after the other, as a transaction does one thing at a time, and takes no union.
  for (const date of dates) {
    const pipeline = countPipeline(scope, "there", date);
    const counted = await contacts.aggregate<{ there: number }>(pipeline, { session }).next();
    days.push({ date, there: counted?.there ?? 0 });
  }
  return days;
}

function markOf(plan: { days: SpreadDay[]; moves: object[] }): string {
  return createHash("sha256")
    .update(JSON.stringify([plan.days, plan.moves]))
    .digest("base64url");
}
