import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { AssigneesForm } from "../components/contacts/assignees-form.tsx";
import { CadenceForm } from "../components/contacts/cadence-form.tsx";
import { ContactFacts } from "../components/contacts/contact-facts.tsx";
import { DetailsForm } from "../components/contacts/details-form.tsx";
import { FollowUpCard } from "../components/contacts/follow-up-card.tsx";
import { NoteForm } from "../components/contacts/note-form.tsx";
import { ProfileName } from "../components/contacts/profile-name.tsx";
import { QualityForm } from "../components/contacts/quality-form.tsx";
import { Timeline } from "../components/contacts/timeline.tsx";
import { Page } from "../components/page.tsx";
import { profileView } from "../contacts/profile-view.ts";
import { submitProfileForm } from "../contacts/submit-profile-form.server.ts";
import { findContactCadence, findProfile, listMembers, newFormKey } from "../database.server.ts";
import { seenText, typedDetails } from "../domain/contact-form.ts";
import { snoozeOptions } from "../domain/snooze.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.contact.name ?? "Not found"} · Follow-ups` },
];

export async function loader({ request, context, params: { id = "" } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { searchParams } = new URL(request.url);
  const olderThan = searchParams.get("older");
  const [profile, cadence] = await Promise.all([
    findProfile(context.database, viewer, id, olderThan),
    findContactCadence(context.database, viewer, id),
  ]);
  if (!profile || !cadence) throw new Response("There is no such contact.", { status: 404 });
  const members = viewer.role === "admin" ? await listMembers(context.database, viewer.organizationId) : null;
  const { message, headers } = await takeMessage(request, context);
  const page = {
    isEditing: searchParams.has("edit"),
    isOlder: olderThan !== null,
    options: snoozeOptions(viewer.today),
    formKey: newFormKey(),
    isMine: profile.assigneeIds.includes(viewer.userId),
  };
  const view = { ...profileView(profile, viewer), cadence, members, ...page };
  return data({ account: accountView(viewer), ...view, message }, { headers });
}

export async function action({ request, context, params: { id = "" } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await readForm(request, viewer, context);
  const answer = await submitProfileForm(form, id, viewer, context);
  if (answer.outcome === "again") return data(answer, { status: answer.status });
  const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
  // What is being edited stays open while something else is done.
  const isEditing = form.get("intent") !== "details" && new URL(request.url).searchParams.has("edit");
  const here = `/contacts/${encodeURIComponent(id)}${isEditing ? "?edit" : ""}`;
  return redirect(safeRedirect(form.get("redirectTo"), here), { status: 303, headers });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function ContactProfile() {
  const { account, contact, phones, assignees, assigneeIds, followUpText, activities, older, message, ...page } =
    useLoaderData<typeof loader>();
  const again = useActionData<typeof action>();
  const here = `/contacts/${encodeURIComponent(contact.id)}`;
  const isEditing = page.isEditing || Boolean(again?.details);
  const postTo = isEditing ? `${here}?edit` : here;
  const stored = { typed: typedDetails(contact), errors: {}, seen: seenText(contact), theirs: {} };
  return (
    <Page account={account} message={message}>
      <p>
        <Link to="/contacts">All contacts</Link>
      </p>
      <ProfileName contact={contact} />
      <QualityForm contact={contact} />
      <FollowUpCard contact={contact} text={followUpText} options={page.options}>
        <CadenceForm contactId={contact.id} cadence={page.cadence} />
      </FollowUpCard>
      {isEditing ? (
        <DetailsForm
          key={contact.id}
          action={postTo}
          cancelHref={here}
          stored={stored}
          again={again?.details ?? null}
        />
      ) : (
        <ContactFacts contact={contact} phones={phones} assignees={assignees} editHref={`${here}?edit#details`} />
      )}
      {page.members && <AssigneesForm action={postTo} members={page.members} assigneeIds={assigneeIds} />}
      <NoteForm
        key={contact.id}
        action={postTo}
        followUp={page.isMine && contact.nextFollowUpDate !== null ? contact : null}
        formKey={page.formKey}
        unsaved={again?.note ?? null}
        added={message?.isOfNote ? message : null}
      />
      <Timeline
        activities={activities}
        older={older && `${here}?older=${older}#timeline`}
        newest={page.isOlder ? `${here}#timeline` : null}
      />
      <nav className="page-actions" aria-label="More with this contact">
        <Link to={`${here}/merge`}>Merge with another contact…</Link>
        <Link to={`${here}/delete`}>Delete this contact…</Link>
        {page.members && <Link to={`${here}/erase`}>Erase this contact…</Link>}
      </nav>
    </Page>
  );
}
