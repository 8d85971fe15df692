import { decodeBytes } from "./decode-bytes.ts";

/** One property of a card as version 3 writes it on one line, with the line of the file on which it begins. */
export interface CardLine {
  line: number;
  /** Such as `EMAIL`; in capitals. */
  name: string;
  text: string;
}

/** A card: where it begins, and its properties. */
export interface Card {
  line: number;
  lines: CardLine[];
}

const BEGIN = /^\s*BEGIN\s*:\s*VCARD\s*$/i;
const END = /^\s*END\s*:\s*VCARD\s*$/i;
const QUOTED_PRINTABLE = /;(?:ENCODING=)?QUOTED-PRINTABLE/i;
const PROPERTY = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):/;
/** Parameters of version 2.1 that stand for themselves, without their name. */
const BARE_ENCODING = /^(?:quoted-printable|base64|8bit|7bit|b)$/i;

/** The cards of a text; a card within a card is one property of it, and one that doesn't end, ends with the text. */
export function* cardsOf(text: string): Generator<Card> {
  let card: Card | null = null;
  let inner = 0;
  const strays: CardLine[] = [];
  for (const { line, text: logical } of logicalLines(text)) {
    if (BEGIN.test(logical)) {
      if (card && !isInner(card)) {
        yield card;
        card = null;
      }
      if (card) inner++;
      else card = { line, lines: strays.splice(0) };
    } else if (END.test(logical)) {
      if (inner > 0) inner--;
      else if (card) {
        yield card;
        card = null;
      }
    } else if (card && inner === 0) {
      const property = propertyOf(line, logical);
      if (property) card.lines.push(property);
    } else if (card) card.lines.at(-1)!.text += `${logical.trim()}; `;
    // What stands between cards goes with the next one, so that it is told.
    else strays.push(unreadable(line, logical));
  }
  if (card) yield { ...card, lines: [...card.lines, ...strays.splice(0)] };
  else if (strays.length > 0) yield { line: strays[0]!.line - 1, lines: strays };
}

/** True where the card's last property is to hold another card. */
function isInner({ lines }: Card): boolean {
  return lines.at(-1)?.name === "AGENT";
}

/** Lines with those that go on behind them: after an indent, or in quoted-printable after a `=`. */
function* logicalLines(text: string): Generator<{ line: number; text: string }> {
  let held: { line: number; parts: string[]; isQuoted: boolean } | null = null;
  let number = 0;
  for (const raw of text.split("\n")) {
    number++;
    const last: string | undefined = held?.parts.at(-1);
    if (held && last !== undefined && held.isQuoted && last.endsWith("=")) {
      held.parts[held.parts.length - 1] = last.slice(0, -1);
      held.parts.push(raw);
    } else if (held && /^[ \t]/.test(raw)) {
      held.parts.push(raw.slice(1));
    } else {
      if (held) yield { line: held.line, text: held.parts.join("") };
      const isQuoted = QUOTED_PRINTABLE.test(raw.split(":", 1)[0]!);
      held = raw.trim() === "" ? null : { line: number, parts: [raw], isQuoted };
    }
  }
  if (held) yield { line: held.line, text: held.parts.join("") };
}

function propertyOf(line: number, text: string): CardLine | null {
  const [head, name = "", given = ""] = PROPERTY.exec(text) ?? [];
  if (head === undefined) return unreadable(line, text);
  if (/^(?:VERSION|PRODID|REV)$/i.test(name)) return null;
  const parameters = given.match(/;(?:"[^"]*"|[^";])*/g) ?? [];
  const isQuoted = QUOTED_PRINTABLE.test(given);
  const charset = /;CHARSET=([^;]+)/i.exec(given)?.[1];
  const kept = parameters.flatMap((parameter) => {
    const said = parameter.slice(1).trim();
    if (said === "" || BARE_ENCODING.test(said) || /^(?:encoding|charset)=/i.test(said)) return [];
    return said.includes("=") ? [`;${said}`] : [`;TYPE=${said}`];
  });
  const isBinary = /;(?:ENCODING=)?(?:BASE64|B)(?:;|$)/i.test(given);
  const value = text.slice(head.length);
  const read = isQuoted ? escaped(decodeBytes(quotedBytes(value), charset)) : value;
  const plain = name.toUpperCase();
  if (isBinary) return { line, name: plain, text: `${plain};ENCODING=b:${read}` };
  return { line, name: plain, text: `${plain}${kept.join("")}:${read}` };
}

function unreadable(line: number, text: string): CardLine {
  return { line, name: "UNREADABLE", text: `UNREADABLE:${text}` };
}

function quotedBytes(value: string): Uint8Array {
  const parts = value.split(/=([0-9A-F]{2})/i);
  return Buffer.concat(
    parts.map((part, place) => (place % 2 === 1 ? Buffer.from(part, "hex") : Buffer.from(part, "utf8"))),
  );
}

/** What quoted-printable has as it is, a line break or a comma, as version 3 writes it. */
function escaped(text: string): string {
  return text
    .replace(/\\(?![;,:\\nN])/g, "\\\\")
    .replace(/(?<!\\),/g, "\\,")
    .replace(/\r\n?|\n/g, "\\n");
}
