import { EncodingChoice } from "./encoding-choice.tsx";
import type { ImportView } from "../../import/import-view.ts";

/** The first rows of the file, as they will be read. */
export function FirstRows({ view: { headings, rows, encoding } }: { view: ImportView }) {
  const isEmpty = headings.length === 0 || rows.length === 0;
  if (isEmpty && !encoding) return null;
  return (
    <section className="card stack" aria-labelledby="rows-heading">
      <h2 id="rows-heading">The first rows</h2>
      {/* Scrolled sideways with the keyboard, it has to take the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-frame" hidden={isEmpty} tabIndex={0} role="region" aria-label="Table of the first rows">
        <table className="table">
          <thead>
            <tr>
              {headings.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={place}>
                {row.map((cell, column) => (
                  <td key={column} dir="auto">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {encoding && <EncodingChoice encoding={encoding} />}
    </section>
  );
}
