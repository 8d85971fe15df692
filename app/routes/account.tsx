import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { absenceView } from "../absences/absence-view.server.ts";
import { sessionViews } from "../account/session-view.server.ts";
import { submitAccountForm } from "../account/submit-account-form.server.ts";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { calendarView } from "../calendar/calendar-view.server.ts";
import { LeaveForm } from "../components/account/leave-form.tsx";
import { PresetsForm } from "../components/presets-form.tsx";
import { AbsenceSection } from "../components/absences/absence-section.tsx";
import { SessionList } from "../components/account/session-list.tsx";
import { CalendarFeed } from "../components/calendar-feed.tsx";
import { Page } from "../components/page.tsx";
import { newFormKey } from "../database.server.ts";
import { presetViews } from "../follow-ups/preset-dates.server.ts";
import { readFormData } from "../form-data.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { localeChoices } from "../account/locale-choices.server.ts";
import { LocaleField } from "../components/account/locale-field.tsx";

export const meta: MetaFunction = () => [{ title: "Your account · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { message, headers } = await takeMessage(request, context);
  const timeZones = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", viewer.timeZone])].sort();
  const [calendar, sessions, presets, away] = await Promise.all([
    calendarView(request, context, viewer, headers),
    sessionViews(context, viewer),
    presetViews(viewer.presets, viewer),
    absenceView(context.database, viewer, viewer.userId),
  ]);
  return data(
    {
      account: accountView(viewer),
      timeZones,
      locales: localeChoices(viewer, context),
      calendar,
      sessions,
      presets,
      leave: viewer.workingDays.leave ?? null,
      away,
      formKey: newFormKey(),
      message,
    },
    { headers },
  );
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const answer = await submitAccountForm(await readFormData(request), viewer, context);
  if (answer.outcome === "again") return data(answer.unsaved, { status: 400 });
  const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
  return redirect("/account", { status: 303, headers });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function Account() {
  const { account, timeZones, locales, calendar, sessions, presets, leave, away, formKey, message } =
    useLoaderData<typeof loader>();
  const unsaved = useActionData<typeof action>();
  return (
    <Page account={account} message={message}>
      <h1>Your account</h1>
      <Form method="post" className="card stack">
        <p>
          You sign in as {account.email}. <Link to="/account/password">Change your password</Link>
        </p>
        <div className="field">
          <label htmlFor="name">Name</label>
          <input
            className="input"
            id="name"
            name="name"
            defaultValue={account.name}
            autoComplete="name"
            required
            maxLength={200}
            dir="auto"
          />
        </div>
        <div className="field">
          <label htmlFor="time-zone">Time zone</label>
          <select className="input" id="time-zone" name="timeZone" defaultValue={account.timeZone}>
            {timeZones.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <p className="muted">Decides what “today” is. For you it is {account.todayText}.</p>
        </div>
        <LocaleField {...locales} />
        <div className="field">
          <label htmlFor="single-keys">Single keys</label>
          <select
            className="input"
            id="single-keys"
            name="singleKeys"
            defaultValue={account.singleKeys ? "on" : "off"}
            aria-describedby="single-keys-hint"
          >
            <option value="on">On</option>
            <option value="off">Off</option>
          </select>
          <p className="muted" id="single-keys-hint">
            Letters, digits and signs that work the lists when pressed alone. Arrows, Enter and Esc always do.
          </p>
        </div>
        <div>
          <button className="button button-primary">Save</button>
        </div>
      </Form>
      {away && <AbsenceSection view={away} redirectTo="/account#away" />}
      <PresetsForm
        page="/account"
        heading="Your days to snooze to"
        about="of your own stand beside tomorrow and next week in every menu"
        saved={presets}
        unsaved={unsaved?.presets ?? null}
      />
      <LeaveForm leave={leave} unsaved={unsaved?.leave ?? null} />
      <SessionList {...sessions} />
      <CalendarFeed calendar={calendar} formKey={formKey} organization={account.organization.name} />
    </Page>
  );
}
