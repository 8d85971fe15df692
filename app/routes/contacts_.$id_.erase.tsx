import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { ConfirmForm } from "../components/contacts/confirm-form.tsx";
import { Page } from "../components/page.tsx";
import { countErasure, eraseContact, findProfile } from "../database.server.ts";
import { erasureText } from "../domain/erasure-text.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { carriedFrom, TO_CONTACTS } from "../contacts/way-back.ts";

export const meta: MetaFunction = () => [{ title: "Erase a contact · Follow-ups" }];

export async function loader({ request, context, params: { id = "" } }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const { organizationId } = viewer;
  const [profile, erasure, { message, headers }] = await Promise.all([
    findProfile(context.database, viewer, id),
    countErasure(context.database, { organizationId, id }),
    takeMessage(request, context),
  ]);
  if (!profile || !erasure) throw notThere();
  const { name } = profile.contact;
  const page = { id, name, from: carriedFrom(request), what: erasureText(erasure) };
  return data({ account: accountView(viewer), ...page, message }, { headers });
}

export async function action({ request, context, params: { id = "" } }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  await readForm(request, viewer, context);
  const { organizationId } = viewer;
  const source = auditSource(request, context, viewer);
  const erasure = await eraseContact(context.database, { organizationId, id }, source);
  if (!erasure) throw notThere();
  const message = { tone: "success", text: `Erased ${erasureText(erasure)}` } as const;
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(carriedFrom(request) ?? TO_CONTACTS.href, { status: 303, headers });
}

function notThere() {
  return new Response("There is no such contact.", { status: 404 });
}

export default function EraseContact() {
  const { account, id, name, from, what, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <ConfirmForm verb="Erase" contact={{ id, name }} from={from} label="Erase for good">
        <p>
          This takes away {what}. Files of imports that are still kept go too. Afterwards nobody can tell that there was
          such a contact, and it can’t be undone.
        </p>
        <p className="muted">To keep a contact out of the way, make it archived instead.</p>
      </ConfirmForm>
    </Page>
  );
}
