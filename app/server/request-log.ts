import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import type { PatternOf } from "./route-pattern.ts";

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;
/** Asked every few seconds; what goes wrong with them is logged all the same. */
const UNTOLD = new Set(["/healthz", "/readyz"]);

/**
 * Gives each request an id, which its log lines, its answer and its error page have; one that a proxy has given is
 * taken where it is short and well-formed. Logs the request once it is answered, by its route's pattern, as the path itself
 * may have a contact's id or a secret.
 */
export function requestLog(log: Logger, patternOf: PatternOf): RequestHandler {
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
      if (UNTOLD.has(path)) return;
      const milliseconds = Math.round(performance.now() - startedAt);
      const { method } = request;
      const answered = { method, route: patternOf(path), status: response.statusCode, milliseconds };
      const told = response.writableFinished ? "answered" : "cut off";
      (response.locals.log as Logger)[answered.status >= 500 ? "error" : "info"](answered, told);
    });
    next();
  };
}
