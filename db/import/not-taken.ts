/** A value of a file that the contact of its row doesn't take, by the column that it stands in. */
export interface NotTaken {
  column: string;
  value: string;
}

/** By column how many values aren't taken, and the first of them. */
export interface NotTakenTally {
  column: string;
  count: number;
  examples: { line: number; value: string }[];
}

/** What there is to tell of a row; absent where that is nothing. */
export function told(values: readonly NotTaken[]): readonly NotTaken[] | undefined {
  return values.length > 0 ? values : undefined;
}

const MOST_EXAMPLES = 3;
const MOST_COLUMNS = 500;
const OTHER_COLUMNS = "Other columns";

/** Counts what rows have that their contacts don't take. */
export class TallyOfNotTaken {
  readonly #columns = new Map<string, NotTakenTally>();

  /** Takes what the row of a line has. */
  add(line: number, values: readonly NotTaken[]): void {
    for (const { column, value } of values) {
      const hasRoom = this.#columns.has(column) || this.#columns.size < MOST_COLUMNS;
      const name = hasRoom ? column : OTHER_COLUMNS;
      const tally = this.#columns.get(name) ?? { column: name, count: 0, examples: [] };
      this.#columns.set(name, tally);
      tally.count++;
      if (tally.examples.length < MOST_EXAMPLES) tally.examples.push({ line, value });
    }
  }

  get result(): NotTakenTally[] {
    return [...this.#columns.values()];
  }
}
