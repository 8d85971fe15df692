import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import * as v from "valibot";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { ContactFacts } from "../components/contacts/contact-facts.tsx";
import { NoteForm } from "../components/contacts/note-form.tsx";
import { ProfileName } from "../components/contacts/profile-name.tsx";
import { Timeline } from "../components/contacts/timeline.tsx";
import { AllCaughtUp } from "../components/hub/all-caught-up.tsx";
import { Page } from "../components/page.tsx";
import { WorkActions } from "../components/work/work-actions.tsx";
import { WorkHeader } from "../components/work/work-header.tsx";
import { profileView } from "../contacts/profile-view.ts";
import { findProfile, newFormKey } from "../database.server.ts";
import type { Filter } from "../domain/filters.ts";
import { FilterInput, SkippedInput } from "../domain/follow-up-input.ts";
import { workHref } from "../domain/work-place.ts";
import { followUpCount } from "../domain/result-text.ts";
import { readDueList } from "../follow-ups/read-due-list.server.ts";
import { submitHubForm } from "../follow-ups/submit-hub-form.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction = () => [{ title: "One at a time · Follow-ups" }];

/** The due list one contact at a time: the one after those that were skipped. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { filter, skipped } = placeOf(request);
  const [{ followUps: due, counts, snoozeOptions: options }, { message, headers }] = await Promise.all([
    readDueList(context.database, viewer, { limit: skipped.length + 1, order: "priority", filter }),
    takeMessage(request, context),
  ]);
  const followUp = due.find(({ id }) => !skipped.includes(id));
  const profile = followUp ? await findProfile(context.database, viewer, followUp.id) : null;
  const current = followUp && profile && { followUp, ...profileView(profile, viewer) };
  const passed = due.filter(({ id }) => skipped.includes(id)).length;
  const place = { filter, skipped, left: counts[filter] - passed, due: counts[filter], all: counts.all };
  return data({ account: accountView(viewer), place, current, options, formKey: newFormKey(), message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const answer = await submitHubForm(await readForm(request, viewer, context), viewer, context);
  if (answer.outcome === "badDate") return data(answer, { status: 400 });
  const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
  return redirect(workHref(placeOf(request)), { status: 303, headers });
}

function placeOf(request: Request) {
  const { searchParams } = new URL(request.url);
  const filter = v.parse(v.fallback(FilterInput, "all"), searchParams.get("filter"));
  return { filter, skipped: v.parse(SkippedInput, searchParams.getAll("skipped")) };
}

export default function WorkThrough() {
  const { account, place, current, options, formKey, message } = useLoaderData<typeof loader>();
  const badDate = useActionData<typeof action>();
  return (
    <Page account={account} message={message}>
      <WorkHeader filter={place.filter} left={place.left} />
      {!current && <h1 className="visually-hidden">One at a time</h1>}
      {current ? (
        <>
          <ProfileName contact={current.contact} />
          <WorkActions
            followUp={current.followUp}
            place={place}
            options={options}
            hasBadDate={badDate?.ids.includes(current.followUp.id) ?? false}
          />
          <ContactFacts contact={current.contact} phones={current.phones} assignees={current.assignees} />
          <NoteForm
            key={current.contact.id}
            action={`/contacts/${encodeURIComponent(current.contact.id)}`}
            redirectTo={workHref(place)}
            followUp={current.contact}
            formKey={formKey}
            unsaved={null}
            added={message?.isOfNote ? message : null}
          />
          <Timeline activities={current.activities} />
        </>
      ) : place.due > 0 ? (
        <LastOne filter={place.filter} due={place.due} />
      ) : (
        <AllCaughtUp filter={place.filter} all={place.all} />
      )}
    </Page>
  );
}

/** What stands after the last contact, where some were skipped. */
function LastOne({ filter, due }: { filter: Filter; due: number }) {
  return (
    <section className="card empty">
      <h2>That was the last one</h2>
      <p className="muted">{followUpCount(due)} skipped and still due.</p>
      <Link className="button button-primary" to={workHref({ filter, skipped: [] })}>
        Start again
      </Link>
    </section>
  );
}
