import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Brand } from "../components/brand.tsx";
import { DEMO_SIGN_IN, isDemoOpen } from "../database.server.ts";

export const meta: MetaFunction = () => [{ title: "Forgot your password? · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const membersPage = `${new URL(request.url).origin}/members`;
  const demo = context.isDemo && (await isDemoOpen(context.database)) ? DEMO_SIGN_IN : null;
  return { mailHref: mailHref(membersPage), singleSignOn: context.singleSignOn !== null, demo };
}

/** A letter to an admin that only lacks who that is. */
function mailHref(membersPage: string): string {
  const text = `Hi,\n\nI can’t sign in to Follow-ups any more. Could you create a link for a new password for me? Open ${membersPage}, choose Manage beside my name, and press Create link.\n\nThank you!`;
  return `mailto:?subject=${encodeURIComponent("New password for Follow-ups")}&body=${encodeURIComponent(text)}`;
}

export default function Forgot() {
  const { mailHref, singleSignOn, demo } = useLoaderData<typeof loader>();
  return (
    <main className="page" id="main">
      <div className="sign-in stack">
        <Brand />
        <section className="card stack">
          <h1>Forgot your password?</h1>
          {demo && (
            <div className="notice notice-info">
              <p>
                This is a demo: sign in as <b>{demo.email}</b> with the password <b>{demo.password}</b>.
              </p>
            </div>
          )}
          <ol className="steps">
            <li>Ask an admin of your organization for a link to set a new one.</li>
            <li>They open Members, choose Manage beside your name, and create the link there.</li>
            <li>Open it within three days and choose a new password. It works once.</li>
          </ol>
          <a className="button button-primary" href={mailHref}>
            Email an admin
          </a>
          {singleSignOn && (
            <a className="button" href="/sso">
              Sign in with single sign-on
            </a>
          )}
          <details className="disclosure">
            <summary>You are the only admin?</summary>
            <p>
              Whoever runs this server creates the link with <code>npm run db -- user set-password --email</code> and
              your email.
            </p>
          </details>
          <p>
            <Link to="/login">Back to sign in</Link>
          </p>
        </section>
      </div>
    </main>
  );
}
