/** One record of a CSV text, by the line on which it begins, or why there is none. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; reason: string; raw: string };

/** Characters that one record may have, so that a quote that nobody closes can't pull in the whole file. */
const MAX_RECORD_LENGTH = 1_000_000;
/** More than a spreadsheet has columns. */
const MOST_CELLS = 20_000;
/** Why a record of more cells than can be read is none. */
export const TOO_MANY_CELLS = `has more than ${MOST_CELLS.toLocaleString("en")} cells`;
/** Characters that are told of a line that can't be read. */
const LONGEST_RAW = 10_000;
/** Records that are handed on at once, so that whoever takes them can let others have a turn. */
const RECORDS_AT_ONCE = 500;
/** Characters gathered before they are scanned. */
const SCAN_LENGTH = 65_536;

/**
 * Splits CSV text, whose line breaks are all `\n`, into records; lines without content are passed over.
 *
 * After a broken quote it goes on with the very next line, so that one bad row never costs the good ones below it.
 */
export async function* readCsvRecords(
  texts: AsyncIterable<string>,
  start: { delimiter: string; line: number },
): AsyncGenerator<CsvRecord[]> {
  let text = "";
  let line = start.line;
  let enough = SCAN_LENGTH;
  let skipping = false;

  function* scanAll(last: boolean): Generator<CsvRecord[]> {
    let records: CsvRecord[] = [];
    let at = 0;
    const nextDelimiter = finderOf(text, start.delimiter);
    const skipLine = () => {
      const lineEnd = text.indexOf("\n", at);
      skipping = lineEnd === -1;
      at = skipping ? text.length : lineEnd + 1;
      if (!skipping) line++;
    };
    const lineAt = () =>
      text
        .slice(at, at + LONGEST_RAW)
        .split("\n", 1)[0]!
        .trimEnd();
    if (skipping) skipLine();
    while (at < text.length) {
      if (records.length >= RECORDS_AT_ONCE) {
        yield records;
        records = [];
      }
      const found = scanRecord(text, at, { delimiter: start.delimiter, nextDelimiter, last });
      if (found === "unfinished") {
        if (text.length - at <= MAX_RECORD_LENGTH) break;
        const reason = tooLong(text[at] === '"' || text.slice(at, at + 1_000).includes('"'));
        records.push({ line, reason, raw: lineAt() });
        skipLine();
      } else if ("reason" in found) {
        records.push({ line, reason: found.reason, raw: lineAt() });
        skipLine();
      } else {
        if (found.cells.some((cell) => cell.trim() !== "")) records.push({ line, cells: found.cells });
        line += found.lines;
        at = found.end;
      }
    }
    text = text.slice(at);
    // Twice as much before the next try, so that a long record isn't scanned again for every chunk.
    enough = Math.max(SCAN_LENGTH, text.length * 2);
    if (records.length) yield records;
  }

  for await (const chunk of texts) {
    text += chunk;
    if (text.length < enough) continue;
    yield* scanAll(false);
  }
  yield* scanAll(true);
}

type Scanned = { cells: string[]; end: number; lines: number } | { reason: string } | "unfinished";

/**
 * Finds the first `sign` at or behind a place, or -1. Of places that mostly rise it looks at each character once, however
 * far apart the signs are.
 */
function finderOf(text: string, sign: string): (at: number) => number {
  let from = 0;
  let found = text.indexOf(sign);
  return (at) => {
    if (at < from || (found !== -1 && found < at)) found = text.indexOf(sign, at);
    from = at;
    return found;
  };
}

interface Surroundings {
  delimiter: string;
  nextDelimiter: (at: number) => number;
  /** True where no more text follows. */
  last: boolean;
}

/** Reads the record that begins at `start`. */
function scanRecord(text: string, start: number, { delimiter, nextDelimiter, last }: Surroundings): Scanned {
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  let lineEnd = text.indexOf("\n", at);
  for (;;) {
    if (cells.length > MOST_CELLS) return { reason: TOO_MANY_CELLS };
    const opening = openingQuote(text, at);
    if (opening === -1) {
      const next = nextDelimiter(at);
      if (next !== -1 && (lineEnd === -1 || next < lineEnd)) {
        cells.push(text.slice(at, next));
        at = next + 1;
        continue;
      }
      if (lineEnd === -1 && !last) return "unfinished";
      const end = lineEnd === -1 ? text.length : lineEnd;
      cells.push(text.slice(at, end));
      return { cells, end: end + 1, lines };
    }
    const cell = scanQuoted(text, opening, last);
    if (cell === "unfinished" || "reason" in cell) return cell;
    cells.push(cell.value);
    lines += cell.lineBreaks;
    at = cell.end;
    while (text[at] === " ") at++;
    if (at >= text.length) return last ? { cells, end: at, lines } : "unfinished";
    if (text[at] === "\n") return { cells, end: at + 1, lines };
    if (text[at] !== delimiter) return { reason: "has text after a closing quote" };
    at++;
    if (cell.lineBreaks) lineEnd = text.indexOf("\n", at);
  }
}

/** Where the quote is that opens the cell at `at`, with or without spaces before it; -1 where there is none. */
function openingQuote(text: string, at: number): number {
  while (text[at] === " ") at++;
  return text[at] === '"' ? at : -1;
}

function scanQuoted(
  text: string,
  opening: number,
  last: boolean,
): { value: string; end: number; lineBreaks: number } | { reason: string } | "unfinished" {
  let value = "";
  let from = opening + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return last ? { reason: "has a quote that is never closed" } : "unfinished";
    value += text.slice(from, quote);
    if (quote + 1 === text.length && !last) return "unfinished";
    if (text[quote + 1] !== '"') {
      let lineBreaks = 0;
      for (let at = value.indexOf("\n"); at !== -1; at = value.indexOf("\n", at + 1)) lineBreaks++;
      return { value, end: quote + 1, lineBreaks };
    }
    value += '"';
    from = quote + 2;
  }
}

function tooLong(quotes: boolean): string {
  const most = MAX_RECORD_LENGTH.toLocaleString("en");
  return quotes
    ? `has more than ${most} characters, or a quote that is never closed`
    : `has more than ${most} characters`;
}
