import type { JobView } from "../../import/import-view.ts";

/** What an import changes of contacts that are there: by field how many values, and the first of them before and after. */
export function Changes({ changes: { fields, examples } }: { changes: JobView["changes"] }) {
  if (fields.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="changes-heading">
      <h3 id="changes-heading">What changes of contacts that are there</h3>
      <ul>
        {fields.map(({ label, changed, cleared }) => (
          <li key={label}>
            {`${label}: ${count(changed, "value")} ${changed === 1 ? "changes" : "change"}`}
            {cleared > 0 && `, of these ${cleared.toLocaleString("en")} ${cleared === 1 ? "is" : "are"} cleared`}
          </li>
        ))}
      </ul>
      {/* Scrolled sideways with the keyboard, it has to take the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-frame" tabIndex={0} role="region" aria-label="Examples of what changes">
        <table className="table">
          <thead>
            <tr>
              {["Contact", "Field", "Before", "After"].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {examples.map(({ contact, label, before, after }, place) => (
              <tr key={place}>
                {[contact, label, before || "none", after || "none"].map((cell, column) => (
                  <td key={column} dir="auto">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function count(number: number, one: string): string {
  return `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;
}
