import { EncodingChoice } from "./encoding-choice.tsx";
import type { ImportView } from "../../import/import-view.ts";
import { TableFrame } from "./table-frame.tsx";

/** The first rows of the file, as they will be read. */
export function FirstRows({ view: { headings, rows, encoding } }: { view: ImportView }) {
  const isEmpty = headings.length === 0 || rows.length === 0;
  if (isEmpty && !encoding) return null;
  return (
    <section className="card stack" aria-labelledby="rows-heading">
      <h2 id="rows-heading">Preview</h2>
      <TableFrame label="Table of the first rows" headings={headings} rows={rows} hidden={isEmpty} />
      {encoding && <EncodingChoice encoding={encoding} />}
    </section>
  );
}
