import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { BackLink } from "../components/back-link.tsx";
import { TO_CONTACTS } from "../contacts/way-back.ts";
import { UploadForm } from "../components/import/upload-form.tsx";
import { Page } from "../components/page.tsx";
import { MOST_MEGABYTES, receiveUpload } from "../import/receive-upload.server.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { takeMessage } from "../message.server.ts";

export const meta: MetaFunction = () => [{ title: "Import contacts · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const { message, headers } = await takeMessage(request, context);
  return data({ account: accountView(viewer), mostMegabytes: MOST_MEGABYTES, message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const received = await receiveUpload(request, viewer, context);
  if (received.outcome === "kept") return redirect(`/import/${received.id}`, { status: 303 });
  return data({ problem: received.problem }, { status: received.status });
}

export default function Import() {
  const { account, mostMegabytes, message } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Page account={account} message={message}>
      <BackLink {...TO_CONTACTS} />
      <h1>Import contacts</h1>
      <UploadForm mostMegabytes={mostMegabytes} problem={refused?.problem ?? null} />
    </Page>
  );
}
