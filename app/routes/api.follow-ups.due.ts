import { api, type ApiCall } from "../api/api.server.ts";
import { requireApiViewer } from "../api/callers.server.ts";
import { ApiRefusal, idReused } from "../api/errors.ts";
import { readJson, readQuery } from "../api/input.server.ts";
import { bearerToken } from "../auth/bearer.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { changeFollowUps } from "../database.server.ts";
import type { NextDate } from "../domain/cadence.ts";
import { ChangeBody, DueQuery } from "../domain/follow-up-input.ts";
import { movedTexts } from "../domain/working-days-text.ts";
import { readDueList } from "../follow-ups/read-due-list.server.ts";
import { requireApiListViewer } from "../follow-ups/whose-list.server.ts";
import { nowOf } from "../now.server.ts";

async function listDueFollowUps({ request, context, caller }: ApiCall<Viewer>) {
  // What was said with a contact stays on our own pages: a token is another site's.
  const withNotes = bearerToken(request.headers.get("Authorization")) === null;
  const { q, for: whose, ...query } = readQuery(request, DueQuery);
  const viewer = await requireApiListViewer(request, context, caller, whose);
  return readDueList(context.database, viewer, { ...query, search: q?.trim(), withNotes });
}

async function changeDueFollowUps({ request, context, caller }: ApiCall<Viewer>) {
  const { for: whose, ...change } = await readJson(request, ChangeBody(caller.today));
  const viewer = await requireApiListViewer(request, context, caller, whose);
  const now = nowOf(context);
  const result = await changeFollowUps(context.database, viewer, { ...change, today: viewer.today, now });
  if (result.outcome === "reused") throw idReused("operationId", result.request);
  if (result.outcome === "notFound") {
    const whom = viewer.ofName ?? "you";
    throw new ApiRefusal("not_found", `None of these contacts is assigned to ${whom}.`);
  }
  const { count, operationId, next, nextIsSet, nurture } = result;
  const moved = movedTexts([...next, ...(nurture ?? [])], viewer.locale);
  const following = {
    ...(next.length > 0 && { next: next.map(plainDate), nextIsSet }),
    ...(nurture && { nurture: nurture.map(plainDate) }),
    ...(moved.length > 0 && { moved }),
  };
  return { ok: true, count, action: change.action, operationId, ...following };
}

const plainDate = ({ id, date }: NextDate) => ({ id, date });

export const loader = api(requireApiViewer, { GET: listDueFollowUps, PATCH: changeDueFollowUps });
export const action = loader;
