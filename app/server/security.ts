import { randomBytes } from "node:crypto";
import type { Request, RequestHandler } from "express";
import helmet from "helmet";
import { apiError } from "../api/errors.ts";
import { bearerToken } from "../auth/bearer.ts";

/** Security headers of every answer, with a nonce for each in `response.locals.nonce`. */
export function securityHeaders({
  development,
  hstsSubdomains,
  origin,
}: {
  development: boolean;
  /** True where every other host of the domain is to be asked over HTTPS alone, too. */
  hstsSubdomains: boolean;
  /** The address that browsers see, where the operator has said it. */
  origin: URL | null;
}): RequestHandler[] {
  const nonce: RequestHandler = (_request, response, next) => {
    response.locals.nonce = randomBytes(16).toString("base64");
    next();
  };
  const withNonce = (_request: unknown, response: unknown) =>
    `'nonce-${(response as { locals: { nonce: string } }).locals.nonce}'`;
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'", withNonce],
        // In development Vite puts styles into the page without the nonce.
        "style-src": development ? ["'self'", "'unsafe-inline'"] : ["'self'", withNonce],
        "img-src": ["'self'", "data:", "https:"],
        "font-src": ["'self'"],
        "connect-src": development ? ["'self'", "ws:"] : ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    // Without a referrer, posts of forms with JavaScript off would say `Origin: null`.
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    strictTransportSecurity: false,
  });
  const transport: RequestHandler = (request, response, next) => {
    if (request.secure || origin?.protocol === "https:")
      response.setHeader("Strict-Transport-Security", `max-age=31536000${hstsSubdomains ? "; includeSubDomains" : ""}`);
    next();
  };
  return [nonce, headers, transport];
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses with 403 what another site's page sends with the user's cookie: a change whose `Origin` isn't this site's, or
 * whose `Sec-Fetch-Site` says that another site sent it. Programs send neither.
 */
export function sameOriginOnly(ownOrigin: (request: Request) => string): RequestHandler {
  return (request, response, next) => {
    const { origin, "sec-fetch-site": site } = request.headers;
    // The API takes a token instead of the cookie, never beside it.
    const carriesToken = request.path.startsWith("/api/") && bearerToken(request.headers.authorization) !== null;
    if (SAFE_METHODS.has(request.method) || carriesToken) return next();
    const isOwnOrigin = origin === undefined || origin === ownOrigin(request);
    if (isOwnOrigin && (site === undefined || site === "same-origin" || site === "none")) return next();
    const { status, body } = apiError("wrong_origin", "This request came from another site.");
    response.status(status).json(body);
  };
}

/** Tells the operator, once, where a proxy in front is not trusted: cookies and limits then go by the proxy. */
export function untrustedProxyWarning(trusted: number, warn: (message: string) => void): RequestHandler {
  let isTold = trusted > 0;
  return (request, _response, next) => {
    if (!isTold && request.headers["x-forwarded-proto"] !== undefined) {
      isTold = true;
      warn(
        "A proxy is in front of this server, and TRUST_PROXY doesn't say so: all callers count as one address, and cookies aren't kept to HTTPS. Set TRUST_PROXY to the number of proxies.",
      );
    }
    next();
  };
}
