import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { ContactFacts } from "../components/contacts/contact-facts.tsx";
import { DateForm } from "../components/contacts/date-form.tsx";
import { LeadQualityChip } from "../components/contacts/lead-quality-chip.tsx";
import { Timeline } from "../components/contacts/timeline.tsx";
import { Page } from "../components/page.tsx";
import { profileView } from "../contacts/profile-view.ts";
import { submitDateForm } from "../contacts/submit-date-form.server.ts";
import { findProfile } from "../database.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.contact.name ?? "Not found"} · Follow-ups` },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const profile = await findProfile(context.database, viewer, params.id ?? "");
  if (!profile) throw new Response("There is no such contact.", { status: 404 });
  const { message, headers } = await takeMessage(request, context);
  return data({ account: accountView(viewer), ...profileView(profile, viewer), message }, { headers });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await request.formData();
  form.set("id", params.id ?? "");
  const message = await submitDateForm(form, viewer, context);
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(new URL(request.url).pathname, { status: 303, headers });
}

export default function ContactProfile() {
  const { account, contact, assignees, followUpText, activities, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <p>
        <Link to="/contacts">All contacts</Link>
      </p>
      <div className="profile-name">
        <h1 dir="auto">{contact.name}</h1>
        <LeadQualityChip leadQuality={contact.leadQuality} />
      </div>
      <section className="card stack" id="follow-up" aria-labelledby="follow-up-heading">
        <h2 id="follow-up-heading">Follow-up</h2>
        <p>{followUpText}</p>
        <DateForm contact={contact} />
      </section>
      <ContactFacts contact={contact} assignees={assignees} />
      <Timeline activities={activities} />
    </Page>
  );
}
