import { readCadenceDays } from "./cadence.ts";
import { LEAD_QUALITIES, STATUSES } from "./contact.ts";
import type { ImportField } from "./import-row.ts";
import { readWrittenDate } from "./written-date.ts";

/** What a column of a file can be read as: the fields of a contact, and a last name that follows the name. */
export type ColumnUse = ImportField | "lastName";

/** The column that each field is read from; a field without one isn't read. */
export type ColumnChoice = { readonly [use in ColumnUse]?: string };

interface Candidates {
  /** Headers as programs write them, the better ones first, in lower case without signs between the words. */
  names: readonly string[];
  /** Where only some values can be read: true for those. */
  fits?: (value: string) => boolean;
}

/** Headers of HubSpot, Salesforce, Pipedrive, Google Contacts, and of this program's own export. */
const CANDIDATES: Record<ImportField, Candidates> = {
  id: { names: ["id", "record id", "record id contact", "contact id", "contact record id", "person id", "lead id"] },
  name: { names: ["name", "full name", "contact name", "person name", "display name", "contact full name"] },
  email: {
    names: ["email", "email address", "e mail", "email work", "e mail 1 value", "primary email", "work email"].concat([
      "e mail address",
      "email home",
      "email other",
      "personal email",
    ]),
  },
  phone: {
    names: ["phone", "phone number", "phone work", "phone 1 value", "business phone", "work phone", "mobile"].concat([
      "mobile phone",
      "mobile phone number",
      "phone mobile",
      "phone home",
      "phone other",
      "home phone",
    ]),
  },
  company: {
    names: [
      "company",
      "company name",
      "account name",
      "company account",
      "organization",
      "organization name",
      "organization 1 name",
    ].concat(["associated company", "primary associated company", "primary company", "employer"]),
  },
  photoUrl: { names: ["photo url", "photo", "profile picture", "avatar"], fits: isHttps },
  leadQuality: {
    names: ["lead quality", "rating", "lead rating", "label", "labels", "lead status", "hubspot score", "temperature"],
    fits: isOneOf(LEAD_QUALITIES),
  },
  status: { names: ["status", "contact status", "lead status"], fits: isOneOf(STATUSES) },
  assignees: { names: ["assignees", "owner email", "assigned to email", "contact owner email"], fits: areEmails },
  nextFollowUpDate: {
    names: ["next follow up date", "next follow up", "next activity date", "next activity", "follow up date"].concat([
      ...[
        "follow up",
        "followup",
        "followup date",
        "next followup",
        "next contact date",
        "next contact",
        "next step date",
      ],
      ...[
        "next task date",
        "task due date",
        "next call date",
        "next call",
        "callback date",
        "call back",
        "reminder date",
      ],
      ...["reminder", "next touch", "next touch date", "next appointment", "due date"],
      ...["wiedervorlage", "nachster kontakt", "nachste aktivitat", "wiedervorlagedatum", "folgetermin"],
      ...["prochain suivi", "date de relance", "relance", "prochaine activite", "date de suivi", "prochain contact"],
      ...["proximo seguimiento", "fecha de seguimiento", "proxima actividad", "fecha proxima actividad"],
      ...[
        "proximo acompanhamento",
        "data de acompanhamento",
        "proxima atividade",
        "proximo contato",
        "proximo contacto",
      ],
      ...["prossimo contatto", "data di follow up", "prossima attivita", "promemoria", "prossimo follow up"],
      ...["opvolgdatum", "volgende opvolging", "volgende activiteit", "volgende contact", "opvolging"],
    ]),
    fits: (value) => readWrittenDate(value, "UTC") !== null,
  },
  cadenceDays: { names: ["cadence days", "cadence"], fits: (value) => readCadenceDays(value) !== null },
};

const FIRST_NAMES = ["first name", "given name"];
const LAST_NAMES = ["last name", "family name", "surname"];

/**
 * The columns of a file by what their headers say, each for one use; of fields that only some values fit, one whose
 * first rows mostly do, so that a column of another meaning isn't taken, and one of the right meaning is in spite of a slip.
 */
export function guessColumns(columns: readonly string[], rows: readonly (readonly string[])[]): ColumnChoice {
  const names = columns.map(plainName);
  const valuesOf = (place: number) => rows.map((row) => row[place]?.trim() ?? "").filter(Boolean);
  const choice: { [use in ColumnUse]?: string } = {};
  const find = ({ names: wanted, fits }: Candidates): string | undefined => {
    for (const [rank, name] of wanted.entries()) {
      const place = names.indexOf(name);
      if (place === -1 || Object.values(choice).includes(columns[place]!)) continue;
      // Of two columns of one name nobody can say which is meant.
      if (columns.indexOf(columns[place]!) !== columns.lastIndexOf(columns[place]!)) continue;
      const values = fits ? valuesOf(place) : [];
      // An empty column shows nothing of its meaning, and its later values might spoil good rows: only the field's own
      // name is trusted then.
      const isTaken = fits && values.length > 0 ? mostFit(values, fits) : !fits || rank === 0;
      if (isTaken) return columns[place];
    }
    return undefined;
  };
  for (const [field, candidates] of Object.entries(CANDIDATES) as [ImportField, Candidates][]) {
    const column = find(candidates);
    if (column !== undefined) choice[field] = column;
  }
  if (choice.name !== undefined) return choice;
  const [first, last] = [find({ names: FIRST_NAMES }), find({ names: LAST_NAMES })];
  if (first ?? last) choice.name = first ?? last!;
  if (first !== undefined && last !== undefined) choice.lastName = last;
  return choice;
}

/** A column whose header says that it is a field, with a value that shows that it can't be. */
export interface UnfitColumn {
  field: ImportField;
  column: string;
  value: string;
}

/** The column that looks like the follow-up date, where none is read as that, as its values are no dates. */
export function unfitDateColumn(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  choice: ColumnChoice,
): UnfitColumn | null {
  const field = "nextFollowUpDate";
  const { names, fits } = CANDIDATES[field];
  if (choice[field] !== undefined) return null;
  for (const [place, column] of columns.entries()) {
    if (!names.includes(plainName(column))) continue;
    const value = rows.map((row) => row[place]?.trim() ?? "").find((text) => text !== "" && !fits!(text));
    if (value !== undefined) return { field, column, value };
  }
  return null;
}

function mostFit(values: readonly string[], fits: (value: string) => boolean): boolean {
  return values.filter(fits).length * 2 >= values.length;
}

/** A header as it is compared: `Person - E-mail 1 - Value` is `e mail 1 value`, `FirstName` is `first name`. */
function plainName(header: string): string {
  return header
    .replace(/^\s*(?:person|contact) - /i, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === "https:";
}

function isOneOf(values: readonly string[]): (value: string) => boolean {
  return (value) => values.includes(value.toUpperCase());
}

function areEmails(value: string): boolean {
  return value.split(";").every((part) => /^\s*[^\s@]+@[^\s@]+\s*$/.test(part));
}
