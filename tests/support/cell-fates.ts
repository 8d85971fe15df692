import type { ContactDocument } from "../../db/collections.ts";
import type { ImportedFile } from "./file-import.ts";

/** A cell of a file: the line, the column and what stands there. */
export interface FileCell {
  line: number;
  column: string;
  text: string;
}

/** A contact as the database or an export has it. */
export type StoredContact = { assigneeIds: readonly string[] } & Pick<
  ContactDocument,
  Exclude<Field, "assigneeIds" | "cadenceDays">
> & { cadenceDays?: number | null };

/** What the names of members and the texts of dates stand for. */
interface Known {
  members: Record<string, string>;
  dates?: Record<string, string>;
}

/** What became of a cell: the field that holds it, or how it was told; `LOST` is neither. */
export type Fate = string;

const FIELDS = [
  ...(["id", "email", "phone", "company", "photoUrl", "leadQuality", "status", "assigneeIds"] as const),
  ...(["nextFollowUpDate", "cadenceDays", "name"] as const),
];
type Field = (typeof FIELDS)[number];

/** How people wrote the one date that the files have. */
export const WRITTEN_DATE = "2027-12-31";
const WRITTEN = /^(?:12\/31\/2027|31[./-]12[./-]2027|31\.? (?:de )?d\S+ (?:de )?2027|2027-12-31.*|46752)$/i;

/** Tells the fate of each cell of an imported file, by what is stored and what the import told. */
export function fatesOf(
  cells: readonly FileCell[],
  { view, job }: ImportedFile,
  { contacts, ...known }: Known & { contacts: readonly StoredContact[] },
): Map<FileCell, Fate> {
  const lines = new Map<number, FileCell[]>();
  for (const cell of cells) lines.set(cell.line, [...(lines.get(cell.line) ?? []), cell]);
  const { summary, rejected, leftOut } = job;
  const fateOf = (cell: FileCell, contact: StoredContact | undefined): Fate => {
    const { line, column, text } = cell;
    if (text.trim() === "") return "empty";
    if (summary!.asides.some((aside) => aside.line === line && aside.text.includes(text))) return "outside the table";
    if (rejected.some((row) => row.line === line)) return "refused";
    if (view.unused.includes(column)) return "unused column";
    if (leftOut.some((row) => row.line === line && row.reasons.some((reason) => reason.includes(text))))
      return "left out";
    const told = summary!.notTaken.flatMap((each) =>
      each.column === column ? each.examples.filter((example) => example.line === line) : [],
    );
    const fields = contact ? FIELDS.filter((field) => holds(contact, field, text, known)) : [];
    if (fields[0]) return fields[0];
    const values = [...told.map(({ value }) => value), contact?.email ?? "", contact?.phone ?? ""];
    const rest = values.filter(Boolean).reduce((left, value) => left.replaceAll(value, ""), text);
    if (/[\p{L}\p{N}]/u.test(rest.replace(/mailto:/g, ""))) return "LOST";
    return told.length > 0 ? "not taken" : "email";
  };
  return new Map(
    [...lines.values()].flatMap((row) => {
      const score = (contact: StoredContact) =>
        row.filter(({ text }) => FIELDS.some((field) => holds(contact, field, text, known)) || hasEmail(contact, text))
          .length;
      const contact = [...contacts].sort((one, other) => score(other) - score(one))[0];
      return row.map((cell) => [cell, fateOf(cell, contact)] as const);
    }),
  );
}

function hasEmail({ email }: StoredContact, text: string): boolean {
  return email !== null && text.split(/[^\w@.]+/).includes(email);
}

/** True where the field of the contact holds the text of a cell, however the file writes it. */
function holds(contact: StoredContact, field: Field, written: string, { members, dates = {} }: Known): boolean {
  const text = written.trim().replace(/\s+/g, " ");
  if (text === "") return false;
  if (field === "assigneeIds") return contact.assigneeIds.includes(members[text] ?? "nobody");
  const value = contact[field];
  if (value === null || value === undefined) return false;
  if (field === "name") return contact.name.includes(text);
  if (field === "nextFollowUpDate" && text in dates) return value === dates[text];
  if (field === "nextFollowUpDate") return value === text || (value === WRITTEN_DATE && WRITTEN.test(text));
  if (field === "leadQuality" || field === "status") return value === text.toUpperCase();
  if (field === "email") return contact.email!.toLowerCase() === text.toLowerCase();
  return String(value) === text;
}

/** By fate the columns that have it, in the order of the file. */
export function byFate(fates: ReadonlyMap<FileCell, Fate>): Record<Fate, string> {
  const groups: Record<Fate, Set<string>> = {};
  for (const [{ column }, fate] of fates) if (fate !== "empty") (groups[fate] ??= new Set()).add(column);
  return Object.fromEntries(Object.entries(groups).map(([fate, columns]) => [fate, [...columns].join(", ")]));
}
