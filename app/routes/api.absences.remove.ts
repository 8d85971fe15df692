import type * as v from "valibot";
import { absenceRefused } from "../absences/absence-refused.server.ts";
import type { AbsenceAddedAnswer } from "../api/team-answers.ts";
import { api, type ApiCall } from "../api/api.server.ts";
import { requireSessionViewer } from "../api/callers.server.ts";
import { readJson } from "../api/input.server.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { removeAbsence } from "../database.server.ts";
import { AbsenceRemovalBody } from "../domain/absence-form.ts";
import { USUAL_LOCALE } from "../domain/locale.ts";

async function remove({
  request,
  context,
  caller,
}: ApiCall<Viewer>): Promise<v.InferOutput<typeof AbsenceAddedAnswer>> {
  const { id, operationId } = await readJson(request, AbsenceRemovalBody);
  const source = auditSource(request, context, caller);
  const act = { scope: caller, source, today: caller.today, locale: USUAL_LOCALE, operationId };
  const result = await removeAbsence(context.database, act, id);
  if (result.outcome !== "changed") throw absenceRefused(result);
  return { ok: true, id: result.id, operationId: result.operationId };
}

export const loader = api(requireSessionViewer, { POST: remove });
export const action = loader;
