import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { BackLink } from "../components/back-link.tsx";
import { TO_CONTACTS } from "../contacts/way-back.ts";
import { AlreadyThere } from "../components/contacts/already-there.tsx";
import { ContactFields } from "../components/contacts/contact-fields.tsx";
import { NewContactMore } from "../components/contacts/new-contact-more.tsx";
import { FormKey } from "../components/form-key.tsx";
import { Page } from "../components/page.tsx";
import { SubmitButton } from "../components/submit-button.tsx";
import { submitNewContact } from "../contacts/submit-new-contact.server.ts";
import { listMembers, newFormKey } from "../database.server.ts";
import { NO_DETAILS, typedDetails } from "../domain/contact-form.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { OrganizationField } from "../components/organization-field.tsx";
import { readForm } from "../read-form.server.ts";
import { isUnsent } from "../send-or-keep.ts";
import { profileHref } from "../contacts/way-back.ts";

export const meta: MetaFunction = () => [{ title: "Add contact · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const members = viewer.role === "admin" ? await listMembers(context.database, viewer.organizationId) : null;
  const { message, headers } = await takeMessage(request, context);
  return data(
    { account: accountView(viewer), members, userId: viewer.userId, formKey: newFormKey(), message },
    { headers },
  );
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const result = await submitNewContact(await readForm(request, viewer, context), viewer, context);
  if (result.outcome === "again") return data(result, { status: result.alike || result.newKey ? 409 : 400 });
  const headers = { "Set-Cookie": await messageHeader(context, { tone: "success", text: result.text }) };
  return redirect(profileHref(result.id), { status: 303, headers });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function NewContact() {
  const { account, members, userId, formKey, message } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const again = isUnsent(answer) ? undefined : answer;
  const typed = again?.typed ?? typedDetails(NO_DETAILS);
  return (
    <Page account={account} message={message}>
      <BackLink {...TO_CONTACTS} />
      <h1>Add contact</h1>
      <Form method="post" className="card stack new-contact" noValidate={again !== undefined}>
        <OrganizationField />
        <FormKey key={again?.newKey} formKey={again?.newKey ?? formKey} />
        {again?.alike && <AlreadyThere alike={again.alike} />}
        {again && !again.alike && (
          <p className="notice notice-error" role="alert">
            {again.newKey
              ? "This form already added a contact with other details. Nothing was added now: send it again to add this one too."
              : "Not added yet: check the marked fields."}
          </p>
        )}
        <ContactFields typed={typed} errors={again?.errors ?? {}} />
        <NewContactMore
          date={again?.date ?? ""}
          dateError={again?.dateError}
          members={members}
          assigneeIds={again?.assigneeIds ?? [userId]}
          assigneesError={again?.assigneesError}
        />
        <div className="form-actions">
          {again?.alike ? (
            <SubmitButton name="anyway" value="yes">
              Add anyway
            </SubmitButton>
          ) : (
            <SubmitButton>Add contact</SubmitButton>
          )}
          <Link className="button button-quiet" to="/contacts">
            Cancel
          </Link>
        </div>
      </Form>
    </Page>
  );
}
