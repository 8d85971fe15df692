import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import { setTimeout as wait } from "node:timers/promises";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from "express";
import type { Logger } from "pino";
import { Temporal } from "temporal-polyfill";
import { singleSignOn } from "../auth/single-sign-on.server.ts";
import { localeOf } from "../domain/locale.ts";
import type { Database } from "../database.server.ts";
import { apiError } from "../api/errors.ts";
import { createCallLimit } from "../api/call-limit.server.ts";
import { corsOfToken } from "./cors.ts";
import type { Env } from "./env.ts";
import { guardedRoutes } from "./guarded-routes.ts";
import type { Metrics } from "./metrics.ts";
import { isDemo } from "./open-data.ts";
import { requestLog } from "./request-log.ts";
import { routePatterns } from "./route-pattern.ts";
import { sameOriginOnly, securityHeaders, untrustedProxyWarning } from "./security.ts";
import { oneAddress, ownOrigin } from "./target.ts";
import { tokenKeys } from "./token-keys.ts";
import { unreadBodies } from "./unread-bodies.ts";

/** What the Express app needs to serve. */
export interface AppParts {
  env: Env;
  sessionSecret: string;
  database: Database;
  /** True while the database is slow to answer anything. */
  isSlow: () => boolean;
  log: Logger;
  metrics: Metrics;
  /** Aborted when the server stops. */
  stopping: AbortSignal;
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** True where the sources are served as they are. */
  development: boolean;
  /** Serves the files of the pages and the widgets. */
  files: RequestHandler[];
}

/** The whole web server, not yet listening: headers, logs, limits and files here, pages and API by Remix. */
export function createApp({
  env,
  sessionSecret,
  database,
  isSlow,
  log,
  metrics,
  stopping,
  build,
  development,
  files,
}: AppParts): Express {
  const app = express();
  const keys = tokenKeys(env.EMBED_TOKEN_KEYS, sessionSecret);
  const countCall = createCallLimit({ database, log, limit: env.API_REQUESTS_PER_MINUTE });
  const signOn = singleSignOnOf(env, log);
  app.disable("x-powered-by");
  app.set("trust proxy", env.TRUST_PROXY);
  app.use((_request, response, next) => {
    // Kept open, a connection would bring new requests to a server that is about to stop.
    if (stopping.aborted) response.set("Connection", "close");
    next();
  });
  const patternOf = typeof build === "function" ? () => "*" : routePatterns(build.routes);
  app.use(requestLog(log, patternOf, metrics.requests));
  app.use(securityHeaders({ development, hstsSubdomains: env.HSTS_SUBDOMAINS === "1", origin: env.ORIGIN }));
  app.use(unreadBodies());
  app.use(untrustedProxyWarning(env.TRUST_PROXY, (message) => log.warn(message)));
  app.get(
    "/healthz",
    health(() => database.db.command({ ping: 1 })),
  );
  app.get(
    "/readyz",
    health(async () => {
      if (!(await database.organizations.indexExists("slug_1"))) throw new Error("the indexes aren't there yet");
    }),
  );
  app.use(oneAddress(env.ORIGIN), compression(), files);
  app.use("/api", corsOfToken());
  app.use(sameOriginOnly((request) => ownOrigin(request, env.ORIGIN)));
  app.use(headOfData(), noDataOfApi());
  app.all(
    "*",
    createRequestHandler({
      build: guardedRoutes(build, isSlow),
      mode: development ? "development" : "production",
      getLoadContext: (request, response): AppLoadContext => ({
        database,
        secure: ownOrigin(request, env.ORIGIN).startsWith("https:"),
        address: request.ip ?? "",
        sessionSecret,
        tokenKeys: keys,
        log: response.locals.log as Logger,
        requestId: response.locals.requestId as string,
        left: leftBy(response),
        stopping,
        metrics,
        countCall,
        singleSignOn: signOn,
        isDemo: isDemo(env),
        limits: { signInFailures: env.SIGN_IN_FAILURES_PER_QUARTER_HOUR },
        nonce: response.locals.nonce as string,
        now: Temporal.Now.instant(),
        locale: localeOf(request.get("Accept-Language")),
      }),
    }),
  );
  app.use(lastResort());
  return app;
}

/** Aborted when the answer's connection closes, by the answer itself, so that nothing in between can be forgotten. */
function leftBy(response: Response): AbortSignal {
  const left = new AbortController();
  response.once("close", () => left.abort());
  return left.signal;
}

/** Remix would take a HEAD of a page's data for a form's post. As GET it is answered the same, and Node leaves the body out. */
function headOfData(): RequestHandler {
  return (request, _response, next) => {
    if (request.method === "HEAD" && request.path.endsWith(".data")) request.method = "GET";
    next();
  };
}

/** The API isn't asked as pages are, whose data is read to its end, which a stream of changes doesn't have. */
function noDataOfApi(): RequestHandler {
  return (request, response, next) => {
    if (!/^\/api\/.*\.data$/i.test(request.path)) return next();
    const { status, body } = apiError("not_found", "The API has no data of pages.");
    response.status(status).set("Cache-Control", "no-store").json(body);
  };
}

function singleSignOnOf(env: Env, log: Logger) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_DOMAIN: domain } = env;
  if (!issuer || !clientId || !clientSecret || !domain) return null;
  const insecure = issuer.startsWith("http:");
  return singleSignOn({ issuer, clientId, clientSecret, domain, insecure }, (error) =>
    log.warn(error, "Single sign-on failed"),
  );
}

/** Answers what went wrong outside of Remix: in a few words where the request is at fault, and never with a stack. */
function lastResort(): ErrorRequestHandler {
  return (error: { status?: number }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error.status !== undefined && error.status >= 400 && error.status < 500 ? error.status : 500;
    const { log, requestId } = response.locals as { log: Logger; requestId: string };
    if (status === 500) log.error(error, "A request failed");
    // The file's, which isn't sent.
    response.removeHeader("Content-Encoding");
    response
      .status(status)
      .type("text")
      .send(
        status === 500 ? `Something went wrong on our side (request ${requestId}).\n` : "That request can't be read.\n",
      );
  };
}

/** 200 when `check` succeeds within two seconds, else 503. */
function health(check: () => Promise<unknown>): RequestHandler {
  return async (_request, response) => {
    try {
      await inTime(check(), 2_000);
      response.json({ ok: true });
    } catch (error) {
      (response.locals.log as Logger).warn(error, "The database doesn't answer");
      response.status(503).set("Retry-After", "5").json({ ok: false });
    }
  };
}

async function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  const late = new AbortController();
  try {
    const end = wait(milliseconds, undefined, { signal: late.signal }).then(() => {
      throw new Error(`no answer within ${milliseconds} ms`);
    });
    return await Promise.race([work, end]);
  } finally {
    late.abort();
  }
}
