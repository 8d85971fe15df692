import {
  data,
  redirect,
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { changePassword } from "../account/change-password.server.ts";
import { accountView } from "../auth/account-view.ts";
import { refusedAttempt } from "../auth/refused-attempt.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { NewPasswordFields } from "../components/account/new-password-fields.tsx";
import { Page } from "../components/page.tsx";
import { readFormData } from "../form-data.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";

export const meta: MetaFunction = () => [{ title: "Change password · Follow-ups" }];

export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { message, headers } = await takeMessage(request, context);
  return data({ account: accountView(viewer), message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const result = await changePassword(request, context, viewer, await readFormData(request));
  switch (result.outcome) {
    case "wait": {
      const { problem, ...init } = refusedAttempt(result.seconds);
      return data({ current: problem, chosen: null }, init);
    }
    case "wrongCurrent":
      return data({ current: result.problem, chosen: null }, { status: 400 });
    case "badPassword":
      return data({ current: null, chosen: result.problem }, { status: 400 });
  }
  const text = "Password changed. You are signed out everywhere else.";
  const headers = { "Set-Cookie": await messageHeader(context, { tone: "success", text }) };
  return redirect("/account", { status: 303, headers });
}

export default function ChangePassword() {
  const { account, message } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const invalid = refused?.current ? ({ "aria-invalid": true, "aria-describedby": "current-problem" } as const) : {};
  return (
    <Page account={account} message={message}>
      <h1>Change your password</h1>
      <Form method="post" className="card stack password-form">
        <input type="text" name="username" autoComplete="username" value={account.email} readOnly hidden />
        <div className="field">
          <label htmlFor="current">Current password</label>
          <input
            className="input"
            id="current"
            name="current"
            type="password"
            autoComplete="current-password"
            required
            {...invalid}
          />
          {refused?.current && (
            <p className="problem" id="current-problem">
              {refused.current}
            </p>
          )}
        </div>
        <NewPasswordFields problem={refused?.chosen ?? null} />
        <p className="muted">Every other browser in which you are signed in is signed out.</p>
        <div className="form-actions">
          <button className="button button-primary">Change password</button>
          <a className="button" href="/account">
            Cancel
          </a>
        </div>
      </Form>
    </Page>
  );
}
