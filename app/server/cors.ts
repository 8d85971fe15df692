import { decodeJwt, errors } from "jose";
import type { RequestHandler } from "express";

/**
 * Lets a page of the token's own origin read the answer; no other, and never with cookies. Whether the token is good
 * is decided later: one that isn't gets a refusal to read. A preflight carries no token, so it says only what a
 * request may look like.
 */
export function corsOfToken(): RequestHandler {
  return (request, response, next) => {
    response.vary("Origin");
    const { origin, authorization } = request.headers;
    if (origin === undefined) return next();
    if (request.method === "OPTIONS" && request.headers["access-control-request-method"]) {
      response.set({
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, PATCH, POST",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": "600",
      });
      response.sendStatus(204);
      return;
    }
    if (authorization && statedOrigin(authorization) === origin) {
      response.set({ "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After" });
      response.set("Cross-Origin-Resource-Policy", "cross-origin");
    }
    next();
  };
}

function statedOrigin(authorization: string): unknown {
  try {
    return decodeJwt(authorization.replace(/^Bearer /, "")).origin;
  } catch (error) {
    if (error instanceof errors.JWTInvalid) return undefined;
    throw error;
  }
}
