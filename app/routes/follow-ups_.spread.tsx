import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { SpreadForm } from "../components/spread-form.tsx";
import { newId, spreadFollowUps } from "../database.server.ts";
import { dueViewHref } from "../domain/due-view.ts";
import { readFormKey } from "../domain/form-key.ts";
import { SPREAD_CHANGED, spreadText } from "../domain/spread-text.ts";
import { readSpread, spreadView } from "../follow-ups/spread-view.server.ts";
import { requireListViewer, wayToList } from "../follow-ups/whose-list.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { nowOf } from "../now.server.ts";

export const meta: MetaFunction = () => [{ title: "Spread · Follow-ups" }];

/** What a spread would do, before anything is written. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const asked = readSpread(new URL(request.url).searchParams);
  const viewer = await requireListViewer(context, await requireViewer(request, context), asked.of.whose);
  const [view, { message, headers }] = await Promise.all([
    spreadView(context.database, viewer, asked),
    takeMessage(request, context),
  ]);
  const back = wayToList(viewer);
  return data({ account: accountView(viewer), back, view, formKey: newId("op"), message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const signedIn = await requireViewer(request, context);
  const form = await readForm(request, signedIn, context);
  const asked = readSpread(form);
  const viewer = await requireListViewer(context, signedIn, asked.of.whose);
  const now = nowOf(context);
  const wanted = { today: viewer.today, seen: String(form.get("seen")), operationId: readFormKey(form), now };
  const result = asked.request && (await spreadFollowUps(context.database, viewer, { ...asked.request, ...wanted }));
  if (result?.outcome === "spread") {
    const { count, days, operationId } = result;
    const text = spreadText(count, days, viewer.locale);
    const message = { tone: "success", text, ...(count > 0 && { operationId }) } as const;
    const headers = { "Set-Cookie": await messageHeader(context, message) };
    return redirect(dueViewHref(asked.of), { status: 303, headers });
  }
  const view = await spreadView(context.database, viewer, asked);
  return data({ view, formKey: newId("op"), problem: asked.problem ?? SPREAD_CHANGED }, { status: 409 });
}

export default function Spread() {
  const { account, back, message, ...first } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { view, formKey } = refused ?? first;
  return (
    <Page account={account} message={refused ? { tone: "error", text: refused.problem } : message}>
      <BackLink {...back} />
      <h1>Spread a backlog</h1>
      <SpreadForm view={view} formKey={formKey} />
    </Page>
  );
}
