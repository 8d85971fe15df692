/** What makes a spreadsheet take a cell for a formula, with the apostrophes that keep it from doing so. */
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const GUARDED_FORMULA = /^'+[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** A phone number or a plain number, which no program may find anything in front of. */
const NUMBER = /^[+-]?\(?\d[\d .,()/-]*(?:e[+-]?\d+)?%?(?: *(?:x|ext\.?|#) *\d+)?$/i;

/**
 * A value as a CSV cell: quoted where it must be, and with an apostrophe before what a spreadsheet would run as a
 * formula; `readCell` takes that apostrophe off again.
 */
export function writeCell(value: string): string {
  const safe = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\n\r;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The value of a cell that `writeCell` wrote, or of any other, without quotes. */
export function readCell(cell: string): string {
  return GUARDED_FORMULA.test(cell) ? cell.slice(1) : cell;
}
