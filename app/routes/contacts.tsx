import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { ContactList } from "../components/contacts/contact-list.tsx";
import { NoContacts } from "../components/contacts/no-contacts.tsx";
import { SearchForm } from "../components/contacts/search-form.tsx";
import { ImportLinks } from "../components/import/import-links.tsx";
import { Page } from "../components/page.tsx";
import { contactPageView } from "../contacts/contact-page-view.ts";
import { submitBulkForm } from "../contacts/submit-bulk-form.server.ts";
import { submitDateForm } from "../contacts/submit-date-form.server.ts";
import { listContacts, listMembers, searchContacts } from "../database.server.ts";
import { readContactList } from "../domain/contact-list.ts";
import { snoozeOptions } from "../domain/snooze.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

const PAGE_LENGTH = 50;

export const meta: MetaFunction = () => [{ title: "Contacts · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { searchParams } = new URL(request.url);
  const list = readContactList(searchParams);
  const wanted = { ...list, filter: list, limit: PAGE_LENGTH };
  const [page, members, { message, headers }] = await Promise.all([
    list.search
      ? searchContacts(context.database, viewer, wanted)
      : listContacts(context.database, viewer, wanted).then((page) => ({ ...page, isCut: false })),
    viewer.role === "admin" ? listMembers(context.database, viewer.organizationId) : null,
    takeMessage(request, context),
  ]);
  const view = contactPageView(page, list, searchParams.get("select") === "all");
  const options = snoozeOptions(viewer.today);
  return data(
    { account: accountView(viewer), list, isCut: page.isCut, ...view, members, options, message },
    { headers },
  );
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await readForm(request, viewer, context);
  const submit = form.has("choice") ? submitBulkForm : submitDateForm;
  const message = await submit(form, viewer, context);
  const { pathname, searchParams } = new URL(request.url);
  searchParams.delete("select");
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname, { status: 303, headers });
}

export default function Contacts() {
  const { account, list, isCut, links, contacts, members, options, message, selectAll } =
    useLoaderData<typeof loader>();
  const { here, selectAllHref, first, previous, next } = links;
  return (
    <Page account={account} message={message}>
      <div className="page-header">
        <h1>Contacts</h1>
        <div className="page-actions">
          {members && <ImportLinks />}
          <Link className="button button-primary" to="/new-contact">
            Add contact
          </Link>
        </div>
      </div>
      <SearchForm list={list} />
      {isCut && (
        <p className="notice" role="status">
          Too many contacts have words that begin like that to look at all of them. Type more to find the others.
        </p>
      )}
      {contacts.length === 0 ? (
        <NoContacts list={list} />
      ) : (
        <ContactList {...{ contacts, selectAll, here, selectAllHref, options, members, message }} />
      )}
      <nav className="page-links" aria-label="Pages">
        {first && <Link to={first}>First page</Link>}
        {previous && (
          <Link className="button" to={previous}>
            Previous page
          </Link>
        )}
        {next && (
          <Link className="button" to={next}>
            Next page
          </Link>
        )}
      </nav>
    </Page>
  );
}
