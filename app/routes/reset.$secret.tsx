import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { auditSource } from "../auth/audit-source.server.ts";
import { NewPasswordFields } from "../components/account/new-password-fields.tsx";
import { Brand } from "../components/brand.tsx";
import { findLinkedUser, recordAudit, resetPassword } from "../database.server.ts";
import { readNewPassword } from "../domain/account-form.ts";
import { readFormData } from "../form-data.server.ts";
import { messageHeader } from "../message.server.ts";
import { nowOf } from "../now.server.ts";

export const meta: MetaFunction = () => [
  { title: "Choose a password · Follow-ups" },
  // The secret stands in the address. With no referrer at all, the form's post would say `Origin: null`.
  { name: "referrer", content: "same-origin" },
];

const NO_LINK = "This link no longer works: it was used already, or is older than three days. Ask for a new one.";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const now = nowOf(context);
  const user = await findLinkedUser(context.database, params.secret ?? "", now);
  if (!user) throw new Response(NO_LINK, { status: 410 });
  return { email: user.email };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const now = nowOf(context);
  // Nothing is read of whoever has no link.
  if (!(await findLinkedUser(context.database, params.secret ?? "", now))) throw new Response(NO_LINK, { status: 410 });
  const chosen = readNewPassword(await readFormData(request));
  if (chosen.outcome === "badInput") return data({ problem: chosen.problem }, { status: 400 });
  const { password } = chosen;
  const result = await resetPassword(context.database, { secret: params.secret ?? "", password, now });
  if (result.outcome === "noLink") throw new Response(NO_LINK, { status: 410 });
  if (result.outcome === "badPassword") return data({ problem: result.problem }, { status: 400 });
  const { _id: userId, email, memberships } = result.user;
  await recordAudit(context.database, auditSource(request, context, { userId, email }), {
    organizationId: memberships.map(({ organizationId }) => organizationId),
    kind: "passwordChanged",
    detail: "with a link",
  });
  const text = "Password set. Sign in with it.";
  return redirect("/login", {
    status: 303,
    headers: { "Set-Cookie": await messageHeader(context, { tone: "success", text }) },
  });
}

export default function Reset() {
  const { email } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <main className="page" id="main">
      <div className="sign-in stack">
        <Brand />
        <Form method="post" className="card stack">
          <h1>Choose a password</h1>
          <p>
            For <strong>{email}</strong>. Wherever you are signed in, you will be signed out.
          </p>
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <NewPasswordFields problem={refused?.problem ?? null} />
          <button className="button button-primary">Set password</button>
        </Form>
      </div>
    </main>
  );
}
