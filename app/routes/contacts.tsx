import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { DateForm } from "../components/contacts/date-form.tsx";
import { LeadQualityChip } from "../components/contacts/lead-quality-chip.tsx";
import { Page } from "../components/page.tsx";
import { submitDateForm } from "../contacts/submit-date-form.server.ts";
import { listContacts } from "../database.server.ts";
import { positionText, readPosition } from "../domain/contact-input.ts";
import { messageHeader, takeMessage } from "../message.server.ts";

const PAGE_LENGTH = 50;

export const meta: MetaFunction = () => [{ title: "Contacts · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { searchParams } = new URL(request.url);
  const search = (searchParams.get("search") ?? "").slice(0, 200);
  const after = readPosition(searchParams.get("after"));
  const [{ contacts, next }, { message, headers }] = await Promise.all([
    listContacts(context.database, viewer, { search, after, limit: PAGE_LENGTH }),
    takeMessage(request, context),
  ]);
  const nextPage = next && `/contacts?${new URLSearchParams({ search, after: positionText(next) })}`;
  return data(
    { account: accountView(viewer), search, contacts, nextPage, isFirst: after === null, message },
    { headers },
  );
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const message = await submitDateForm(await request.formData(), viewer, context);
  const { pathname, search } = new URL(request.url);
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(pathname + search, { status: 303, headers });
}

export default function Contacts() {
  const { account, search, contacts, nextPage, isFirst, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <div className="page-header">
        <h1>Contacts</h1>
      </div>
      <Form className="search" role="search" key={search}>
        <input
          className="input"
          type="search"
          name="search"
          defaultValue={search}
          placeholder="Name, company or email"
          aria-label="Search contacts"
        />
        <button className="button">Search</button>
      </Form>
      {contacts.length === 0 ? (
        <section className="card empty">
          <h2>{search ? "No contact matches" : "No contacts yet"}</h2>
          <p className="muted">
            {search ? `Nothing begins with “${search}” in a name, company or email.` : "Import some to begin."}
          </p>
          {search && (
            <Link className="button" to="/contacts">
              Show all contacts
            </Link>
          )}
        </section>
      ) : (
        <ul className="contacts" aria-label="Contacts">
          {contacts.map((contact) => (
            <li className="contact" key={contact.id}>
              <div className="contact-who">
                <Link to={`/contacts/${encodeURIComponent(contact.id)}`} dir="auto">
                  {contact.name}
                </Link>{" "}
                <LeadQualityChip leadQuality={contact.leadQuality} />
                <p>{[contact.company, contact.email].filter(Boolean).join(" · ")}</p>
              </div>
              <DateForm contact={contact} />
            </li>
          ))}
        </ul>
      )}
      <div className="page-header">
        {isFirst ? <span /> : <Link to={`/contacts?${new URLSearchParams({ search })}`}>Back to the first page</Link>}
        {nextPage && (
          <Link className="button" to={nextPage}>
            Next page
          </Link>
        )}
      </div>
    </Page>
  );
}
