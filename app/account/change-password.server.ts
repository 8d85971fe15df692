import type { AppLoadContext } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { checkPassword } from "../auth/check-password.server.ts";
import type { SignedInViewer } from "../auth/viewer.server.ts";
import { findUserByEmail, recordAudit, setPassword } from "../database.server.ts";
import { readNewPassword } from "../domain/account-form.ts";

/** What became of the form, with what to say beside a field. */
export type ChangePasswordResult =
  | { outcome: "changed" }
  | { outcome: "wrongCurrent"; problem: string }
  | { outcome: "badPassword"; problem: string }
  | { outcome: "wait"; seconds: number };

/** Changes the viewer's password as the form asks; it must know the current one. Other sessions of the viewer end. */
export async function changePassword(
  request: Request,
  context: AppLoadContext,
  viewer: SignedInViewer,
  form: FormData,
): Promise<ChangePasswordResult> {
  const chosen = readNewPassword(form);
  if (chosen.outcome === "badInput") return { outcome: "badPassword", problem: chosen.problem };
  const current = form.get("current");
  const user = await findUserByEmail(context.database, viewer.email);
  const checked = await checkPassword(request, context, {
    email: viewer.email,
    user,
    password: typeof current === "string" ? current : "",
  });
  if (checked.outcome === "wait") return checked;
  if (checked.outcome === "wrong") return { outcome: "wrongCurrent", problem: "That isn’t your current password." };
  const { userId, sessionKey: keepSession } = viewer;
  const result = await setPassword(context.database, { userId, password: chosen.password, keepSession });
  if (result.outcome === "badPassword") return result;
  const organizationId = viewer.organizations.map(({ id }) => id);
  await recordAudit(context.database, auditSource(request, context, viewer), {
    organizationId,
    kind: "passwordChanged",
  });
  return { outcome: "changed" };
}
