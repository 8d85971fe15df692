import { api, type ApiCall } from "../api/api.server.ts";
import { requireApiViewer } from "../api/callers.server.ts";
import { ApiRefusal } from "../api/errors.ts";
import { readJson } from "../api/input.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { UndoBody } from "../domain/follow-up-input.ts";
import { withStandIns } from "../follow-ups/whose-list.server.ts";
import { takeBackOperation } from "../follow-ups/take-back.server.ts";

async function undo({ request, context, caller }: ApiCall<Viewer>) {
  const { operationId } = await readJson(request, UndoBody);
  const viewer = await withStandIns(request, context, caller);
  const result = await takeBackOperation(request, context, viewer, operationId);
  if (result.outcome === "notFound") throw new ApiRefusal("not_found", "You did no such operation.");
  const onlyLogged = "onlyLogged" in result && result.onlyLogged;
  return {
    ok: true,
    count: result.count,
    action: "undo",
    operationId: result.operationId,
    ...(onlyLogged && { onlyLogged }),
  };
}

export const loader = api(requireApiViewer, { POST: undo });
export const action = loader;
