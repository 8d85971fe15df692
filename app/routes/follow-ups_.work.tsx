import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import * as v from "valibot";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { NoteForm } from "../components/contacts/note-form.tsx";
import { Timeline } from "../components/contacts/timeline.tsx";
import { NothingDue } from "../components/hub/all-caught-up.tsx";
import { NothingMatches } from "../components/hub/nothing-matches.tsx";
import { Page } from "../components/page.tsx";
import { useNamedPart } from "../components/use-named-part.ts";
import { Skipped } from "../components/work/skipped.tsx";
import { WorkActions } from "../components/work/work-actions.tsx";
import { WorkHead } from "../components/work/work-head.tsx";
import { WorkHeader } from "../components/work/work-header.tsx";
import { readBeginning } from "../contacts/beginning.server.ts";
import { profileView } from "../contacts/profile-view.ts";
import { contactHistories, findProfile, newFormKey } from "../database.server.ts";
import { dueViewHref, isNarrowed, readDueView } from "../domain/due-view.ts";
import { SkippedInput } from "../domain/follow-up-input.ts";
import { workHref } from "../domain/work-view.ts";
import { readDueList } from "../follow-ups/read-due-list.server.ts";
import { withHistory } from "../follow-ups/with-history.ts";
import { submitHubForm } from "../follow-ups/submit-hub-form.server.ts";
import { requireListViewer } from "../follow-ups/whose-list.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { profileHref } from "../contacts/way-back.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.current ? `${data.current.contact.name} · ` : ""}One at a time · Follow-ups` },
];

/** The due list one contact at a time: the one after those that were skipped. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { skipped, ...view } = placeOf(request);
  const viewer = await requireListViewer(context, await requireViewer(request, context), view.whose);
  const [{ followUps: first, counts, matching, snoozeOptions: options }, { message, headers }] = await Promise.all([
    readDueList(context.database, viewer, { limit: skipped.length + 1, ...view }),
    takeMessage(request, context),
  ]);
  const next = first.find(({ id }) => !skipped.includes(id));
  const [profile, histories, { hasContacts }] = await Promise.all([
    next ? findProfile(context.database, viewer, next.id) : null,
    contactHistories(context.database, viewer, next ? [next.id] : []),
    readBeginning(context.database, viewer, { isEmpty: counts.all === 0 }),
  ]);
  const history = histories.get(next?.id ?? "") ?? [];
  const current = next &&
    profile && { followUp: withHistory(next, history, viewer), ...profileView(profile, history, viewer) };
  // In the order in which they were skipped, as far as they are still due.
  const passed = skipped.flatMap((id) => first.find((each) => each.id === id) ?? []);
  const due = matching ?? counts[view.filter];
  const place = { ...view, skipped, passed, left: due - passed.length, due, counts, hasContacts };
  return data(
    { account: accountView(viewer), place, current, options, today: viewer.today, formKey: newFormKey(), message },
    { headers },
  );
}

export async function action({ request, context }: ActionFunctionArgs) {
  const signedIn = await requireViewer(request, context);
  const form = await readForm(request, signedIn, context);
  const viewer = await requireListViewer(context, signedIn, placeOf(request).whose);
  const answer = await submitHubForm(form, viewer, context);
  if (answer.outcome === "badDate") return data(answer, { status: 400 });
  const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
  return redirect(workHref(placeOf(request)), { status: 303, headers });
}

function placeOf(request: Request) {
  const { searchParams } = new URL(request.url);
  return { ...readDueView(searchParams), skipped: v.parse(SkippedInput, searchParams.getAll("skipped")) };
}

export default function WorkThrough() {
  const { account, place, current, options, today, formKey, message } = useLoaderData<typeof loader>();
  const badDate = useActionData<typeof action>();
  useNamedPart();
  return (
    <Page account={account} message={message}>
      <WorkHeader listHref={dueViewHref(place)} left={place.left} />
      <p className="visually-hidden" role="status">
        {current ? `Next: ${current.contact.name}, ${place.left.toLocaleString("en")} to go` : "End of the list"}
      </p>
      {!current && <h1 className="visually-hidden">One at a time</h1>}
      {current ? (
        <div className="profile">
          <div className="profile-side">
            <WorkHead {...current} />
            <WorkActions
              followUp={current.followUp}
              place={place}
              previous={place.passed.at(-1) ?? null}
              options={options}
              today={today}
              dayProblem={badDate?.ids.includes(current.followUp.id) ? badDate.problem : null}
            />
          </div>
          <div className="profile-main">
            <NoteForm
              key={current.contact.id}
              action={profileHref(current.contact.id)}
              redirectTo={workHref(place)}
              whose={place.whose}
              followUp={current.contact}
              formKey={formKey}
              unsaved={null}
              added={message?.isOfNote ? message : null}
            />
            <Timeline activities={current.activities} />
          </div>
        </div>
      ) : place.due > 0 ? (
        <Skipped place={place} due={place.due} passed={place.passed} />
      ) : isNarrowed(place) ? (
        <NothingMatches view={place} due={place.counts[place.filter]} />
      ) : (
        <NothingDue
          view={place}
          all={place.counts.all}
          hasContacts={place.hasContacts}
          isAdmin={account.role === "admin"}
        />
      )}
    </Page>
  );
}
