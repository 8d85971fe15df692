import { Form } from "@remix-run/react";
import { BrowserTimeZone } from "../browser-time-zone.tsx";

/** Says how to sign in to the demo, and does it at a press. */
export function DemoSignIn({
  email,
  password,
  redirectTo,
  busy,
}: {
  email: string;
  password: string;
  redirectTo: string;
  busy: boolean;
}) {
  return (
    <Form method="post" className="card stack">
      <h2>Just trying it?</h2>
      <p>
        Demo data is loaded. Sign in as <b>{email}</b> with the password <b>{password}</b>.
      </p>
      <BrowserTimeZone />
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="password" value={password} />
      <input type="hidden" name="redirectTo" value={redirectTo} />
      <button className="button" disabled={busy}>
        Open the demo
      </button>
    </Form>
  );
}
