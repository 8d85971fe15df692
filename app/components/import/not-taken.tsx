import type { JobView } from "../../import/import-view.ts";
import { useLocale } from "../locale.ts";

/** What rows have beside what their contacts hold, by column. */
export function NotTaken({ columns }: { columns: JobView["notTaken"] }) {
  const locale = useLocale();
  if (columns.length === 0) return null;
  return (
    <details className="rejected" open={columns.length <= 5}>
      <summary>Values that aren’t imported</summary>
      <p className="muted">
        A contact has one email, one phone and one company. What stands in further columns, behind the first one in a
        cell, or in columns that no field is read from, stays out.
      </p>
      <ul>
        {columns.map(({ column, count, examples }) => (
          <li key={column}>
            <b dir="auto">{column}</b>: {count.toLocaleString(locale)} {count === 1 ? "value" : "values"},{" "}
            {count > examples.length && "such as "}
            {examples.map(({ line, value }, place) => (
              <span key={place}>
                {place > 0 && ", "}“<bdi>{value}</bdi>” on line {line}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
