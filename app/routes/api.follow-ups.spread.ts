import type * as v from "valibot";
import type { SpreadAnswer } from "../api/answers.ts";
import { api, type ApiCall } from "../api/api.server.ts";
import { requireApiViewer } from "../api/callers.server.ts";
import { ApiRefusal, idReused } from "../api/errors.ts";
import { readJson } from "../api/input.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { previewSpread, spreadFollowUps, type SpreadFailure } from "../database.server.ts";
import { SpreadBody } from "../domain/follow-up-input.ts";
import { SPREAD_CHANGED, TOO_MANY_TO_SPREAD, tooLittleRoomText } from "../domain/spread-text.ts";
import { USUAL_LOCALE } from "../domain/locale.ts";
import { requireApiListViewer } from "../follow-ups/whose-list.server.ts";
import { nowOf } from "../now.server.ts";

async function spreadBacklog({
  request,
  context,
  caller,
}: ApiCall<Viewer>): Promise<v.InferOutput<typeof SpreadAnswer>> {
  const { dryRun, seen, operationId, for: whose, ...body } = await readJson(request, SpreadBody);
  const viewer = await requireApiListViewer(request, context, caller, whose);
  const wanted = { ...body, today: viewer.today };
  if (dryRun) {
    const preview = await previewSpread(context.database, viewer, wanted);
    if (preview.outcome !== "fits") throw refusalOf(preview, wanted);
    const { count, days, seen } = preview;
    const daysOff = preview.daysOff.map(({ date, name }) => ({ date, name: name ?? "" }));
    return { ok: true, action: "spread", count, days, seen, ...(daysOff.length > 0 && { daysOff }) };
  }
  const now = nowOf(context);
  const result = await spreadFollowUps(context.database, viewer, { ...wanted, seen, operationId, now });
  if (result.outcome === "reused") throw idReused("operationId", result.request);
  if (result.outcome !== "spread") throw refusalOf(result, wanted);
  return { ok: true, action: "spread", count: result.count, operationId: result.operationId };
}

function refusalOf(failure: SpreadFailure, { days, perDay }: { days: number; perDay: number }): ApiRefusal {
  switch (failure.outcome) {
    case "changed":
      return new ApiRefusal("list_changed", SPREAD_CHANGED);
    case "tooMany":
      return new ApiRefusal("bad_input", TOO_MANY_TO_SPREAD, {
        issues: [{ field: "filter", message: TOO_MANY_TO_SPREAD }],
      });
    case "tooLittleRoom": {
      const message = tooLittleRoomText({ ...failure, days, perDay }, USUAL_LOCALE);
      return new ApiRefusal("bad_input", message, { issues: [{ field: "perDay", message }] });
    }
  }
}

export const loader = api(requireApiViewer, { POST: spreadBacklog });
export const action = loader;
