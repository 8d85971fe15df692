import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { openApiDocument } from "../api/openapi.server.ts";
import { referenceView } from "../api/reference-view.ts";
import { FieldList } from "../components/api/field-list.tsx";
import { Marked } from "../components/api/marked.tsx";
import { ReferenceOperation } from "../components/api/reference-operation.tsx";
import { Brand } from "../components/brand.tsx";

export const meta: MetaFunction = () => [{ title: "API · Follow-ups" }];

export async function loader({ request }: LoaderFunctionArgs) {
  return referenceView(openApiDocument(new URL(request.url).origin));
}

export default function ApiReference() {
  const { title, description, server, callers, groups, components } = useLoaderData<typeof loader>();
  return (
    <>
      <header className="site-header">
        <div className="site-header-inner">
          <Brand />
          <nav className="site-nav" aria-label="Main">
            <Link to="/follow-ups">Open the hub</Link>
          </nav>
        </div>
      </header>
      <main className="page api" id="main">
        <div className="page-header">
          <h1>{title}: API</h1>
          <a className="button" href="/api/openapi.json">
            OpenAPI 3.1 document
          </a>
        </div>
        <p>{description}</p>
        <nav aria-label="Operations" className="card">
          <ul className="api-contents">
            {groups.flatMap(({ operations }) =>
              operations.map(({ id, method, path, summary }) => (
                <li key={id}>
                  <a href={`#${id}`}>{summary}</a>{" "}
                  <code className="muted">
                    {method} {path}
                  </code>
                </li>
              )),
            )}
          </ul>
        </nav>
        <section className="card stack" aria-labelledby="callers">
          <h2 id="callers">Who calls</h2>
          <dl className="api-fields">
            {callers.map((caller) => (
              <div key={caller.name}>
                <dt>{caller.name}</dt>
                <dd>
                  <Marked text={caller.description} />
                </dd>
              </div>
            ))}
          </dl>
          <p>
            What fails is told as <a href="#Error">Error</a>: a <code>code</code> for programs, a <code>message</code>{" "}
            for people, and <code>issues</code> that name each wrong field, such as <code>contacts.3.email</code>.
          </p>
        </section>
        {groups.map((group) => (
          <section key={group.name} className="stack" aria-labelledby={`group-${group.name}`}>
            <div>
              <h2 id={`group-${group.name}`}>{group.name}</h2>
              <p className="muted">{group.description}</p>
            </div>
            {group.operations.map((operation) => (
              <ReferenceOperation key={operation.id} operation={operation} server={server} />
            ))}
          </section>
        ))}
        <section className="stack" aria-labelledby="shapes">
          <h2 id="shapes">Bodies and answers</h2>
          {components.map(({ name, alternatives, fields }) => (
            <article key={name} className="card stack-tight" id={name} aria-labelledby={`${name}-heading`}>
              <h3 className="api-heading" id={`${name}-heading`}>
                {name}
              </h3>
              {alternatives.length > 0 && <p>{alternatives.join(", or ")}</p>}
              {fields.length > 0 && <FieldList fields={fields} />}
            </article>
          ))}
        </section>
      </main>
    </>
  );
}
