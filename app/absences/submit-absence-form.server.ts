import type { AppLoadContext } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { addAbsence, removeAbsence } from "../database.server.ts";
import { absenceDays, type AbsenceRefusal } from "../domain/absence.ts";
import { readAbsenceForm } from "../domain/absence-form.ts";
import { readFormKey } from "../domain/form-key.ts";
import type { Message } from "../message.server.ts";

/** What became of a form about absences: something to tell, or the form again. */
export type AbsenceAnswer =
  { outcome: "told"; message: Message } | { outcome: "again"; refusal: AbsenceRefusal } | { outcome: "notAllowed" };

/** Adds or removes an absence of the member `userId`, as the form asks. */
export async function submitAbsenceForm(
  form: FormData,
  userId: string,
  viewer: Viewer,
  request: Request,
  context: AppLoadContext,
): Promise<AbsenceAnswer> {
  const wanted = readAbsenceForm(form, userId);
  if (wanted.outcome === "badInput") return { outcome: "again", refusal: wanted.refusal };
  const { today, locale } = viewer;
  const source = auditSource(request, context, viewer);
  const act = { scope: viewer, source, today, locale, operationId: readFormKey(form) };
  const result =
    wanted.outcome === "add"
      ? await addAbsence(context.database, act, wanted.absence)
      : await removeAbsence(context.database, { ...act, operationId: undefined }, wanted.id);
  switch (result.outcome) {
    case "refused":
      return { outcome: "again", refusal: result.refusal };
    case "reused":
      return { outcome: "again", refusal: { field: "from", message: USED } };
    case "notAllowed":
      return { outcome: "notAllowed" };
    case "notFound":
      return { outcome: "told", message: { tone: "error", text: "That absence is gone already." } };
    case "changed": {
      const text = wanted.outcome === "add" ? `Away ${absenceDays(wanted.absence, locale)}` : "The absence is removed";
      const { operationId } = result;
      return { outcome: "told", message: { tone: "success", text, operationId, undoes: "removal" } };
    }
  }
}

const USED = "This form has added another absence already. Send it again to add this one too.";
