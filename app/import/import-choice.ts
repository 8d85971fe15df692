import { FIELDS_OF_SEVERAL, type ColumnChoice, type ColumnUse } from "../domain/column-guess.ts";
import { FIELD_WORDS } from "../domain/field-words.ts";
import { encodingNamed, type Encoding } from "../domain/encodings.ts";
import { DATE_ORDERS, type DateOrder } from "../domain/written-date.ts";

/** What a file's columns are read as, and whom every contact is assigned to besides. */
export interface ImportChoice {
  columns: ColumnChoice;
  /** A member's id. */
  assign: string | undefined;
  /** A member's id: whom contacts go to of whom the file names no owner. */
  rest?: string | undefined;
  /** An empty cell clears what is stored. */
  clearEmpty: boolean;
  /** What comes first in dates that don't tell; absent while nobody has said. */
  dates?: DateOrder | undefined;
  /** How the file is written; absent while nobody has said. */
  encoding?: Encoding | undefined;
}

/** What columns can be read as, in the order of the form, with the words that it shows. */
export const COLUMN_USES: readonly { use: ColumnUse; label: string; help?: string }[] = [
  {
    use: "name",
    label: FIELD_WORDS.name,
    help: "The full name, or the first name where the last one has its own column.",
  },
  { use: "lastName", label: "Last name" },
  { use: "middleName", label: "Middle name" },
  { use: "namePrefix", label: "Name prefix", help: "Such as Dr." },
  { use: "nameSuffix", label: "Name suffix", help: "Such as Jr." },
  {
    use: "firstName",
    label: "First name",
    help: "Where the name has its own column: the parts fill it where it is empty.",
  },
  { use: "email", label: FIELD_WORDS.email },
  { use: "phone", label: FIELD_WORDS.phone },
  { use: "company", label: FIELD_WORDS.company },
  {
    use: "nextFollowUpDate",
    label: FIELD_WORDS.nextFollowUpDate,
    help: "Such as 2026-01-31, 31.1.2026, 1/31/2026 or 31 Jan 2026.",
  },
  { use: "leadQuality", label: FIELD_WORDS.leadQuality, help: "Hot, warm, cold or nurture." },
  { use: "status", label: FIELD_WORDS.status, help: "Active, inactive or archived." },
  { use: "assignees", label: FIELD_WORDS.assignees, help: "Emails or names of members, separated by semicolons." },
  { use: "photoUrl", label: FIELD_WORDS.photoUrl, help: "An https address." },
  {
    use: "cadenceDays",
    label: FIELD_WORDS.cadenceDays,
    help: "A whole number. 0 is none, empty goes by lead quality.",
  },
  { use: "id", label: FIELD_WORDS.id, help: "It tells contacts apart. Without one, the email does, or else the name." },
];

/** Columns of which each fills where those before it are empty. */
const MOST_OF_SEVERAL = 20;

/** The choice that a form or an address holds; columns that the file hasn't and strangers are passed over. */
export function readChoice(
  fields: FormData | URLSearchParams,
  columns: readonly string[],
  memberIds: readonly string[],
): ImportChoice {
  const chosen = COLUMN_USES.flatMap(({ use }) => {
    const names = isOfSeveral(use) ? Array.from({ length: MOST_OF_SEVERAL }, (_, place) => fieldOf(use, place)) : [use];
    const said = new Set(names.map((name) => String(fields.get(name) ?? "")));
    const chosen = [...said].filter((column) => column !== "" && columns.includes(column));
    if (chosen.length === 0) return [];
    return [[use, chosen.length > 1 && isOfSeveral(use) ? chosen : chosen[0]]];
  });
  const memberIn = (name: string) => memberIds.find((id) => id === fields.get(name));
  return {
    columns: Object.fromEntries(chosen) as ColumnChoice,
    assign: memberIn("assign"),
    rest: memberIn("rest"),
    clearEmpty: fields.get("clearEmpty") === "on",
    dates: DATE_ORDERS.find((order) => order === fields.get("dates")),
    encoding: encodingNamed(fields.get("encoding")),
  };
}

/** True where both ask for the same. */
export function isSameChoice(one: ImportChoice, other: ImportChoice): boolean {
  if (one.encoding !== other.encoding) return false;
  if (one.clearEmpty !== other.clearEmpty || one.dates !== other.dates || one.rest !== other.rest) return false;
  return one.assign === other.assign && COLUMN_USES.every(({ use }) => isSame(one.columns[use], other.columns[use]));
}

function isSame(one: ColumnChoice[ColumnUse], other: ColumnChoice[ColumnUse]): boolean {
  return [one].flat().join("\n") === [other].flat().join("\n");
}

/** The name of the form's field for a use: of several columns, each has its own. */
export function fieldOf(use: ColumnUse, place: number): string {
  return place === 0 ? use : `${use}-${place + 1}`;
}

/** True for a field of which several columns can be chosen. */
export function isOfSeveral(use: ColumnUse): boolean {
  return FIELDS_OF_SEVERAL.some((field) => field === use);
}

/** The columns that are chosen for a use, in their order. */
export function chosenFor(columns: ColumnChoice, use: ColumnUse): readonly string[] {
  return [columns[use] ?? []].flat();
}
