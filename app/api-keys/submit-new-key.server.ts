import type { AppLoadContext } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { addApiKeyOfForm, hasRoomForKey, isKnownForm, MOST_API_KEYS } from "../database.server.ts";
import { readApiKeyForm, type ApiKeyField, type KeyEnd } from "../domain/api-key-form.ts";
import { nextMidnight } from "../domain/calendar.ts";
import type { SentBefore } from "../domain/form-key.ts";
import { secretForm, sentBefore } from "../secret-form.server.ts";

/** What became of the form for a new key: the key, or the form again with what was chosen and what is wrong. */
export type NewKeyAnswer =
  | { outcome: "made"; secret: string }
  | {
      outcome: "again";
      chosen: { name: string; scopes: string[]; expiry: string; date: string };
      problems: Partial<Record<ApiKeyField, string>>;
      sentBefore?: SentBefore;
    };

/** Makes the API key that an admin asks for, once for each form. */
export async function submitNewKey(
  form: FormData,
  viewer: Viewer,
  request: Request,
  context: AppLoadContext,
): Promise<NewKeyAnswer> {
  const { organizationId } = viewer;
  const wanted = readApiKeyForm(form, viewer.today);
  const again = (problems: Partial<Record<ApiKeyField, string>>) => {
    const text = (name: string) => String(form.get(name) ?? "");
    const scopes = form.getAll("scopes").map(String);
    const chosen = { name: text("name"), scopes, expiry: text("expiry"), date: text("date") };
    return { outcome: "again" as const, chosen, problems };
  };
  if (wanted.outcome === "badInput") return again(wanted.problems);
  const ofForm = secretForm(form, context);
  const { operationId } = ofForm;
  // Sent again, a form meets the key that it has made itself.
  const isKnown = operationId !== undefined && (await isKnownForm(context.database, viewer, operationId));
  if (!isKnown && !(await hasRoomForKey(context.database, organizationId))) {
    return again({ name: `There are ${MOST_API_KEYS} keys already. Revoke one that nobody needs.` });
  }
  const { name, scopes, end } = wanted;
  const source = auditSource(request, context, viewer);
  const expiresAt = endOf(end, viewer, context);
  const key = { organizationId, name, scopes, expiresAt, now: source.now, source };
  const said = [name, scopes, end];
  const made = await addApiKeyOfForm(context.database, viewer.userId, { ...key, form: ofForm, said });
  if (made.outcome === "made") return made;
  return { ...again({}), sentBefore: sentBefore(made.outcome) };
}

function endOf(end: KeyEnd, { timeZone }: Viewer, { now }: AppLoadContext): Date | null {
  if (!end) return null;
  if ("date" in end) return new Date(nextMidnight(end.date, timeZone));
  return new Date(now.add({ hours: 24 * end.days }).epochMilliseconds);
}
