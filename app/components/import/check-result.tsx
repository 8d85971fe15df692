import type { JobView } from "../../import/import-view.ts";
import { Changes } from "./changes.tsx";
import { JobProgress } from "./job-progress.tsx";
import { NotTaken } from "./not-taken.tsx";
import { RejectedRows } from "./rejected-rows.tsx";
import { Tally } from "./tally.tsx";
import { Warnings } from "./warnings.tsx";
import { useLocale } from "../locale.ts";

/** What the import will do, and the button that does it. */
export function CheckResult({ check }: { check: JobView }) {
  const locale = useLocale();
  if (check.state === "running") return <JobProgress job={check} doing="Checking the file" />;
  const { counts, problem } = check;
  if (!counts) {
    return (
      <p className="notice notice-error" role="alert">
        {problem ?? "The check was stopped."}
      </p>
    );
  }
  const contacts = counts.added + counts.changed;
  return (
    <section className="card stack" aria-labelledby="check-heading">
      <h2 id="check-heading">What will happen</h2>
      <Tally counts={counts} ahead />
      <Warnings job={check} />
      <Changes changes={check.changes} />
      <NotTaken columns={check.notTaken} />
      <RejectedRows job={check} />
      <div>
        {contacts > 0 ? (
          <button className="button button-primary" formMethod="post">
            Import {contacts.toLocaleString(locale)} {contacts === 1 ? "contact" : "contacts"}
          </button>
        ) : (
          <p>There is nothing to import.</p>
        )}
      </div>
    </section>
  );
}
