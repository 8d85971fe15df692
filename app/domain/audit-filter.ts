import * as v from "valibot";
import { AUDIT_KINDS, type AuditKind } from "./audit.ts";
import { isCalendarDate, type CalendarDate } from "./calendar.ts";
import { fits } from "./characters.ts";

const LONGEST_EMAIL = 320;

/** Which events of the audit log are shown; null is any. */
export interface AuditFilter {
  kind: AuditKind | null;
  /** An email, of who did it or to whom it was done. */
  person: string | null;
  /** The first and the last day. */
  from: CalendarDate | null;
  to: CalendarDate | null;
}

const DayOrNone = v.optional(
  v.pipe(
    v.string(),
    v.check((text) => text === "" || isCalendarDate(text), "Choose a date."),
  ),
  "",
);

const AuditQuery = v.object({
  kind: v.optional(v.picklist(["", ...AUDIT_KINDS], "There is no such kind."), ""),
  person: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.toLowerCase(),
      v.check((text) => fits(text, LONGEST_EMAIL), `An email has at most ${LONGEST_EMAIL} characters.`),
    ),
    "",
  ),
  from: DayOrNone,
  to: DayOrNone,
});

/** What an address asks for, or what is wrong with each of its parts. */
export type AuditFilterRequest =
  | { outcome: "filter"; filter: AuditFilter }
  | { outcome: "badInput"; problems: Partial<Record<keyof AuditFilter, string>> };

/** Reads the filter of an address. */
export function readAuditFilter(query: URLSearchParams): AuditFilterRequest {
  const parsed = v.safeParse(AuditQuery, Object.fromEntries(query));
  if (!parsed.success) {
    const { nested = {} } = v.flatten<typeof AuditQuery>(parsed.issues);
    const problems = Object.entries(nested).map(([field, messages]) => [field, messages?.[0] ?? ""]);
    return { outcome: "badInput", problems: Object.fromEntries(problems) };
  }
  const { kind, person, from, to } = parsed.output;
  return {
    outcome: "filter",
    filter: { kind: kind || null, person: person || null, from: from || null, to: to || null },
  };
}

/** The filter as an address has it, with what else it says; empty where it says nothing. */
export function auditQuery(filter: AuditFilter, more: Record<string, string> = {}): string {
  const said = Object.entries({ ...filter, ...more }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return said.length > 0 ? `?${new URLSearchParams(said)}` : "";
}
