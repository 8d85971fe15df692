import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { calendarView } from "../calendar/calendar-view.server.ts";
import { CalendarFeed } from "../components/calendar-feed.tsx";
import { Page } from "../components/page.tsx";
import { setTimeZone } from "../database.server.ts";
import { isTimeZone } from "../domain/calendar.ts";
import { readFormData } from "../form-data.server.ts";
import { messageHeader, takeMessage, type Message } from "../message.server.ts";

export const meta: MetaFunction = () => [{ title: "Your account · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { message, headers } = await takeMessage(request, context);
  const timeZones = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", viewer.timeZone])].sort();
  const calendar = await calendarView(request, context, viewer, headers);
  return data({ account: accountView(viewer), timeZones, calendar, message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const timeZone = String((await readFormData(request)).get("timeZone"));
  const known = isTimeZone(timeZone);
  if (known) await setTimeZone(context.database, viewer.userId, timeZone);
  const message: Message = known
    ? { tone: "success", text: `Your time zone is ${timeZone} now` }
    : { tone: "error", text: "There is no such time zone." };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect("/account", { status: 303, headers });
}

export default function Account() {
  const { account, timeZones, calendar, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <h1>Your account</h1>
      <Form method="post" className="card stack">
        <p>
          {account.name}, {account.email}
        </p>
        <div className="field">
          <label htmlFor="time-zone">Time zone</label>
          <select className="input" id="time-zone" name="timeZone" defaultValue={account.timeZone}>
            {timeZones.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <p className="muted">It decides what “today” is. For you it is {account.todayText}.</p>
        </div>
        <div>
          <button className="button button-primary">Save</button>
        </div>
      </Form>
      <CalendarFeed calendar={calendar} organization={account.organization.name} />
    </Page>
  );
}
