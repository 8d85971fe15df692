import { LONGEST_CADENCE_DAYS, readCadenceDays } from "./cadence.ts";
import { readCalendarDate, type CalendarDate } from "./calendar.ts";
import { characterCount, isKeepable, MOST_CHARACTERS } from "./characters.ts";
import { FIELD_WORDS } from "./field-words.ts";
import { LEAD_QUALITIES, STATUSES, type LeadQuality, type Status } from "./contact.ts";
import { dateBy, readWrittenDate, type DateOrder } from "./written-date.ts";

/** The fields of a contact that an import can set, in the order in which an export writes them. */
export const IMPORT_FIELDS = [
  "id",
  "name",
  "email",
  "phone",
  "company",
  "photoUrl",
  "leadQuality",
  "status",
  "assignees",
  "nextFollowUpDate",
  "cadenceDays",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** The fields that a file must have. */
export const REQUIRED_FIELDS = ["id", "name"] as const satisfies readonly ImportField[];

/** A row as its file has it: a field that the file doesn't have is absent, an empty cell is an empty string. */
export type ImportRow = { [field in ImportField]?: string };

/** What a row says about a contact; a field that is absent keeps what is stored, null clears it. */
export interface ImportedContact {
  id: string;
  /** Absent where the row has none: a stored name stays, and a new contact goes by its email or id. */
  name?: string;
  email?: string | null;
  phone?: string | null;
  company?: string | null;
  photoUrl?: string | null;
  leadQuality?: LeadQuality | null;
  status?: Status;
  /** Emails or ids of users, each once. */
  assignees?: string[];
  nextFollowUpDate?: CalendarDate | null;
  /** Days of its own cadence; 0 is none at all. */
  cadenceDays?: number | null;
}

/** The contact that a row describes, with what of it had to be left out, or every reason why it describes none. */
export type ImportRowResult =
  { ok: true; contact: ImportedContact; leftOut: string[] } | { ok: false; reasons: string[] };

/**
 * How dates may be written: `exact` is YYYY-MM-DD or a date-time, `either` whatever needs no order of day and month, and an
 * order whatever fits it.
 */
export type DateRule = "exact" | "either" | DateOrder;

/** A field that is wrong, and what is wrong with it, such as `is empty`. */
export interface FieldProblem {
  field: ImportField;
  text: string;
}

/** What is left where text was decoded wrongly, before or by the import. */
const UNREADABLE = /[\uFFFD\p{Surrogate}]/u;

/** Characters of a cell that are looked at; more are a file gone wrong. */
const LONGEST_CELL = 40_000;

// In the address of the contact's page, browsers and the router would take these for something else.
const NO_ADDRESS = /^\.{1,2}$|%2f|\.data$/i;

/**
 * Reads one row; date-times become the calendar date in `timeZone`, the organization's. A follow-up date that can't be
 * read costs the date, not the contact.
 */
export function readImportRow(row: ImportRow, timeZone: string, dates: DateRule = "exact"): ImportRowResult {
  const read = checkImportRow(row, timeZone, dates);
  if (read.ok) return { ...read, leftOut: [] };
  const reasons = read.problems.map(({ field, text }) => `${FIELD_WORDS[field]} ${text}`);
  if (read.problems.some(({ field }) => field !== "nextFollowUpDate")) return { ok: false, reasons };
  const others = checkImportRow({ ...row, nextFollowUpDate: undefined }, timeZone, dates);
  return others.ok ? { ...others, leftOut: reasons } : { ok: false, reasons };
}

/** The row without its empty cells, so that what is stored stays. */
export function withoutEmptyCells(row: ImportRow): ImportRow {
  const isKept = ([field, text]: [string, string]) =>
    text.trim() !== "" || REQUIRED_FIELDS.some((required) => required === field);
  return Object.fromEntries(Object.entries(row).filter(isKept));
}

/** Reads one row as `readImportRow` does, and tells what is wrong field by field. */
export function checkImportRow(
  row: ImportRow,
  timeZone: string,
  dates: DateRule = "exact",
): { ok: true; contact: ImportedContact } | { ok: false; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const texts: ImportRow = {};
  for (const field of IMPORT_FIELDS) {
    const cell = row[field]?.trim();
    if (cell === undefined) continue;
    if (cell.length > LONGEST_CELL) {
      const most = field in MOST_CHARACTERS ? MOST_CHARACTERS[field as keyof typeof MOST_CHARACTERS] : LONGEST_CELL;
      problems.push({ field, text: `has ${characterCount(cell)} characters, ${most} are allowed` });
      continue;
    }
    const lines = cell.replace(/\r\n?/g, "\n");
    // What is stored must fit the one line of a form's field; an id is never typed again, and has to stay what it is.
    const text = field === "id" ? lines : lines.replace(/[\t\n]+/g, " ");
    if (UNREADABLE.test(text)) problems.push({ field, text: `${quoted(text)} has a character that can't be read` });
    else if (!isKeepable(text)) problems.push({ field, text: `${quoted(text)} has a control character` });
    texts[field] = text;
  }
  for (const field of REQUIRED_FIELDS) {
    if (row[field] === undefined) problems.push({ field, text: "is missing" });
  }
  if (texts.id === "") problems.push({ field: "id", text: "is empty" });
  for (const [field, most] of Object.entries(MOST_CHARACTERS) as [keyof typeof MOST_CHARACTERS, number][]) {
    const length = characterCount(texts[field] ?? "");
    if (length > most) problems.push({ field, text: `has ${length} characters, ${most} are allowed` });
  }
  if (texts.id?.includes("\n")) problems.push({ field: "id", text: "has a line break" });
  if (NO_ADDRESS.test(texts.id ?? "")) {
    problems.push({ field: "id", text: `${quoted(texts.id ?? "")} can't stand in an address` });
  }
  const contact: ImportedContact = { id: texts.id ?? "" };
  if (texts.name) contact.name = texts.name;
  const read = <T>(field: ImportField, convert: (text: string) => T | Reason): T | undefined => {
    const text = texts[field];
    if (text === undefined) return undefined;
    const value = convert(text);
    if (!(value instanceof Reason)) return value;
    problems.push({ field, text: `${quoted(text)} ${value.text}` });
    return undefined;
  };
  contact.email = read("email", readEmail);
  contact.phone = read("phone", (text) => text || null);
  contact.company = read("company", (text) => text || null);
  contact.photoUrl = read("photoUrl", readPhotoUrl);
  contact.leadQuality = read("leadQuality", (text) => (text ? oneOf(LEAD_QUALITIES, text) : null));
  contact.status = read("status", (text) => (text ? oneOf(STATUSES, text) : "ACTIVE"));
  contact.assignees = read("assignees", (text) =>
    [...new Set(text.split(";").map((user) => user.trim()))].filter(Boolean),
  );
  contact.nextFollowUpDate = read("nextFollowUpDate", (text) => (text ? readDate(text, timeZone, dates) : null));
  contact.cadenceDays = read("cadenceDays", (text) => (text ? readDays(text) : null));
  return problems.length ? { ok: false, problems } : { ok: true, contact };
}

/** A value as a message shows it: in quotes, on one line, cut where it is long. */
export function quoted(text: string): string {
  // Sixty characters are at most twice as many code units.
  const characters = [...text.slice(0, 122)];
  return JSON.stringify(characters.length > 60 ? `${characters.slice(0, 60).join("")}…` : text);
}

/** Why a value can't be used. */
class Reason {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function readEmail(text: string): string | null | Reason {
  if (!text) return null;
  return /^[^\s@]+@[^\s@]+$/.test(text) ? text : new Reason("is not an email address");
}

function readPhotoUrl(text: string): string | null | Reason {
  if (!text) return null;
  return URL.canParse(text) && new URL(text).protocol === "https:" ? text : new Reason("is not an https address");
}

function oneOf<T extends string>(values: readonly T[], text: string): T | Reason {
  const value = values.find((candidate) => candidate === text.toUpperCase());
  return value ?? new Reason(`is not one of ${values.join(", ")}`);
}

function readDays(text: string): number | Reason {
  return readCadenceDays(text) ?? new Reason(`is not a whole number of days from 0 to ${LONGEST_CADENCE_DAYS}`);
}

function readDate(text: string, timeZone: string, rule: DateRule): CalendarDate | Reason {
  const written = rule === "exact" ? null : readWrittenDate(text, timeZone);
  const order = rule === "exact" || rule === "either" ? null : rule;
  const date = rule === "exact" ? readCalendarDate(text, timeZone) : dateBy(written, order);
  if (written && date === null) {
    if (!order) return new Reason("is unclear: say what comes first, the day, the month or the year");
    return new Reason(`is not a date with the ${order.replace("-", " ")}`);
  }
  // A year before 1 or after 9999 would not sort as text, which is how dates are compared.
  return date !== null && /^\d{4}-/.test(date) && !date.startsWith("0000")
    ? date
    : new Reason("is not a date (YYYY-MM-DD)");
}
