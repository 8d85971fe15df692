import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { apiKeyViews, newKeyOf } from "../api-keys/api-key-views.server.ts";
import { submitNewKey } from "../api-keys/submit-new-key.server.ts";
import { accountView } from "../auth/account-view.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { ApiKeyForm } from "../components/api-keys/api-key-form.tsx";
import { ApiKeyList } from "../components/api-keys/api-key-list.tsx";
import { NewApiKey } from "../components/api-keys/new-api-key.tsx";
import { Page } from "../components/page.tsx";
import { newFormKey } from "../database.server.ts";
import { takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { shownOnceHeader } from "../shown-once.server.ts";

export const meta: MetaFunction = () => [{ title: "API keys · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const { message, headers } = await takeMessage(request, context);
  const newKey = await newKeyOf(request, context, viewer, headers);
  const keys = await apiKeyViews(context, viewer);
  return data(
    { account: accountView(viewer), keys, newKey, formKey: newFormKey(), today: viewer.today, message },
    { headers },
  );
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const answer = await submitNewKey(await readForm(request, viewer, context), viewer, request, context);
  if (answer.outcome === "again") return data(answer, { status: answer.sentBefore ? 409 : 400 });
  const headers = { "Set-Cookie": await shownOnceHeader(context, "api-key", answer.secret) };
  return redirect("/api-keys", { status: 303, headers });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function ApiKeys() {
  const { account, keys, newKey, formKey, today, message } = useLoaderData<typeof loader>();
  const again = useActionData<typeof action>();
  return (
    <Page account={account} message={message}>
      <h1>API keys</h1>
      <p>
        With a key another system acts for {account.organization.name}, within the key’s scopes.{" "}
        <a href="/api">What the API can do</a>
      </p>
      {newKey && <NewApiKey secret={newKey} />}
      <ApiKeyList keys={keys} />
      <ApiKeyForm key={newKey} formKey={formKey} today={today} again={again && "problems" in again ? again : null} />
    </Page>
  );
}
