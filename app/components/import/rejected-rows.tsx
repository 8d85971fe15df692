import type { JobView } from "../../import/import-view.ts";

/** The first rows that can't be imported, each with what is wrong. */
export function RejectedRows({ job: { rejected, counts } }: { job: JobView }) {
  if (rejected.length === 0) return null;
  const more = (counts?.rejected ?? 0) - rejected.length;
  return (
    <details className="rejected" open={rejected.length <= 5}>
      <summary>Rows that can’t be imported</summary>
      <ul>
        {rejected.map(({ line, reasons }) => (
          <li key={line}>
            <b>{`Line ${line}`}</b> <span dir="auto">{reasons.join("; ")}</span>
          </li>
        ))}
        {more > 0 && <li>and {more.toLocaleString("en")} more</li>}
      </ul>
    </details>
  );
}
