import { EJSON } from "bson";
import { IMPORT_FIELDS, REQUIRED_FIELDS, type ImportField, type ImportRow } from "../../app/domain/import-row.ts";
import { FIELD_WORDS } from "../../app/domain/field-words.ts";
import { columnsFor, completed, readField, type ColumnMap } from "./column-map.ts";
import { told, type NotTaken } from "./not-taken.ts";
import type { RowsOrProblem, SourceRow, Stamps } from "./source-rows.ts";

const MAX_LINE_LENGTH = 1_000_000;

/** Reads rows of NDJSON: one object a line, plain or in MongoDB's Extended JSON. */
export async function* readNdjsonRows(texts: AsyncIterable<string>, map: ColumnMap): AsyncGenerator<RowsOrProblem> {
  let isFirst = true;
  for await (const lines of readLines(texts)) {
    const rows: SourceRow[] = [];
    for (const { line, text } of lines) {
      if (text === null) {
        rows.push({
          kind: "unreadable",
          line,
          reason: `has more than ${MAX_LINE_LENGTH.toLocaleString("en")} characters`,
        });
        continue;
      }
      if (!text.trim()) continue;
      const object = parseObject(text);
      if (!object) {
        rows.push({ kind: "unreadable", line, reason: "is not a JSON object" });
        continue;
      }
      const row = rowOf(object, line, map);
      // A first object without them tells that the whole file calls them something else.
      if (isFirst && row.kind === "contact") {
        const missing = REQUIRED_FIELDS.filter((field) => row.row[field] === undefined);
        if (missing.length) {
          const columns = Object.keys(object);
          const named = missing.map((field) => ({ field, column: columnsFor(map, field).join(" + ") }));
          yield { problem: { code: "missingColumns", missing: named, columns } };
          return;
        }
      }
      isFirst = false;
      rows.push(row);
    }
    yield { rows };
  }
}

/** What an export says of a contact besides its fields. */
const OF_EXPORT = ["type", "createdAt", "updatedAt"];

type JsonObject = Record<string, unknown>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function rowOf(object: JsonObject, line: number, map: ColumnMap): SourceRow {
  if (object.type === "activity" && "contactId" in object) return { kind: "activity", line, fields: object };
  const row: ImportRow = {};
  const isOfExport = object.type === "contact";
  const notTaken: NotTaken[] = [];
  const used = new Set<string>(isOfExport ? OF_EXPORT : []);
  for (const field of IMPORT_FIELDS) {
    const keys = columnsFor(map, field).filter((key) => Object.hasOwn(object, key));
    if (keys.length === 0) continue;
    const texts = keys.map((key) => textOf(object[key], field));
    if (!texts.every((text) => text !== null)) {
      return { kind: "unreadable", line, reason: `${FIELD_WORDS[field]} is neither text nor a number nor a date` };
    }
    const cells = keys.map((column, place) => ({ column, value: texts[place]! }));
    const read = readField(field, cells, isOfExport);
    row[field] = read.text;
    notTaken.push(...read.notTaken);
    for (const key of keys) used.add(key);
  }
  for (const [column, value] of Object.entries(object)) {
    if (used.has(column) || value === null || value === "") continue;
    notTaken.push({ column, value: typeof value === "string" ? value : JSON.stringify(value) });
  }
  return {
    kind: "contact",
    line,
    row: completed(row, map),
    notTaken: told(notTaken),
    isOfExport,
    stamps: isOfExport ? stampsOf(object) : undefined,
  };
}

/** A value as a CSV cell would have it, or null where no cell could. */
function textOf(value: unknown, field: ImportField): string | null {
  if (typeof value === "string") return value;
  if (value === null) return "";
  // Digits beyond a safe integer are lost when JSON is read, and two ids could become one.
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value) ? null : String(value);
  if (Array.isArray(value)) {
    const texts = value.map((entry) => (Array.isArray(entry) ? null : textOf(entry, field)));
    return field === "assignees" && !texts.includes(null) ? texts.join(";") : null;
  }
  return isObject(value) ? textOfExtendedJson(value) : null;
}

/** The text of what Extended JSON wraps in an object, such as `{"$date": …}`; null where it is none of that. */
function textOfExtendedJson(value: JsonObject): string | null {
  if (!Object.keys(value).some((key) => key.startsWith("$"))) return null;
  let plain: unknown;
  try {
    plain = (EJSON.deserialize({ plain: value }, { relaxed: true, useBigInt64: true }) as { plain: unknown }).plain;
  } catch {
    return null;
  }
  if (plain instanceof Date) return Number.isNaN(plain.valueOf()) ? "not a date" : plain.toISOString();
  if (typeof plain === "number" || typeof plain === "bigint") return String(plain);
  return isObject(plain) && plain._bsontype === "ObjectId" ? String(plain) : null;
}

function stampsOf({ createdAt, updatedAt }: JsonObject): Stamps | undefined {
  if (typeof createdAt !== "string" || typeof updatedAt !== "string") return undefined;
  const stamps = { createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) };
  return Number.isNaN(stamps.createdAt.valueOf() + stamps.updatedAt.valueOf()) ? undefined : stamps;
}

/** The lines of a text by number; null for one that is too long to be read. */
async function* readLines(texts: AsyncIterable<string>): AsyncGenerator<{ line: number; text: string | null }[]> {
  let held = "";
  let line = 1;
  let skipping = false;
  for await (const chunk of texts) {
    const parts = chunk.split("\n");
    const lines: { line: number; text: string | null }[] = [];
    for (const [place, part] of parts.entries()) {
      if (!skipping) held += part;
      if (held.length > MAX_LINE_LENGTH) {
        lines.push({ line, text: null });
        skipping = true;
        held = "";
      }
      if (place === parts.length - 1) break;
      if (!skipping) lines.push({ line, text: held });
      skipping = false;
      held = "";
      line++;
    }
    yield lines;
  }
  if (held) yield [{ line, text: held }];
}
