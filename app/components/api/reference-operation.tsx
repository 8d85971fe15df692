import type { OperationView } from "../../api/reference-view.ts";
import { FieldList } from "./field-list.tsx";
import { Marked } from "./marked.tsx";

const SUCCESS = "200";

/** One operation of the API: what it is for, what it takes, and what it answers. */
export function ReferenceOperation({ operation, server }: { operation: OperationView; server: string }) {
  const { id, method, path, summary, description, callers, parameters, body, answers } = operation;
  return (
    <article className="card stack" id={id} aria-labelledby={`${id}-heading`}>
      <h3 className="api-heading" id={`${id}-heading`}>
        {summary}
      </h3>
      <p className="api-call">
        <span className={`chip api-${method.toLowerCase()}`}>{method}</span> <code>{path}</code>
      </p>
      <p>
        <Marked text={description} />
      </p>
      <p className="muted">Who may call: {callers.join(" or ")}</p>
      {parameters.length > 0 && <FieldList title="Parameters" fields={parameters} />}
      {body && (
        <div className="stack-tight">
          <h4>
            Body: <a href={`#${body.component}`}>{body.component}</a>
          </h4>
          {/* Scrolled sideways with the keyboard, it has to take the focus. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className="code" tabIndex={0} role="region" aria-label={`Example: ${summary}`}>
            {exampleOf(operation, server, body.example)}
          </pre>
        </div>
      )}
      <div className="stack-tight">
        <h4>Answers</h4>
        {answers
          .filter(({ status }) => status === SUCCESS)
          .map((answer) => (
            <p key={answer.status}>
              {answer.status}: {answer.description} <a href={`#${answer.component}`}>{answer.component}</a>
            </p>
          ))}
        <ul className="api-errors" aria-label={`Errors: ${summary}`}>
          {answers
            .filter(({ status }) => status !== SUCCESS)
            .map((answer) => (
              <li key={answer.status}>
                {answer.status} <Marked text={answer.description} />
              </li>
            ))}
        </ul>
      </div>
    </article>
  );
}

function exampleOf({ method, path, callers }: OperationView, server: string, body: string): string {
  const who = callers.includes("API key") ? `-H "Authorization: Bearer $KEY"` : "-b jar";
  return `curl -X ${method} ${server}${path} ${who} \\\n  -H "Content-Type: application/json" -d '${body}'`;
}
