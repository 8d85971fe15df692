import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import { createHash } from "node:crypto";
import { unavailability } from "../database.server.ts";
import { ApiRefusal } from "./errors.ts";
import { jsonAnswer } from "./json-answer.ts";

type Method = "GET" | "POST" | "PATCH";

/** One call of the API, and who makes it. */
export interface ApiCall<Caller> {
  request: Request;
  context: AppLoadContext;
  caller: Caller;
  /** What its address names. */
  params: LoaderFunctionArgs["params"];
}

/**
 * The loader and action of an API route: it finds the caller, calls the method's handler, and turns every failure into
 * the API's error answer.
 */
export function api<Caller>(
  requireCaller: (request: Request, context: AppLoadContext) => Promise<Caller>,
  handlers: Partial<Record<Method, (call: ApiCall<Caller>) => Promise<object>>>,
) {
  return async ({ request, context, params }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> => {
    try {
      const method = request.method === "HEAD" ? "GET" : request.method;
      const handler = handlers[method as Method];
      if (!handler) {
        const allow = Object.keys(handlers).join(", ");
        throw new ApiRefusal("method_not_allowed", `Use ${allow} here.`, { headers: { Allow: allow } });
      }
      const caller = await requireCaller(request, context);
      const answer = await handler({ request, context, caller, params });
      if (method === "GET") return revalidated(request, JSON.stringify(answer));
      return jsonAnswer(JSON.stringify(answer), { "Cache-Control": "no-store" });
    } catch (error) {
      return refusalOf(error, context).toResponse();
    }
  };
}

/** The answer to a GET: kept by the caller alone, asked for each time, and sent again only where it is another one. */
function revalidated(request: Request, body: string): Response {
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = { ETag: tag, "Cache-Control": "private, no-cache", Vary: "Cookie, Authorization, Origin" };
  if (request.headers.get("If-None-Match") === tag) return new Response(null, { status: 304, headers });
  return jsonAnswer(body, headers);
}

/** The refusal that tells the caller of `error`; what is our fault is logged. */
export function refusalOf(error: unknown, { log }: AppLoadContext): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  const away = unavailability(error);
  if (away !== null) {
    log.warn(error, away);
    return new ApiRefusal("unavailable", away, { headers: { "Retry-After": "5" } });
  }
  log.error(error, "An API call failed");
  return new ApiRefusal("internal", "Something went wrong on our side.");
}
