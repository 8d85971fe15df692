import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { TO_FOLLOW_UPS } from "../contacts/way-back.ts";
import { DoneAsForm } from "../components/done-as-form.tsx";
import { Page } from "../components/page.tsx";
import { doneAsView, submitDoneAs } from "../follow-ups/done-as.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction = () => [{ title: "Done as · Follow-ups" }];

/** Asks what came of the follow-ups that the address names. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const [view, { message, headers }] = await Promise.all([
    doneAsView(new URL(request.url).searchParams, viewer, context),
    takeMessage(request, context),
  ]);
  return data({ account: accountView(viewer), view, message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const answer = await submitDoneAs(await readForm(request, viewer, context), viewer, context);
  if (answer.outcome === "ask") return data({ view: answer.view }, { status: answer.status });
  const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
  return redirect(answer.redirectTo, { status: 303, headers });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function DoneAs() {
  const { account, message, ...opened } = useLoaderData<typeof loader>();
  const asked = useActionData<typeof action>()?.view;
  // Where no answer came the form stays.
  const [view, setView] = useState(asked ?? opened.view);
  if (asked && asked !== view) setView(asked);
  return (
    <Page account={account} message={message}>
      <h1 dir="auto">{view ? `Mark ${view.whom} done as` : "Done as"}</h1>
      {view ? (
        <DoneAsForm view={view} />
      ) : (
        <section className="card empty">
          <h2>Nobody is selected</h2>
          <Link className="button" to={TO_FOLLOW_UPS.href}>
            Go to follow-ups
          </Link>
        </section>
      )}
    </Page>
  );
}
