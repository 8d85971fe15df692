import * as v from "valibot";
import { previewSpread, type Database, type SpreadPreview, type SpreadRequest } from "../database.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { dayText } from "../domain/date-text.ts";
import { readDueView, type DueView } from "../domain/due-view.ts";
import { PerDayInput, PersonIds, SpreadDaysInput } from "../domain/follow-up-input.ts";
import { passedOverText } from "../domain/working-days-text.ts";
import { TOO_MANY_TO_SPREAD, tooLittleRoomText } from "../domain/spread-text.ts";
import type { Locale } from "../domain/locale.ts";

const USUAL_DAYS = "5";
const USUAL_PER_DAY = "30";

const SpreadFields = v.object({ days: SpreadDaysInput, perDay: PerDayInput, ids: v.optional(PersonIds) });
const LABELS = { days: "Working days", perDay: "At most a day", ids: "Selection" };

/** What the spread page was asked for: as it was typed, and as a request where it can be one. */
export interface AskedSpread {
  days: string;
  perDay: string;
  /** Of which view of the due list; the overdue ones where nothing is said. */
  of: DueView;
  personIds: string[];
  request: Omit<SpreadRequest, "today"> | null;
  /** What is wrong with it; null where nothing is. */
  problem: string | null;
}

/** Reads what an address or a form of the spread page asks for. */
export function readSpread(fields: URLSearchParams | FormData): AskedSpread {
  const days = String(fields.get("days") ?? USUAL_DAYS).slice(0, 20);
  const perDay = String(fields.get("perDay") ?? USUAL_PER_DAY).slice(0, 20);
  const personIds = fields.getAll("personIds").map(String);
  const of = readDueView(fields, personIds.length > 0 ? "all" : "overdue");
  const { filter, search, quality } = of;
  const asked = { days, perDay, of, personIds };
  const ids = personIds.length > 0 ? personIds : undefined;
  const read = v.safeParse(SpreadFields, { days: numberOf(days), perDay: numberOf(perDay), ids });
  if (read.success) return { ...asked, request: { filter, search, quality, ...read.output }, problem: null };
  const [{ path, message }] = read.issues;
  return { ...asked, request: null, problem: `${LABELS[path![0].key as keyof typeof LABELS]}: ${message}.` };
}

function numberOf(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
}

/** One day as the page shows it. */
export interface DayBar {
  date: string;
  day: string;
  there: number;
  coming: number;
}

/** What the spread page shows of a request. */
export interface SpreadView extends Omit<AskedSpread, "request"> {
  bars: DayBar[];
  /** How many would be moved. */
  count: number;
  /** What it passes over, in words; null for nothing. */
  passed: string | null;
  /** The mark of what is shown; null where it can't be done. */
  seen: string | null;
}

/** The preview of what was asked for, on the viewer's today. */
export async function spreadView(database: Database, viewer: Viewer, asked: AskedSpread): Promise<SpreadView> {
  const { request, ...typed } = asked;
  if (!request) return { ...typed, bars: [], count: 0, passed: null, seen: null };
  const preview = await previewSpread(database, viewer, { ...request, today: viewer.today });
  if (preview.outcome === "tooMany") {
    return { ...typed, problem: TOO_MANY_TO_SPREAD, bars: [], count: 0, passed: null, seen: null };
  }
  const problem = preview.outcome === "fits" ? null : tooLittleRoomText({ ...preview, ...request }, viewer.locale);
  const seen = preview.outcome === "fits" && preview.count > 0 ? preview.seen : null;
  const passed = passedOverText(preview.daysOff, preview.unknownYears, viewer.locale);
  return { ...typed, problem, bars: barsOf(preview, viewer.locale), count: preview.count, passed, seen };
}

function barsOf(preview: Exclude<SpreadPreview, { outcome: "tooMany" }>, locale: Locale): DayBar[] {
  const days = preview.outcome === "fits" ? preview.days : preview.days.map((day) => ({ ...day, coming: 0 }));
  return days.map((day) => ({ ...day, day: dayText(day.date, locale) }));
}
