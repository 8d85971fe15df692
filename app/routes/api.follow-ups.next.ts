import { api, type ApiCall } from "../api/api.server.ts";
import { requireApiViewer } from "../api/callers.server.ts";
import { ApiRefusal, idReused } from "../api/errors.ts";
import { readJson } from "../api/input.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { setNextFollowUps } from "../database.server.ts";
import { NextBody } from "../domain/follow-up-input.ts";
import { withStandIns } from "../follow-ups/whose-list.server.ts";
import { nowOf } from "../now.server.ts";

async function setNext({ request, context, caller }: ApiCall<Viewer>) {
  const viewer = await withStandIns(request, context, caller);
  const operation = await readJson(request, NextBody);
  const now = nowOf(context);
  const result = await setNextFollowUps(context.database, viewer, { ...operation, today: viewer.today, now });
  if (result.outcome === "reused") throw idReused("newOperationId", result.request);
  if (result.outcome === "notFound") throw new ApiRefusal("not_found", "You marked nothing done by that id.");
  return { ok: true, count: result.count, action: "next", operationId: result.operationId };
}

export const loader = api(requireApiViewer, { POST: setNext });
export const action = loader;
