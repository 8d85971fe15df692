import type { JobView } from "../../import/import-view.ts";
import { useLocale } from "../locale.ts";

/** The first rows that can't be imported, and those that go in without something, each with what is wrong. */
export function RejectedRows({ job: { rejected, leftOut, asides, counts } }: { job: JobView }) {
  return (
    <>
      <Rows heading="Rows that can’t be imported" rows={rejected} count={counts?.rejected ?? 0} />
      <Rows heading="Rows imported in part" rows={leftOut} count={counts?.leftOut ?? 0} />
      <Rows
        heading="Lines above or below the table, which aren’t imported"
        rows={asides.map(({ line, text }) => ({ line, reasons: [text] }))}
        count={asides.length}
      />
    </>
  );
}

function Rows({ heading, rows, count }: { heading: string; rows: JobView["rejected"]; count: number }) {
  const locale = useLocale();
  if (rows.length === 0) return null;
  const more = count - rows.length;
  return (
    <details className="rejected" open={rows.length <= 5}>
      <summary>{heading}</summary>
      <ul>
        {rows.map(({ line, reasons }) => (
          <li key={line}>
            <b>{`Line ${line}`}</b> <span dir="auto">{reasons.join("; ")}</span>
          </li>
        ))}
        {more > 0 && <li>and {more.toLocaleString(locale)} more</li>}
      </ul>
    </details>
  );
}
