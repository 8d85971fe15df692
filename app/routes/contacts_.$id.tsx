import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { standInText } from "../absences/absence-texts.server.ts";
import { accountView } from "../auth/account-view.ts";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { AssigneesForm } from "../components/contacts/assignees-form.tsx";
import { CadenceForm } from "../components/contacts/cadence-form.tsx";
import { BackLink } from "../components/back-link.tsx";
import { ContactFacts } from "../components/contacts/contact-facts.tsx";
import { ContactHead } from "../components/contacts/contact-head.tsx";
import { DetailsForm } from "../components/contacts/details-form.tsx";
import { FollowUpCard } from "../components/contacts/follow-up-card.tsx";
import { NoteForm } from "../components/contacts/note-form.tsx";
import { Timeline } from "../components/contacts/timeline.tsx";
import { useWayBack } from "../components/contacts/use-way-back.ts";
import { Page } from "../components/page.tsx";
import { useScripted } from "../components/shortcuts.tsx";
import { useNamedPart } from "../components/use-named-part.ts";
import { profileView } from "../contacts/profile-view.ts";
import { submitProfileForm } from "../contacts/submit-profile-form.server.ts";
import { profileHref, TO_CONTACTS, wayBackOf, wayBackTo } from "../contacts/way-back.ts";
import { contactHistories, findContactCadence, findProfile, listMembers, newFormKey } from "../database.server.ts";
import { seenText, typedDetails } from "../domain/contact-form.ts";
import { readWhose } from "../domain/due-view.ts";
import { requireListViewer } from "../follow-ups/whose-list.server.ts";
import { snoozeChoices } from "../follow-ups/snooze-choices.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.contact.name ?? "Not found"} · Follow-ups` },
];

export async function loader({ request, context, params: { id = "" } }: LoaderFunctionArgs) {
  const viewer = await requireListViewer(context, await requireViewer(request, context));
  const { searchParams } = new URL(request.url);
  const olderThan = searchParams.get("older");
  const [profile, cadence, histories] = await Promise.all([
    findProfile(context.database, viewer, id, olderThan),
    findContactCadence(context.database, viewer, id),
    contactHistories(context.database, viewer, [id]),
  ]);
  if (!profile || !cadence) throw new Response("There is no such contact.", { status: 404 });
  const members = viewer.role === "admin" ? await listMembers(context.database, viewer.organizationId) : null;
  const { message, headers } = await takeMessage(request, context);
  const isMine = profile.assigneeIds.includes(viewer.userId);
  const away = isMine ? undefined : viewer.standIns.find(({ userId }) => profile.assigneeIds.includes(userId));
  const page = {
    isEditing: searchParams.has("edit"),
    isOlder: olderThan !== null,
    options: await snoozeChoices(viewer),
    formKey: newFormKey(),
    isMine: isMine || away !== undefined,
    inStead: away ? { whose: away.userId, text: standInText(away, viewer) } : null,
    mayRemove: isMine || viewer.role === "admin",
    back: wayBackOf(request),
  };
  const view = { ...profileView(profile, histories.get(id) ?? [], viewer), cadence, members, ...page };
  return data({ account: accountView(viewer), ...view, message }, { headers });
}

export async function action({ request, context, params: { id = "" } }: ActionFunctionArgs) {
  const signedIn = await requireViewer(request, context);
  const form = await readForm(request, signedIn, context);
  const viewer = await requireListViewer(context, signedIn, readWhose(form));
  const answer = await submitProfileForm(form, id, viewer, context);
  if (answer.outcome === "again") return data(answer, { status: answer.status });
  const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
  const { searchParams } = new URL(request.url);
  // What is being edited stays open while something else is done.
  const isEditing = form.get("intent") !== "details" && searchParams.has("edit");
  const here = profileHref(id, { isEditing, from: wayBackTo(searchParams.get("from"))?.href });
  return redirect(safeRedirect(form.get("redirectTo"), here), { status: 303, headers });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function ContactProfile() {
  const { account, contact, phones, assignees, assigneeIds, followUpText, activities, older, message, ...page } =
    useLoaderData<typeof loader>();
  const { lastContact } = page;
  const again = useActionData<typeof action>();
  const back = useWayBack(account, page.back);
  // Where scripts run, the tab remembers the way back: the address needn't carry it.
  const from = useScripted() ? null : page.back?.href;
  const here = profileHref(contact.id, { from });
  const isEditing = page.isEditing || Boolean(again?.details);
  const wasEdited = useEnded(isEditing);
  const editHref = profileHref(contact.id, { isEditing: true, from });
  const postTo = isEditing ? editHref : here;
  const olderHref = `${here}${from ? "&" : "?"}older=${older}#timeline`;
  const stored = { typed: typedDetails(contact), errors: {}, seen: seenText(contact), theirs: {} };
  const carried = back === TO_CONTACTS ? null : back.href;
  useNamedPart();
  return (
    <Page account={account} message={message}>
      <BackLink {...back} />
      {page.inStead && <p className="notice">{page.inStead.text}</p>}
      <div className="profile">
        <div className="profile-side">
          <ContactHead contact={contact} phones={phones} lastContact={lastContact} editHref={`${editHref}#details`}>
            {!isEditing && (
              <a className="to-facts" href="#details">
                Details
              </a>
            )}
          </ContactHead>
          <FollowUpCard
            contact={contact}
            text={followUpText}
            options={page.options}
            isMine={page.isMine}
            whose={page.inStead?.whose ?? null}
            action={postTo}
          >
            <CadenceForm contactId={contact.id} cadence={page.cadence} here={postTo} />
          </FollowUpCard>
        </div>
        <div className="profile-main">
          {isEditing && (
            <DetailsForm
              key={`details of ${contact.id}`}
              action={postTo}
              cancelHref={here}
              stored={stored}
              again={again?.details ?? null}
            />
          )}
          <NoteForm
            key={`note of ${contact.id}`}
            action={postTo}
            whose={page.inStead?.whose ?? null}
            followUp={page.isMine && contact.nextFollowUpDate !== null ? contact : null}
            formKey={page.formKey}
            unsaved={again?.note ?? null}
            added={message?.isOfNote ? message : null}
          />
          <Timeline
            activities={activities}
            older={older && olderHref}
            newest={page.isOlder ? `${here}#timeline` : null}
          />
        </div>
        <div className="profile-facts">
          {!isEditing && (
            <ContactFacts
              contact={contact}
              here={here}
              editHref={`${editHref}#details`}
              assignees={page.members ? null : assignees}
              wasEdited={wasEdited}
            />
          )}
          {page.members && (
            <AssigneesForm action={postTo} members={page.members} assigneeIds={assigneeIds} names={assignees} />
          )}
        </div>
      </div>
      {page.mayRemove && (
        <nav className="page-actions" aria-label="More with this contact">
          <Link className="button button-quiet" to={profileHref(contact.id, { part: "merge", from: carried })}>
            Merge with another contact…
          </Link>
          <Link className="button button-quiet" to={profileHref(contact.id, { part: "delete", from: carried })}>
            Delete this contact…
          </Link>
          {page.members && (
            <Link className="button button-quiet" to={profileHref(contact.id, { part: "erase", from: carried })}>
              Erase this contact…
            </Link>
          )}
        </nav>
      )}
    </Page>
  );
}

/** True where something that was going on has ended. */
function useEnded(goesOn: boolean): boolean {
  const [did, setDid] = useState(goesOn);
  if (goesOn && !did) setDid(true);
  return did && !goesOn;
}
