import { nothing, type TemplateResult } from "lit";
import type { Attributes } from "./render-shadow.ts";

/** What stands before a value in a template: markup, and whether the value is an attribute's whole value. */
interface Piece {
  markup: string;
  /** The attribute that has the value and nothing else; null inside of a quoted one, and in text. */
  attribute: string | null;
  isQuoted: boolean;
}

const pieces = new WeakMap<TemplateStringsArray, Piece[]>();

/**
 * Returns a Lit template as HTML, as small as it gets: without what Lit would need to take it over, and without space
 * where none shows: around what is a box of its own.
 * Templates may hold text, attributes and other templates, but no listeners, properties or lists.
 */
export function templateHtml({ strings, values }: TemplateResult): string {
  let cut = pieces.get(strings);
  if (!cut) pieces.set(strings, (cut = strings.map(pieceOf)));
  let markup = "";
  for (const [place, piece] of cut.entries()) {
    markup += piece.markup;
    if (place < values.length) markup += valueHtml(values[place], piece);
  }
  return markup;
}

/** Attributes as they stand in a start tag, each with a space before it. */
export function attributesHtml(attributes: Attributes): string {
  let markup = "";
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    markup += ` ${name}="${value === true ? "" : escaped(value)}"`;
  }
  return markup;
}

function valueHtml(value: unknown, { attribute, isQuoted }: Piece): string {
  if (value === nothing || value === null || value === undefined) return "";
  if (attribute !== null) return ` ${attribute}="${escaped(String(value))}"`;
  if (isQuoted || typeof value !== "object") return escaped(String(value));
  return templateHtml(value as TemplateResult);
}

function pieceOf(text: string): Piece {
  const markup = text
    .replace(/\s*\n\s*/g, " ")
    .replace(/ (?=\/?>|<\/?(?:div|slot)\b)/g, "")
    .replace(/(<\/?(?:div|slot)\b[^<>]*>) /g, "$1");
  const whole = /\s([\w-]+)=$/.exec(markup);
  if (whole) return { markup: markup.slice(0, whole.index), attribute: whole[1]!, isQuoted: false };
  return { markup, attribute: null, isQuoted: /="[^"<>]*$/.test(markup) };
}

const SPECIAL = /[&<>"]/;
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!) : text;
}
