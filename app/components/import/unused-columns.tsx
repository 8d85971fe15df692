import type { ImportView } from "../../import/import-view.ts";

/** The columns and sheets that aren't imported, and of one that looks like the follow-up date why it can't be. */
export function UnusedColumns({ view: { unused, otherSheets, unfitDate, hasHeader } }: { view: ImportView }) {
  if (unused.length === 0 && otherSheets.length === 0 && hasHeader) return null;
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
      <Names what="Not imported" names={unused} />
      <Names what="Other sheets, not imported" names={otherSheets} />
    </div>
  );
}

function Names({ what, names }: { what: string; names: readonly string[] }) {
  return (
    <p className="muted" hidden={names.length === 0}>
      {what}:{" "}
      {names.map((name, place) => (
        <span key={place}>
          {place > 0 && ", "}
          <bdi>{name}</bdi>
        </span>
      ))}
    </p>
  );
}
