import ICAL from "ical.js";
import type { TableRow } from "./table-text.ts";
import { cardsOf, type Card, type CardLine } from "./vcard-lines.ts";

/** Columns of their own that properties have; what more there are share the last one. */
const MOST_OTHERS = 100;
const OTHERS = "Other properties";

const NAME_PARTS = ["Last name", "First name", "Middle name", "Name prefix", "Name suffix"];
/** In the order of the table. The first one is seldom filled alone, as the only cell of a line below a table is. */
const COLUMNS = [
  ...["UID", "Name", "Name prefix", "First name", "Middle name", "Last name", "Name suffix"],
  ...["Email", "Phone", "Company", "Department", "Job title", "Photo"],
];
const NAMES: Record<string, string> = {
  ...{ FN: "Name", TITLE: "Job title", NOTE: "Notes", URL: "Website", BDAY: "Birthday", ADR: "Address" },
  ...{ NICKNAME: "Nickname", CATEGORIES: "Categories", ROLE: "Role", UNREADABLE: "Unreadable lines" },
};

/** The cards of a vCard file as a table: a column for each property, and each card on the line of its name. */
export function readVcards(text: string): TableRow[] {
  const cards = [...cardsOf(text)].map((card) => ({ line: lineOf(card), cells: cellsOf(card) }));
  const filled = new Set(cards.flatMap(({ cells }) => [...cells.keys()]));
  const known = [...filled].filter((column) => rankOf(column) !== -1).sort((one, other) => rankOf(one) - rankOf(other));
  const others = [...filled].filter((column) => rankOf(column) === -1);
  const columns = [...new Set(["UID", ...known, ...others.slice(0, MOST_OTHERS)])];
  const rest = others.slice(MOST_OTHERS);
  if (rest.length > 0) columns.push(OTHERS);
  const rows = cards.map(({ line, cells }) => {
    const more = rest.flatMap((column) => (cells.has(column) ? [`${column}: ${cells.get(column)}`] : []));
    if (more.length > 0) cells.set(OTHERS, more.join("; "));
    return { line, cells: columns.map((column) => cells.get(column) ?? "") };
  });
  return [{ line: 1, cells: columns }, ...rows];
}

/** Where a column stands; those of the second email stand behind that of the first. */
function rankOf(column: string): number {
  const [, base = column, number = "0"] = /^(Email|Phone) (\d+)$/.exec(column) ?? [];
  const rank = COLUMNS.indexOf(base);
  return rank === -1 ? -1 : rank + Number(number) / 1_000;
}

function lineOf({ line, lines }: Card): number {
  return lines.find(({ name }) => name === "FN" || name === "N")?.line ?? line + 1;
}

function cellsOf({ lines }: Card): Map<string, string> {
  const cells = new Map<string, string>();
  const several = { EMAIL: [] as Ranked[], TEL: [] as Ranked[] };
  const put = (column: string, text: string) => {
    if (text === "") return;
    const earlier = cells.get(column);
    cells.set(column, earlier === undefined ? text : `${earlier}; ${text}`);
  };
  for (const line of lines) {
    const { parameters, values } = read(line);
    const all = values.flat().filter(Boolean);
    if (line.name === "N") values.flat().forEach((part, place) => put(NAME_PARTS[place] ?? "Name parts", part));
    else if (line.name === "ORG") {
      put("Company", all[0] ?? "");
      put("Department", all.slice(1).join(", "));
    } else if (line.name === "EMAIL" || line.name === "TEL") {
      const text = values.join(" ").trim();
      several[line.name].push({ text: withoutScheme(text), rank: rankOfParameters(parameters) });
    } else if (/^(?:PHOTO|LOGO|SOUND|KEY)$/.test(line.name)) putPicture(line, parameters, values.join(" "));
    else put(NAMES[line.name] ?? (line.name === "UID" ? "UID" : line.name), all.join(", "));
  }
  for (const [column, found] of [
    ["Email", several.EMAIL],
    ["Phone", several.TEL],
  ] as const) {
    const texts = new Set(found.sort((one, other) => one.rank - other.rank).map(({ text }) => text));
    texts.delete("");
    [...texts].forEach((text, place) => put(place === 0 ? column : `${column} ${place + 1}`, text));
  }
  return cells;

  function putPicture({ name, text }: CardLine, parameters: Parameters, value: string): void {
    const isAddress = /^https?:/i.test(value) && !("encoding" in parameters);
    if (name === "PHOTO" && isAddress && !cells.has("Photo")) cells.set("Photo", value);
    else put(name === "PHOTO" ? "Picture in the card" : name, isAddress ? value : `${text.length} characters`);
  }
}

interface Ranked {
  text: string;
  rank: number;
}

type Parameters = Record<string, string | string[]>;

/** Parsed as version 3, which reads the properties of 4 alike; as it stands where it can't be parsed. */
function read({ name, text }: CardLine): { parameters: Parameters; values: (string | string[])[] } {
  const raw = text.slice(text.indexOf(":") + 1);
  const asItStands = { parameters: {}, values: [raw] };
  const isParsed = name in NAMES || ["N", "ORG", "EMAIL", "TEL", "PHOTO", "UID"].includes(name);
  if (!isParsed || name === "UNREADABLE" || name === "BDAY") return asItStands;
  try {
    const [, parameters, , ...values] = ICAL.parse.property(text, ICAL.design.vcard3) as PropertyOfCard;
    return { parameters, values: values.map((value) => (Array.isArray(value) ? value.flat().map(String) : value)) };
  } catch {
    return asItStands;
  }
}

type PropertyOfCard = [string, Parameters, string, ...(string | string[])[]];

function rankOfParameters({ pref, type = [] }: Parameters): number {
  const types = [type].flat().flatMap((each) => each.toLowerCase().split(","));
  if (pref !== undefined) return Number(pref) || 1;
  return types.includes("pref") ? 1 : 1_000;
}

/** `tel:+49-30-1;ext=2` is `+49-30-1 x2`. */
function withoutScheme(text: string): string {
  return text
    .replace(/^(?:tel|mailto):/i, "")
    .replace(/;ext=/i, " x")
    .replace(/;phone-context=.*$/i, "");
}
