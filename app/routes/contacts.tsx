import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useRef } from "react";
import { standInText } from "../absences/absence-texts.server.ts";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { FirstSteps } from "../components/beginning/first-steps.tsx";
import { SampleNotice } from "../components/beginning/sample-notice.tsx";
import { ContactList } from "../components/contacts/contact-list.tsx";
import { NoContacts } from "../components/contacts/no-contacts.tsx";
import { SearchForm } from "../components/contacts/search-form.tsx";
import { useDateMenus } from "../components/contacts/use-date-menus.ts";
import { ImportLinks } from "../components/import/import-links.tsx";
import { Page } from "../components/page.tsx";
import { readBeginning } from "../contacts/beginning.server.ts";
import { contactPageView } from "../contacts/contact-page-view.ts";
import { submitBulkForm } from "../contacts/submit-bulk-form.server.ts";
import { submitDateForm } from "../contacts/submit-date-form.server.ts";
import { countMatching, findMatching, MOST_MATCHING, readContacts } from "../contacts/matching-contacts.server.ts";
import { contactHistories, listMembers } from "../database.server.ts";
import { readContactList } from "../domain/contact-list.ts";
import { tooManyText } from "../domain/result-text.ts";
import { contactsShownText } from "../domain/showing-text.ts";
import { snoozeChoices } from "../follow-ups/snooze-choices.server.ts";
import { contactsViewer } from "../follow-ups/whose-list.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

const PAGE_LENGTH = 50;

export const meta: MetaFunction = () => [{ title: "Contacts · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const list = readContactList(searchParams);
  const viewer = await contactsViewer(context, await requireViewer(request, context), list);
  const select = searchParams.get("select");
  const [page, matching, members, { message, headers }] = await Promise.all([
    readContacts(context.database, viewer, list, PAGE_LENGTH),
    select === "matching" ? findMatching(context.database, viewer, list) : null,
    viewer.role === "admin" ? listMembers(context.database, viewer.organizationId) : null,
    takeMessage(request, context),
  ]);
  const ids = page.contacts.map(({ id }) => id);
  const [histories, count, beginning] = await Promise.all([
    contactHistories(context.database, viewer, ids),
    countMatching(context.database, viewer, list, page),
    readBeginning(context.database, viewer, { isEmpty: ids.length === 0 }),
  ]);
  const shown = contactsShownText(ids.length, count, viewer.locale);
  const view = { ...contactPageView(page, list, histories, viewer), shown };
  const selected = {
    isAll: select === "all" || select === "matching",
    matching: matching?.length ?? null,
    tooMany: select === "matching" && !matching ? tooManyText(MOST_MATCHING, viewer.locale) : null,
  };
  const { today } = viewer;
  // Who stands in chooses between their own and those of who is away.
  const away = viewer.standIns.map(({ userId, name }) => ({ id: userId, name }));
  const owners = members ?? (away.length > 0 ? away : null);
  const inStead = viewer.standIns.map((each) => standInText(each, viewer));
  const rest = { today, options: await snoozeChoices(viewer), selected, members, owners, inStead, beginning, message };
  return data({ account: accountView(viewer), list, ...view, ...rest }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const signedIn = await requireViewer(request, context);
  const form = await readForm(request, signedIn, context);
  const { pathname, searchParams } = new URL(request.url);
  const list = readContactList(searchParams);
  const viewer = await contactsViewer(context, signedIn, list);
  const message = form.has("choice")
    ? await submitBulkForm(form, list, viewer, context)
    : await submitDateForm(form, viewer, context);
  searchParams.delete("select");
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname, { status: 303, headers });
}

export default function Contacts() {
  const { account, isCut, ...content } = useLoaderData<typeof loader>();
  const { list, links, contacts, members, owners, inStead, beginning, message } = content;
  const { first, previous, next } = links;
  const emptyHeading = useRef<HTMLHeadingElement>(null);
  const dateMenus = useDateMenus(contacts, emptyHeading);
  return (
    <Page account={account} message={message}>
      <SampleNotice text={beginning.samples} />
      <div className="page-header">
        <h1>Contacts</h1>
        {beginning.hasContacts && (
          <div className="page-actions">
            {members && <ImportLinks />}
            <Link className="button button-primary" to="/new-contact">
              Add contact
            </Link>
          </div>
        )}
      </div>
      {inStead.map((text) => (
        <p key={text} className="notice">
          {text}
        </p>
      ))}
      {beginning.hasContacts && <SearchForm list={list} owners={owners} />}
      {isCut && (
        <p className="notice" role="status">
          Too many contacts match to look at all of them. Type more to find the others.
        </p>
      )}
      {!beginning.hasContacts && <FirstSteps isAdmin={account.role === "admin"} heading={emptyHeading} />}
      {beginning.hasContacts &&
        (contacts.length === 0 ? (
          <NoContacts list={list} heading={emptyHeading} />
        ) : (
          <ContactList {...content} dateMenus={dateMenus} />
        ))}
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
