import {
  data,
  redirect,
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { refusedAttempt } from "../auth/refused-attempt.ts";
import { safeRedirect } from "../auth/redirect-to.ts";
import { signIn } from "../auth/sign-in.server.ts";
import { findViewer } from "../auth/viewer.server.ts";
import { BrowserTimeZone } from "../components/browser-time-zone.tsx";
import { Brand } from "../components/brand.tsx";
import { DemoSignIn } from "../components/beginning/demo-sign-in.tsx";
import { DEMO_SIGN_IN, isDemoOpen, setFirstTimeZone } from "../database.server.ts";
import { timeZoneNamed } from "../domain/calendar.ts";
import { readFormData, withForm } from "../form-data.server.ts";
import { takeMessage } from "../message.server.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Follow-ups" }];

const WRONG = { problem: "The email or the password is wrong.", status: 401 };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const redirectTo = safeRedirect(new URL(request.url).searchParams.get("redirectTo"));
  // Where this is the page of a form that was refused, it has to say so, whoever is signed in.
  const isOfForm = request.headers.has("Content-Type");
  const { outcome } = await findViewer(request, context);
  if (outcome === "viewer" && !isOfForm) return redirect(redirectTo);
  const { message, headers } = await takeMessage(request, context);
  const demo = context.isDemo && (await isDemoOpen(context.database)) ? DEMO_SIGN_IN : null;
  return data({ redirectTo, message, singleSignOn: context.singleSignOn !== null, demo }, { headers });
}

/** A refusal's `Retry-After` reaches whoever reads the page, too. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function action({ request, context }: ActionFunctionArgs) {
  if (request.method !== "POST")
    throw new Response("Use POST to sign in.", { status: 405, headers: { Allow: "POST" } });
  const form = await readFormData(request);
  const redirectTo = safeRedirect(form.get("redirectTo"));
  const result = await signIn(withForm(request, form), context);
  if (result.outcome !== "signedIn") {
    const email = String(form.get("email") ?? "");
    const { problem, ...init } = result.outcome === "wait" ? refusedAttempt(result.seconds) : WRONG;
    return data({ email, redirectTo, problem }, init);
  }
  const timeZone = timeZoneNamed(String(form.get("timeZone")));
  if (timeZone) await setFirstTimeZone(context.database, result.userId, timeZone);
  return redirect(redirectTo, { status: 303, headers: result.headers });
}

export default function Login() {
  const { redirectTo, message, singleSignOn, demo } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const busy = useNavigation().state === "submitting";
  return (
    <main className="page" id="main">
      <div className="sign-in stack">
        <Brand />
        <Form method="post" className="card stack">
          <h1>Sign in</h1>
          {message && !refused && (
            <p className={message.tone === "error" ? "notice notice-error" : "notice"} role="status">
              {message.text}
            </p>
          )}
          {refused && (
            <p className="notice notice-error" role="alert" id="problem">
              {refused.problem}
            </p>
          )}
          <BrowserTimeZone />
          <input type="hidden" name="redirectTo" value={refused?.redirectTo ?? redirectTo} />
          <div className="field">
            <label htmlFor="email">Email</label>
            <input
              className="input"
              id="email"
              name="email"
              type="email"
              autoComplete="username"
              required
              defaultValue={refused?.email}
              aria-invalid={refused ? true : undefined}
              aria-describedby={refused ? "problem" : undefined}
            />
          </div>
          <div className="field">
            <label htmlFor="password">Password</label>
            <input
              className="input"
              id="password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              aria-invalid={refused ? true : undefined}
            />
          </div>
          <button className="button button-primary" disabled={busy}>
            {busy ? "Signing in…" : "Sign in"}
          </button>
          {singleSignOn && (
            <a className="button" href={`/sso?redirectTo=${encodeURIComponent(refused?.redirectTo ?? redirectTo)}`}>
              Sign in with single sign-on
            </a>
          )}
          <p>
            <Link to="/forgot">Forgot your password?</Link>
          </p>
        </Form>
        {demo && <DemoSignIn {...demo} redirectTo={refused?.redirectTo ?? redirectTo} busy={busy} />}
      </div>
    </main>
  );
}
