import { Form, Link } from "@remix-run/react";
import { AUDIT_GROUPS } from "../../domain/audit.ts";
import type { AuditFilter } from "../../domain/audit-filter.ts";

type Field = keyof AuditFilter;

/** Chooses which events are shown: their kind, a person, and the days. */
export function AuditFilterForm({
  typed,
  problems,
}: {
  typed: Partial<Record<Field, string>>;
  problems: Partial<Record<Field, string>>;
}) {
  const field = (name: Field) => ({
    id: `audit-${name}`,
    name,
    className: "input",
    defaultValue: typed[name] ?? "",
    ...(problems[name] && { "aria-invalid": true, "aria-describedby": `audit-${name}-problem` }),
  });
  const problem = (name: Field) =>
    problems[name] && (
      <p className="problem" id={`audit-${name}-problem`}>
        {problems[name]}
      </p>
    );
  return (
    <Form className="card stack" role="search" aria-label="Filter the log">
      <div className="form-grid audit-fields">
        <div className="field">
          <label htmlFor="audit-kind">Event</label>
          <select {...field("kind")}>
            <option value="">Everything</option>
            {Object.entries(AUDIT_GROUPS).map(([group, labels]) => (
              <optgroup key={group} label={group}>
                {Object.entries(labels).map(([kind, label]) => (
                  <option key={kind} value={kind}>
                    {label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          {problem("kind")}
        </div>
        <div className="field">
          <label htmlFor="audit-person">Person’s email</label>
          <input {...field("person")} inputMode="email" autoComplete="off" autoCapitalize="none" spellCheck={false} />
          {problem("person")}
        </div>
        <div className="field">
          <label htmlFor="audit-from">From</label>
          <input {...field("from")} type="date" />
          {problem("from")}
        </div>
        <div className="field">
          <label htmlFor="audit-to">To</label>
          <input {...field("to")} type="date" />
          {problem("to")}
        </div>
      </div>
      <div className="form-actions">
        <button className="button button-primary">Apply filters</button>
        <Link className="button button-quiet" to="/audit">
          Clear filters
        </Link>
      </div>
    </Form>
  );
}
