import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { ConfirmForm } from "../components/contacts/confirm-form.tsx";
import { Page } from "../components/page.tsx";
import { operationIdOf, THERE_NO_MORE } from "../contacts/removal-form.ts";
import { deleteContact, findProfile, newId } from "../database.server.ts";
import { messageHeader, takeMessage, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { carriedFrom, TO_CONTACTS } from "../contacts/way-back.ts";

export const meta: MetaFunction = () => [{ title: "Delete a contact · Follow-ups" }];

export async function loader({ request, context, params: { id = "" } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const [profile, { message, headers }] = await Promise.all([
    findProfile(context.database, viewer, id),
    takeMessage(request, context),
  ]);
  if (!profile) throw new Response(THERE_NO_MORE, { status: 404 });
  const { name } = profile.contact;
  const page = { id, name, from: carriedFrom(request), operationId: newId("op") };
  return data({ account: accountView(viewer), ...page, message }, { headers });
}

export async function action({ request, context, params: { id = "" } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await readForm(request, viewer, context);
  const deletion = { id, operationId: operationIdOf(form) };
  const result = await deleteContact(context.database, viewer, auditSource(request, context, viewer), deletion);
  if (result.outcome !== "deleted") throw new Response(THERE_NO_MORE, { status: 404 });
  const { name, operationId } = result;
  const text = `Deleted ${name ?? "the contact"}. For a day you can undo that here or under Done today.`;
  const message: Message = { tone: "success", text, operationId, undoes: "removal" };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(carriedFrom(request) ?? TO_CONTACTS.href, { status: 303, headers });
}

export default function DeleteContact() {
  const { account, id, name, from, operationId, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <ConfirmForm verb="Delete" contact={{ id, name }} from={from} label="Delete contact">
        <input type="hidden" name="operationId" value={operationId} />
        <p>The contact and its timeline leave every list at once. For a day you can undo that under Done today.</p>
      </ConfirmForm>
    </Page>
  );
}
