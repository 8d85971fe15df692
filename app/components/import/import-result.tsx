import { Link, useParams } from "@remix-run/react";
import type { ImportView, JobView } from "../../import/import-view.ts";
import { NotTaken } from "./not-taken.tsx";
import { RejectedRows } from "./rejected-rows.tsx";
import { Tally } from "./tally.tsx";
import { UndoImport } from "./undo-import.tsx";
import { UnusedColumns } from "./unused-columns.tsx";
import { Warnings } from "./warnings.tsx";

/** What an import has done, with the rows that it rejected. */
export function ImportResult({ job, view }: { job: JobView; view: ImportView }) {
  const { upload } = useParams();
  const { counts } = job;
  if (!counts) return null;
  return (
    <section className="card stack" aria-labelledby="result-heading">
      <h2 id="result-heading">Imported</h2>
      <Tally counts={counts} />
      <Warnings job={job} />
      <NotTaken columns={job.notTaken} />
      <RejectedRows job={job} />
      <UnusedColumns view={view} />
      {counts.rejected > 0 && (
        <p className="muted">
          The file of rejected rows has your columns, and says for each row what is wrong. Fix them and import that
          file.
        </p>
      )}
      <div className="work-actions">
        <Link className="button button-primary" to="/contacts">
          Go to contacts
        </Link>
        {counts.rejected > 0 && (
          <a className="button" href={`/import/${upload}/rejected`} download>
            Download rejected rows
          </a>
        )}
        <Link className="button" to="/import">
          Import another file
        </Link>
      </div>
      {job.hasWritten && <UndoImport undo={view.undo} />}
    </section>
  );
}
