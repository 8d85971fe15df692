import { fileURLToPath } from "node:url";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { collectDefaultMetrics } from "prom-client";
import { createApp } from "./app.ts";
import { countDatabase } from "./database-metrics.ts";
import type { Env } from "./env.ts";
import { builtFiles } from "./files.ts";
import { createLog } from "./log.ts";
import { listenForMetrics } from "./metrics-listener.ts";
import { createMetrics } from "./metrics.ts";
import { isDemo, openData, tellAddress } from "./open-data.ts";
import { tellMetrics } from "./process-metrics.ts";
import { keptSessionSecret } from "./session-secret.ts";

/** A client that sends its request more slowly than this is cut off; the largest file has to arrive meanwhile. */
const LONGEST_HEADERS_MILLISECONDS = 20_000;
const LONGEST_REQUEST_MILLISECONDS = 300_000;

/** Serves the hub from this process, alone or as one of several that another one keeps. */
export async function serve(env: Env, fromSource: boolean): Promise<void> {
  const number = env.WEB_PROCESS;
  const isKept = number !== undefined;
  const log = createLog(env.LOG_LEVEL).child(isKept ? { process: number } : {});
  const metrics = createMetrics();
  const isMeasured = env.METRICS_PORT !== undefined;
  if (isMeasured && isKept) tellMetrics(metrics.registry, number);
  else if (isMeasured) {
    await listenForMetrics(metrics.registry, { port: env.METRICS_PORT!, host: env.METRICS_HOST });
    collectDefaultMetrics({ register: metrics.registry });
  }
  const connection = await openData(
    env,
    log,
    isMeasured ? (client) => countDatabase(metrics.registry, client) : undefined,
  );
  const { database, isSlow, isFirstStart } = connection;

  const { build, files } = fromSource ? await developmentParts() : await builtParts();
  const sessionSecret = env.SESSION_SECRET ?? (await keptSessionSecret(env.DATA_DIR));
  const stopping = new AbortController();
  const app = createApp({
    env,
    sessionSecret,
    database,
    isSlow,
    log,
    metrics,
    stopping: stopping.signal,
    build,
    development: fromSource,
    files,
  });
  const host = env.HOST ?? (isDemo(env) ? "127.0.0.1" : undefined);
  const server = host ? app.listen(env.PORT, host) : app.listen(env.PORT);
  server.headersTimeout = LONGEST_HEADERS_MILLISECONDS;
  server.requestTimeout = LONGEST_REQUEST_MILLISECONDS;
  server.on("error", (error: NodeJS.ErrnoException) => {
    const reason = error.code === "EADDRINUSE" ? `port ${env.PORT} is in use; set PORT to another one` : error.message;
    stopWith(`Can't listen: ${reason}`);
  });
  server.on("listening", () => {
    if (!isKept) tellAddress((server.address() as AddressInfo).port, isFirstStart);
  });
  stopGracefully(server, stopping, connection.close, log);
}

/** On SIGTERM or SIGINT: no new requests, those in flight finish, then the database is let go. */
function stopGracefully(server: Server, stopping: AbortController, close: () => Promise<void>, log: Logger): void {
  const stop = (signal: string) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    log.info(`${signal}: finishing the requests in flight`);
    server.close(() => {
      close().then(
        () => process.exit(0),
        (error) => stopWith(`The database could not be closed: ${error}`),
      );
    });
    server.closeIdleConnections();
    // Connections that are kept alive become idle as their requests end.
    setInterval(() => server.closeIdleConnections(), 100).unref();
    setTimeout(() => stopWith("Requests were still in flight after 30 seconds"), 30_000).unref();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

interface Parts {
  build: ServerBuild | (() => Promise<ServerBuild>);
  files: RequestHandler[];
}

async function builtParts(): Promise<Parts> {
  const directory = fileURLToPath(new URL(".", import.meta.url));
  const serverBuild = new URL("./pages.js", import.meta.url).href;
  return { build: (await import(serverBuild)) as ServerBuild, files: builtFiles(directory) };
}

async function developmentParts(): Promise<Parts> {
  const { createServer } = await import("vite");
  const vite = await createServer({ server: { middlewareMode: true } });
  const widget: RequestHandler = (request, response, next) => {
    if (request.path !== "/widgets/follow-up-panel.js") return next();
    response.type("js").send(`export * from "/widgets/follow-up-panel.entry.ts";`);
  };
  return {
    build: () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>,
    files: [widget, vite.middlewares],
  };
}

function stopWith(problem: string): never {
  console.error(problem);
  process.exit(1);
}
