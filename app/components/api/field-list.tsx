import type { FieldView } from "../../api/reference-view.ts";
import { Marked } from "./marked.tsx";

/** Fields or parameters, each with its type and what it is for. */
export function FieldList({ title, fields }: { title?: string; fields: FieldView[] }) {
  return (
    <div className="stack-tight">
      {title && <h4>{title}</h4>}
      <dl className="api-fields">
        {fields.map(({ name, type, required, description }) => (
          <div key={name}>
            <dt>
              <code>{name}</code> {required && <span className="chip">required</span>}
            </dt>
            <dd>
              <span className="muted">{type}</span>
              {description && (
                <p>
                  <Marked text={description} />
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
