import { api, type ApiCall } from "../api/api.server.ts";
import { requireApiViewer } from "../api/callers.server.ts";
import { ApiRefusal, idReused } from "../api/errors.ts";
import { readJson } from "../api/input.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { setLeadQuality } from "../database.server.ts";
import { LeadQualityBody } from "../domain/follow-up-input.ts";
import { withStandIns } from "../follow-ups/whose-list.server.ts";
import { nowOf } from "../now.server.ts";

async function changeLeadQuality({ request, context, caller }: ApiCall<Viewer>) {
  const viewer = await withStandIns(request, context, caller);
  const { personId, ...change } = await readJson(request, LeadQualityBody);
  const now = nowOf(context);
  const result = await setLeadQuality(context.database, viewer, { id: personId, ...change, now });
  if (result.outcome === "reused") throw idReused("operationId", result.request);
  if (result.outcome === "notFound") throw new ApiRefusal("not_found", "There is no such contact of yours.");
  return { ok: true, leadQuality: result.outcome === "kept" ? result.before : change.leadQuality };
}

export const loader = api(requireApiViewer, { PATCH: changeLeadQuality });
export const action = loader;
