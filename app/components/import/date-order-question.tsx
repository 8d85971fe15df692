import type { DateOrder } from "../../domain/written-date.ts";

const ANSWERS: readonly { order: DateOrder; label: string }[] = [
  { order: "day-first", label: "The day: 01/02/2026 is 1 February" },
  { order: "month-first", label: "The month: 01/02/2026 is 2 January" },
  { order: "year-first", label: "The year: 26-01-02 is 2 January 2026" },
];

/** Asks once for the whole file what its dates don't tell by themselves. */
export function DateOrderQuestion({ examples, chosen }: { examples: string[]; chosen: DateOrder | undefined }) {
  const hasShortYear = examples.some((example) => !/\d{4}/.test(example));
  const answers = ANSWERS.filter(({ order }) => order !== "year-first" || hasShortYear);
  return (
    <fieldset className="card stack settings-choices">
      <legend>What comes first in the follow-up dates?</legend>
      <p>
        The file has{" "}
        {examples.map((example, place) => (
          <span key={example}>
            {place > 0 && ", "}
            <bdi>{example}</bdi>
          </span>
        ))}
        . Until you choose, these dates are left out.
      </p>
      {answers.map(({ order, label }) => (
        <label className="choice" key={order}>
          <input type="radio" name="dates" value={order} required defaultChecked={chosen === order} /> {label}
        </label>
      ))}
    </fieldset>
  );
}
