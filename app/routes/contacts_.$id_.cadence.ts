import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { setContactCadence } from "../database.server.ts";
import { ownCadenceText, ownRhythmText } from "../domain/cadence-text.ts";
import { sentences } from "../domain/sentences.ts";
import { readCadenceForm } from "../domain/settings-input.ts";
import { requireListViewer } from "../follow-ups/whose-list.server.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { profileHref } from "../contacts/way-back.ts";
import { nowOf } from "../now.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  return redirect(profileHref(params.id ?? ""));
}

/** Sets the contact's own cadence. */
export async function action({ request, context, params: { id = "" } }: ActionFunctionArgs) {
  const viewer = await requireListViewer(context, await requireViewer(request, context));
  const form = await readForm(request, viewer, context);
  const wanted = readCadenceForm(form);
  let message: Message;
  if (wanted.outcome === "badInput") message = { tone: "error", text: wanted.message };
  else {
    const { cadenceDays } = wanted;
    const now = nowOf(context);
    const before = await setContactCadence(context.database, viewer, { id, cadenceDays, now });
    if (!before) throw new Response("There is no such contact.", { status: 404 });
    const seen = form.get("seenDays");
    // Whoever else has changed it since the form was shown is told of.
    const isAsSeen = seen === null || seen === String(before.cadenceDays ?? "") || before.cadenceDays === cadenceDays;
    const meanwhile =
      !isAsSeen && `Meanwhile it had been changed to: ${ownRhythmText(before.cadenceDays) ?? "by lead quality"}`;
    message = { tone: "success", text: sentences(ownCadenceText(cadenceDays), meanwhile) };
  }
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(safeRedirect(form.get("redirectTo"), profileHref(id)), { status: 303, headers });
}
