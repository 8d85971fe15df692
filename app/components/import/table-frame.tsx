/** A table that is scrolled sideways where it is wide. */
export function TableFrame({
  label,
  headings,
  rows,
  hidden,
}: {
  label: string;
  headings: readonly string[];
  rows: readonly (readonly string[])[];
  hidden?: boolean;
}) {
  return (
    // Scrolled with the keyboard, it has to take the focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table-frame" hidden={hidden} tabIndex={0} role="region" aria-label={label}>
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
  );
}
