import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";
import type { PatternOf } from "./route-pattern.ts";
import { METHODS } from "./target.ts";

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;
/** Asked every few seconds; what goes wrong with them is logged all the same. */
const UNTOLD = new Set(["/healthz", "/readyz"]);

/**
 * Gives each request an id, which its log lines, its answer and its error page have; one that a proxy has given is
 * taken where it is short and well-formed. Logs and counts the request once it is answered, by its route's pattern, as the
 * path itself may have a contact's id or a secret.
 */
export function requestLog(log: Logger, patternOf: PatternOf, requests: Metrics["requests"]): RequestHandler {
  return (request, response, next) => {
    const given = request.headers["x-request-id"];
    const requestId =
      typeof given === "string" && REQUEST_ID.test(given) ? given : randomBytes(9).toString("base64url");
    const { path } = request;
    const startedAt = performance.now();
    response.locals.requestId = requestId;
    response.locals.log = log.child({ requestId });
    response.set("X-Request-Id", requestId);
    response.once("close", () => {
      const milliseconds = Math.round(performance.now() - startedAt);
      const { method } = request;
      const [route, status] = [patternOf(path), response.statusCode];
      requests.observe(
        {
          method: METHODS.includes(method) ? method : "other",
          route,
          status: response.headersSent ? `${Math.floor(status / 100)}xx` : "none",
        },
        milliseconds / 1_000,
      );
      if (UNTOLD.has(path)) return;
      const answered = { method, route, status, milliseconds };
      const told = response.writableFinished ? "answered" : "cut off";
      (response.locals.log as Logger)[answered.status >= 500 ? "error" : "info"](answered, told);
    });
    next();
  };
}
