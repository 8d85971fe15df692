import { DATE_ORDERS, isPlain, type DateOrder, type WrittenDate } from "./written-date.ts";

const MOST_EXAMPLES = 3;
/** In which order a column that allows none is shown to contradict them. */
const CONTRADICTING = ["month-first", "day-first", "year-first"] as const;

/** Which number comes first in a column's dates: known, or to be asked with some of its own dates; null where all is plain. */
export type ColumnOrder = { order: DateOrder } | { examples: string[] } | null;

/** Gathers, date by date, what a column as a whole tells of the order of day, month and year. */
export class OrderEvidence {
  /** The first of the column's texts that is no date by an order. */
  readonly #against: Partial<Record<DateOrder, string>> = {};
  readonly #examples: string[] = [];

  /** Takes another of the column's texts. */
  add(text: string, written: WrittenDate | null): void {
    if (!written || isPlain(written)) return;
    for (const order of DATE_ORDERS) if (written[order] === null) this.#against[order] ??= text;
    if (this.#examples.length < MOST_EXAMPLES && !this.#examples.includes(text)) this.#examples.push(text);
  }

  /** The one order that every date allows; where several are, or none is, the column's own dates to ask with. */
  get result(): ColumnOrder {
    if (this.#examples.length === 0) return null;
    const allowed = DATE_ORDERS.filter((order) => this.#against[order] === undefined);
    if (allowed.length === 1) return { order: allowed[0]! };
    const contradicting = allowed.length === 0 ? CONTRADICTING.map((order) => this.#against[order]!) : [];
    return { examples: [...new Set([...contradicting, ...this.#examples])].slice(0, MOST_EXAMPLES) };
  }
}
