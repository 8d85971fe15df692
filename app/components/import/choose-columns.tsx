import { Form, useSubmit } from "@remix-run/react";
import { chosenFor, COLUMN_USES } from "../../import/import-choice.ts";
import type { ImportView } from "../../import/import-view.ts";
import { CheckResult } from "./check-result.tsx";
import { ColumnField } from "./column-field.tsx";
import { DateOrderQuestion } from "./date-order-question.tsx";
import { FirstRows } from "./first-rows.tsx";
import { UnusedColumns } from "./unused-columns.tsx";

/** Which column is what, what will come of it, and the button that imports. */
export function ChooseColumns({ view, members }: { view: ImportView; members: { id: string; name: string }[] }) {
  const submit = useSubmit();
  const { columns, choice, check, run } = view;
  return (
    <Form
      className="stack"
      onChange={(event) => submit(event.currentTarget, { replace: true, preventScrollReset: true })}
    >
      {run && (
        <p className="notice notice-error" role="alert">
          {run.problem ?? "The import was stopped. Import again to go on; nothing is written twice."}
        </p>
      )}
      <FirstRows view={view} />
      <section className="card stack" aria-labelledby="columns-heading">
        <h2 id="columns-heading">Match columns</h2>
        <div className="columns">
          {COLUMN_USES.map((use) => (
            <ColumnField key={use.use} use={use} columns={columns} chosen={chosenFor(choice.columns, use.use)} />
          ))}
          <div className="field">
            <label htmlFor="assign">Assign all contacts to</label>
            <select className="input" id="assign" name="assign" defaultValue={choice.assign ?? ""}>
              <option value="">Nobody else</option>
              {members.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <p className="muted field-help">Besides the assignees that the file names.</p>
          </div>
          <div className="field">
            <label htmlFor="rest">Assign the others to</label>
            <select className="input" id="rest" name="rest" defaultValue={choice.rest ?? ""}>
              <option value="">Nobody</option>
              {members.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <p className="muted field-help">
              Those for whom the file names nobody. Unassigned contacts are in nobody’s follow-ups.
            </p>
          </div>
        </div>
        <UnusedColumns view={view} />
        <label className="choice">
          <input type="checkbox" name="clearEmpty" defaultChecked={choice.clearEmpty} /> Empty cells clear stored values
        </label>
        <div>
          <button className="button" formNoValidate>
            Check again
          </button>
        </div>
      </section>
      {check && check.unclearDates.length > 0 && (
        <DateOrderQuestion examples={check.unclearDates} chosen={choice.dates} />
      )}
      {check && <CheckResult check={check} />}
    </Form>
  );
}
