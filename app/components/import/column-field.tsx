import { fieldOf, isOfSeveral, type COLUMN_USES } from "../../import/import-choice.ts";

interface ColumnFieldProps {
  use: (typeof COLUMN_USES)[number];
  columns: readonly string[];
  chosen: readonly string[];
}

/** Which column a field is read from, and where it may be several, which ones fill it where that is empty. */
export function ColumnField({ use: { use, label, help }, columns, chosen }: ColumnFieldProps) {
  const shown = isOfSeveral(use) && chosen.length > 0 ? [...chosen, ""] : [chosen[0] ?? ""];
  return (
    <div className="field">
      <label htmlFor={`use-${use}`}>{label}</label>
      {shown.map((column, place) => (
        <select
          className="input"
          key={column}
          id={place === 0 ? `use-${use}` : undefined}
          name={fieldOf(use, place)}
          defaultValue={column}
          aria-label={place === 0 ? undefined : `${label}, if empty`}
          aria-describedby={help && `help-${use}`}
        >
          <option value="">{place === 0 ? "Don’t import" : "If empty: nothing"}</option>
          {columns.map((option) => (
            <option key={option} value={option}>
              {place === 0 ? option : `If empty: ${option}`}
            </option>
          ))}
        </select>
      ))}
      {help && (
        <p className="muted field-help" id={`help-${use}`}>
          {help}
        </p>
      )}
    </div>
  );
}
