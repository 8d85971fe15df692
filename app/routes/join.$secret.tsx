import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Brand } from "../components/brand.tsx";
import { JoinForm } from "../components/members/join-form.tsx";
import { acceptInvitation, joinView } from "../members/accept-invitation.server.ts";

export const meta: MetaFunction = () => [
  { title: "Invitation · Follow-ups" },
  // The secret stands in the address.
  { name: "referrer", content: "same-origin" },
];

const NO_LINK =
  "This invitation no longer works: it was used or revoked, or is older than three days. Ask for a new one.";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const view = await joinView(request, context, params.secret ?? "");
  if (!view) throw new Response(NO_LINK, { status: 410 });
  return view;
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const secret = params.secret ?? "";
  const answer = await acceptInvitation(request, context, secret);
  switch (answer.outcome) {
    case "joined":
      return redirect("/follow-ups", { status: 303, headers: answer.headers });
    case "badInput":
      return data({ name: answer.name, problems: answer.problems }, { status: 400 });
    case "noLink":
      throw new Response(NO_LINK, { status: 410 });
    case "otherPerson":
      throw new Response("This invitation is for another email than the one you are signed in with.", { status: 403 });
    case "hasAccount":
      // The page tells them to sign in.
      return redirect(`/join/${encodeURIComponent(secret)}`, { status: 303 });
  }
}

export default function Join() {
  const { organization, email, hasAccount, signedInAs } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { pathname } = useLocation();
  return (
    <main className="page" id="main">
      <div className="sign-in stack">
        <Brand />
        <section className="card stack">
          <h1>Join {organization}</h1>
          <p>
            You are invited as <strong>{email}</strong>.
          </p>
          {signedInAs === null && !hasAccount && <JoinForm email={email} refused={refused ?? null} />}
          {signedInAs === null && hasAccount && (
            <>
              <p>You have an account already: sign in to join with it.</p>
              <a className="button button-primary" href={`/login?redirectTo=${encodeURIComponent(pathname)}`}>
                Sign in
              </a>
            </>
          )}
          {signedInAs === email && (
            <form method="post">
              <button className="button button-primary">Join {organization}</button>
            </form>
          )}
          {signedInAs !== null && signedInAs !== email && (
            <form method="post" action="/logout" className="stack">
              <p>
                Here <strong>{signedInAs}</strong> is signed in, whom this invitation isn’t for. Sign out, then open the
                link again.
              </p>
              <button className="button">Sign out</button>
            </form>
          )}
        </section>
      </div>
    </main>
  );
}
