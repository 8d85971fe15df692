import type { ImportView } from "../../import/import-view.ts";

/** The columns that aren't imported, and of one that looks like the follow-up date why it can't be. */
export function UnusedColumns({ view: { unused, unfitDate, hasHeader } }: { view: ImportView }) {
  if (unused.length === 0 && hasHeader) return null;
  return (
    <div className="stack">
      {!hasHeader && (
        <p className="notice">The file has no header line: its first line is imported too. Say what each column is.</p>
      )}
      {unfitDate && (
        <p className="notice">
          <bdi>{unfitDate.column}</bdi> looks like the follow-up date, but “<bdi>{unfitDate.value}</bdi>” is no date.
        </p>
      )}
      <p className="muted" hidden={unused.length === 0}>
        Not imported:{" "}
        {unused.map((column, place) => (
          <span key={column}>
            {place > 0 && ", "}
            <bdi>{column}</bdi>
          </span>
        ))}
      </p>
    </div>
  );
}
