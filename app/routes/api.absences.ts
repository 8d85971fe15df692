import type * as v from "valibot";
import type { AbsenceAddedAnswer, AbsencesAnswer } from "../api/team-answers.ts";
import { api, type ApiCall } from "../api/api.server.ts";
import { requireSessionViewer } from "../api/callers.server.ts";
import { absenceRefused } from "../absences/absence-refused.server.ts";
import { readJson } from "../api/input.server.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { addAbsence, listAbsences } from "../database.server.ts";
import { AbsenceBody } from "../domain/absence-form.ts";
import { USUAL_LOCALE } from "../domain/locale.ts";

/** The absences of everybody for an admin, else the caller's own, and those for which they stand in. */
async function readAbsences({ context, caller }: ApiCall<Viewer>): Promise<v.InferOutput<typeof AbsencesAnswer>> {
  const { organizationId, userId, role, today } = caller;
  const all = await listAbsences(context.database, organizationId, { today });
  return { absences: role === "admin" ? all : all.filter((each) => [each.userId, each.standInId].includes(userId)) };
}

async function add({ request, context, caller }: ApiCall<Viewer>): Promise<v.InferOutput<typeof AbsenceAddedAnswer>> {
  const { userId = caller.userId, operationId, ...absence } = await readJson(request, AbsenceBody);
  const source = auditSource(request, context, caller);
  const act = { scope: caller, source, today: caller.today, locale: USUAL_LOCALE, operationId };
  const result = await addAbsence(context.database, act, { userId, ...absence });
  if (result.outcome !== "changed") throw absenceRefused(result);
  return { ok: true, id: result.id, operationId: result.operationId };
}

export const loader = api(requireSessionViewer, { GET: readAbsences, POST: add });
export const action = loader;
