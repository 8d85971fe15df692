import type * as v from "valibot";
import type { LoggedAnswer } from "../api/answers.ts";
import { api, type ApiCall } from "../api/api.server.ts";
import { requireViewerOrKey, type CallingKey } from "../api/callers.server.ts";
import { ApiRefusal, idReused } from "../api/errors.ts";
import { readJson } from "../api/input.server.ts";
import { tellOfExchange } from "../api/tell-of-exchange.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { findOrganization, logActivity, operationIdOf, type Logger } from "../database.server.ts";
import { ActivityBody } from "../domain/activity-input.ts";
import { todayIn } from "../domain/calendar.ts";
import { withStandIns } from "../follow-ups/whose-list.server.ts";
import { nowOf } from "../now.server.ts";

type Caller = Viewer | CallingKey;

async function addActivity(call: ApiCall<Caller>): Promise<v.InferOutput<typeof LoggedAnswer>> {
  const { request, context, caller, params } = call;
  const now = nowOf(context);
  const { id, countsAsFollowUp: counts, ...said } = await readJson(request, ActivityBody(now));
  const { logger, timeZone } = await loggerOf(call);
  const result = await logActivity(context.database, logger, {
    ...{ ...said, id: params.id ?? "", counts, now, timeZone, today: todayIn(context.now, timeZone) },
    ...(id !== undefined && { operationId: operationIdOf(id) }),
  });
  if (result.outcome === "reused") throw idReused("id", result.request);
  if (result.outcome === "notFound") throw new ApiRefusal("not_found", "There is no such contact.");
  if ("keyId" in caller) await tellOfExchange({ ...call, caller }, "imported");
  const { operationId, effect, nextFollowUpDate } = result;
  return { ok: true, operationId, effect: effect === "meanwhile" ? "stays" : effect, nextFollowUpDate };
}

/** In whose name it is logged, and by the clock of which place. */
async function loggerOf({ request, caller, context }: ApiCall<Caller>): Promise<{ logger: Logger; timeZone: string }> {
  if (!("keyId" in caller)) {
    return { logger: await withStandIns(request, context, caller), timeZone: caller.timeZone };
  }
  const { organizationId, keyId } = caller;
  const organization = await findOrganization(context.database, organizationId);
  const logger = { organizationId, userId: keyId, role: "admin", isKey: true } as const;
  return { logger, timeZone: organization?.timeZone ?? "UTC" };
}

export const loader = api(requireViewerOrKey("contacts"), { POST: addActivity });
export const action = loader;
