import type { JobView } from "../../import/import-view.ts";
import { useLocale } from "../locale.ts";

const RELOAD_SECONDS = 2;

/** How far a check or an import is; without scripts the page loads itself again. */
export function JobProgress({ job, doing }: { job: Pick<JobView, "percent" | "rows">; doing: string }) {
  const locale = useLocale();
  return (
    <section className="card stack" aria-labelledby="progress-heading">
      <h2 id="progress-heading">{doing}…</h2>
      <progress className="progress" max={100} value={job.percent} aria-labelledby="progress-heading" />
      <p role="status">{job.rows.toLocaleString(locale)} rows so far</p>
      <noscript>
        <meta httpEquiv="refresh" content={String(RELOAD_SECONDS)} />
        <p className="muted">This page reloads until it is done.</p>
      </noscript>
    </section>
  );
}
