import type { DateOrder, WrittenDate } from "./written-date.ts";

const MOST_EXAMPLES = 3;

/** Which number comes first in a column's dates: known, or to be asked with some of its own dates; null where all is plain. */
export type ColumnOrder = { order: DateOrder } | { examples: string[]; isMixed: boolean } | null;

/** Gathers, date by date, what a column as a whole tells of the order of day and month. */
export class OrderEvidence {
  #dayFirst = 0;
  #monthFirst = 0;
  readonly #examples: string[] = [];
  readonly #mixed: Partial<Record<DateOrder, string>> = {};

  /** Takes another of the column's texts. */
  add(text: string, written: WrittenDate | null): void {
    if (!written) return;
    const { "day-first": byDay, "month-first": byMonth } = written;
    if (byDay === byMonth) return;
    if (byDay !== null && byMonth !== null) {
      if (this.#examples.length < MOST_EXAMPLES && !this.#examples.includes(text)) this.#examples.push(text);
      return;
    }
    if (byDay !== null) this.#dayFirst++;
    else this.#monthFirst++;
    this.#mixed[byDay === null ? "month-first" : "day-first"] ??= text;
  }

  /** One order where every date allows it and some date demands it; a column that demands both is asked about too. */
  get result(): ColumnOrder {
    const isMixed = this.#dayFirst > 0 && this.#monthFirst > 0;
    if (isMixed) {
      const examples = [this.#mixed["day-first"]!, this.#mixed["month-first"]!, ...this.#examples];
      return { examples: examples.slice(0, MOST_EXAMPLES), isMixed };
    }
    if (this.#dayFirst > 0) return { order: "day-first" };
    if (this.#monthFirst > 0) return { order: "month-first" };
    return this.#examples.length > 0 ? { examples: this.#examples, isMixed } : null;
  }
}
