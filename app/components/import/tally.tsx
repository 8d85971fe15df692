import type { JobView } from "../../import/import-view.ts";
import { useLocale } from "../locale.ts";

type Counts = NonNullable<JobView["counts"]>;

const WORDS: readonly { count: Exclude<keyof Counts, "leftOut" | "unassigned">; label: string }[] = [
  { count: "added", label: "added" },
  { count: "changed", label: "changed" },
  { count: "unchanged", label: "unchanged" },
  { count: "rejected", label: "rejected" },
];

/** How many contacts were added, changed, unchanged and rejected, or `ahead` of the import, will be. */
export function Tally({ counts, ahead = false }: { counts: Counts; ahead?: boolean }) {
  const locale = useLocale();
  return (
    <>
      <dl className="tally" aria-label={ahead ? "Rows, by what will happen" : "Rows, by what happened"}>
        {WORDS.map(({ count, label }) => (
          <div key={count} className={count === "rejected" && counts.rejected > 0 ? "tally-rejected" : undefined}>
            <dt>{label}</dt>
            <dd>{counts[count].toLocaleString(locale)}</dd>
          </div>
        ))}
      </dl>
      {counts.unassigned > 0 && (
        <p className="notice">
          {counts.unassigned.toLocaleString(locale)} of these {ahead ? "will be" : "are"} in nobody’s follow-ups.
        </p>
      )}
    </>
  );
}
