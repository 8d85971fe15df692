import type { JobView } from "../../import/import-view.ts";
import { TableFrame } from "./table-frame.tsx";
import { useLocale } from "../locale.ts";
import type { Locale } from "../../domain/locale.ts";

/** What an import changes of contacts that are there: by field how many values, and the first of them before and after. */
export function Changes({ changes: { fields, examples } }: { changes: JobView["changes"] }) {
  const locale = useLocale();
  if (fields.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="changes-heading">
      <h3 id="changes-heading">What changes in existing contacts</h3>
      <ul>
        {fields.map(({ label, changed, cleared }) => (
          <li key={label}>
            {`${label}: ${count(changed, "value", locale)} ${changed === 1 ? "changes" : "change"}`}
            {cleared > 0 && `, of these ${cleared.toLocaleString(locale)} ${cleared === 1 ? "is" : "are"} cleared`}
          </li>
        ))}
      </ul>
      <TableFrame
        label="Examples of what changes"
        headings={["Contact", "Field", "Before", "After"]}
        rows={examples.map(({ contact, label, before, after }) => [contact, label, before || "none", after || "none"])}
      />
    </section>
  );
}

function count(number: number, one: string, locale: Locale): string {
  return `${number.toLocaleString(locale)} ${one}${number === 1 ? "" : "s"}`;
}
