import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { safeRedirect } from "../auth/redirect-to.ts";
import { startSession } from "../auth/session.server.ts";
import { signIn } from "../auth/sign-in.server.ts";
import { findViewer } from "../auth/viewer.server.ts";
import { BrowserTimeZone } from "../components/browser-time-zone.tsx";
import { Brand } from "../components/brand.tsx";
import { setFirstTimeZone } from "../database.server.ts";
import { isTimeZone } from "../domain/calendar.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const redirectTo = safeRedirect(new URL(request.url).searchParams.get("redirectTo"));
  const { outcome } = await findViewer(request, context);
  return outcome === "viewer" ? redirect(redirectTo) : { redirectTo };
}

export async function action({ request, context }: ActionFunctionArgs) {
  if (request.method !== "POST")
    throw new Response("Use POST to sign in.", { status: 405, headers: { Allow: "POST" } });
  const form = await request.clone().formData();
  const redirectTo = safeRedirect(form.get("redirectTo"));
  const result = await signIn(request, context);
  if (result.outcome === "refused") {
    const email = String(form.get("email") ?? "");
    return data({ email, redirectTo, problem: "The email or the password is wrong." }, { status: 401 });
  }
  const timeZone = form.get("timeZone");
  if (typeof timeZone === "string" && timeZone && isTimeZone(timeZone)) {
    await setFirstTimeZone(context.database, result.signedIn.userId, timeZone);
  }
  const cookie = await startSession(request, context, { ...result.signedIn, signedInBy: "password" });
  return redirect(redirectTo, { status: 303, headers: { "Set-Cookie": cookie } });
}

export default function Login() {
  const { redirectTo } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const busy = useNavigation().state === "submitting";
  return (
    <main className="page" id="main">
      <div className="sign-in stack">
        <Brand />
        <Form method="post" className="card stack">
          <h1>Sign in</h1>
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
        </Form>
      </div>
    </main>
  );
}
