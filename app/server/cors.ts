import { decodeJwt, errors } from "jose";
import type { RequestHandler, Response } from "express";
import onHeaders from "on-headers";

/** The lowest status that says no. */
const FIRST_REFUSAL = 400;

/**
 * Lets a page of the token's own origin read the answer; no other, and never with cookies. A refusal tells nothing but
 * why, so the page that asked may read it, whoever it is. A preflight carries no token, so it says only what a request
 * may look like.
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
        "Access-Control-Allow-Headers": "Authorization, Content-Type, Expected-Organization",
        "Access-Control-Max-Age": "600",
      });
      response.sendStatus(204);
      return;
    }
    if (authorization && statedOrigin(authorization) === origin) openTo(origin, response);
    else {
      onHeaders(response, () => {
        if (response.statusCode >= FIRST_REFUSAL) openTo(origin, response);
      });
    }
    next();
  };
}

function openTo(origin: string, response: Response): void {
  response.set({
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": "Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
  });
}

function statedOrigin(authorization: string): unknown {
  try {
    return decodeJwt(authorization.replace(/^Bearer /, "")).origin;
  } catch (error) {
    if (error instanceof errors.JWTInvalid) return undefined;
    throw error;
  }
}
