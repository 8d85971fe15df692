import { setImmediate as nextTurn } from "node:timers/promises";
import { addDays, type CalendarDate } from "../../app/domain/calendar.ts";
import { LEAD_QUALITIES, type Status } from "../../app/domain/contact.ts";
import { searchable, searchFields } from "../../app/domain/search.ts";
import type { ContactDocument, Database } from "../collections.ts";
import { COMPANIES, FAMILY_NAMES, GIVEN_NAMES } from "./names.ts";

/** The most made-up contacts that one organization gets. */
export const MOST_MADE_UP = 1_000_000;
const BATCH_SIZE = 1_000;
const ID_DIGITS = 6;

/** Whom made-up contacts belong to, and the day and instant at which they are made. */
export interface MadeUpContext {
  organizationId: string;
  /** The users to spread the contacts over; without any, nobody is assigned. */
  memberIds: readonly string[];
  today: CalendarDate;
  now: Date;
}

/** How many made-up contacts there are now, and how many of them had been there before. */
export interface MadeUpSummary {
  added: number;
  alreadyThere: number;
  /** True where the signal ended it before all were there. */
  stopped: boolean;
}

/**
 * Sees to it that an organization has the made-up contacts 1 to `count`; those that are there already stay as they
 * are, so that it can be run again, with a higher number as well.
 */
export async function addMadeUpContacts(
  { contacts }: Database,
  context: MadeUpContext,
  { count, onProgress, signal }: { count: number; onProgress?: (done: number) => void; signal?: AbortSignal },
): Promise<MadeUpSummary> {
  const { organizationId } = context;
  const summary: MadeUpSummary = { added: 0, alreadyThere: 0, stopped: false };
  const batchFrom = (first: number) =>
    Array.from({ length: Math.min(BATCH_SIZE, count - first + 1) }, (_, n) => madeUpContact(first + n, context));
  let batch = batchFrom(1);
  for (let first = 1; first <= count; first += BATCH_SIZE) {
    if (signal?.aborted) return { ...summary, stopped: true };
    const ids = batch.map(({ id }) => id);
    const found = await contacts.find({ organizationId, id: { $in: ids } }, { projection: { id: 1 } }).toArray();
    const present = new Set(found.map(({ id }) => id));
    const missing = batch.filter(({ id }) => !present.has(id));
    const [next] = await Promise.all([
      // Made while the database stores the others, once these are on their way.
      nextTurn().then(() => batchFrom(first + BATCH_SIZE)),
      missing.length ? contacts.insertMany(missing) : undefined,
    ]);
    summary.added += missing.length;
    summary.alreadyThere += present.size;
    onProgress?.(first + batch.length - 1);
    batch = next;
  }
  return summary;
}

/** The made-up contact of that number, from 1: the same number gives the same contact, but for the day it is made. */
export function madeUpContact(
  number: number,
  { organizationId, memberIds, today, now }: MadeUpContext,
): ContactDocument {
  const pick = <T>(values: readonly T[], salt: number) => values[scatter(number, salt) % values.length]!;
  const id = `made-up-${String(number).padStart(ID_DIGITS, "0")}`;
  const given = pick(GIVEN_NAMES, 1);
  const family = pick(FAMILY_NAMES, 2);
  const name = `${given} ${family}`;
  const company = scatter(number, 3) % 5 === 0 ? null : pick(COMPANIES, 4);
  const local = searchable(`${given}.${family}`).replace(/[^a-z.]/g, "");
  const email = `${local}.${number}@example.com`;
  const searched = { name, company, email, phone: `+1 202 555 0${100 + (scatter(number, 5) % 100)}` };
  return {
    organizationId,
    id,
    ...searched,
    leadQuality: pick([...LEAD_QUALITIES, null], 6),
    status: madeUpStatus(scatter(number, 7) % 100),
    assigneeIds: memberIds.length ? [memberIds[number % memberIds.length]!] : [],
    photoUrl: null,
    nextFollowUpDate: madeUpDate(scatter(number, 8) % 100, scatter(number, 9), today),
    ...searchFields(searched),
    createdAt: now,
    updatedAt: now,
  };
}

/** Of a hundred, 86 are active, 8 inactive and 6 archived. */
function madeUpStatus(percent: number): Status {
  if (percent < 86) return "ACTIVE";
  return percent < 94 ? "INACTIVE" : "ARCHIVED";
}

/** Of a hundred, 25 are overdue by up to 60 days, 5 due today, 40 upcoming within 120 days, and 30 have no date. */
function madeUpDate(percent: number, random: number, today: CalendarDate): CalendarDate | null {
  if (percent < 25) return addDays(today, -1 - (random % 60));
  if (percent < 30) return today;
  return percent < 70 ? addDays(today, 1 + (random % 120)) : null;
}

/** A whole number that looks random and is always the same for the same two (a 32-bit integer hash). */
function scatter(number: number, salt: number): number {
  let hash = Math.imul(number, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
