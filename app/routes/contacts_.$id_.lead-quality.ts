import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import * as v from "valibot";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { setLeadQuality } from "../database.server.ts";
import { LeadQualityBody } from "../domain/follow-up-input.ts";
import { keptQualityText, leadQualityText } from "../domain/lead-quality-text.ts";
import { requireListViewer } from "../follow-ups/whose-list.server.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { profileHref } from "../contacts/way-back.ts";
import { nowOf } from "../now.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  return redirect(profileHref(params.id ?? ""));
}

/** Sets the contact's lead quality; an empty one is none. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireListViewer(context, await requireViewer(request, context));
  const form = await readForm(request, viewer, context);
  const fields = { personId: params.id, leadQuality: form.get("leadQuality") || null };
  const wanted = v.safeParse(
    LeadQualityBody,
    form.has("from") ? { ...fields, from: form.get("from") || null } : fields,
  );
  if (!wanted.success) throw new Response("There is no such lead quality.", { status: 400 });
  const { personId: id, leadQuality, from } = wanted.output;
  const now = nowOf(context);
  const result = await setLeadQuality(context.database, viewer, { id, leadQuality, from, now });
  if (result.outcome === "notFound" || result.outcome === "reused") {
    throw new Response("There is no such contact.", { status: 404 });
  }
  const { contactName, before } = result;
  const message: Message =
    result.outcome === "kept"
      ? { tone: "error", text: keptQualityText(contactName, before) }
      : {
          tone: "success",
          text: leadQualityText(contactName, leadQuality),
          ...(before !== leadQuality && {
            leadQualityBefore: { contactId: id, contactName, leadQuality: before, now: leadQuality },
          }),
        };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(safeRedirect(form.get("redirectTo"), profileHref(id)), { status: 303, headers });
}
