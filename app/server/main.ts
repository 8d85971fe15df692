import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { Temporal } from "temporal-polyfill";
import { isEmpty, loadDemoData, openDatabase } from "../database.server.ts";
import { createApp } from "./app.ts";
import { countDatabase } from "./database-metrics.ts";
import { parseEnv, type Env } from "./env.ts";
import { builtFiles } from "./files.ts";
import { createLog } from "./log.ts";
import { listenForMetrics } from "./metrics-listener.ts";
import { createMetrics } from "./metrics.ts";
import { keptSessionSecret } from "./session-secret.ts";

const fromSource = import.meta.url.endsWith(".ts");
// React and Remix look at this when they are first imported, which is after this line.
process.env.NODE_ENV ??= fromSource ? "development" : "production";

// By itself the heap grows to several times what is kept before it is collected, on a machine with much memory.
setFlagsFromString("--heap-growing-percent=50");

/** A client that sends its request more slowly than this is cut off; the largest file has to arrive meanwhile. */
const LONGEST_HEADERS_MILLISECONDS = 20_000;
const LONGEST_REQUEST_MILLISECONDS = 300_000;

async function start(env: Env): Promise<void> {
  const log = createLog(env.LOG_LEVEL);
  const metrics = createMetrics();
  const isMeasured = env.METRICS_PORT !== undefined;
  if (isMeasured) await listenForMetrics(metrics.registry, { port: env.METRICS_PORT!, host: env.METRICS_HOST });
  const connection = await openDatabase(
    { uri: env.MONGODB_URI, directory: env.DATA_DIR, readPreference: env.READ_PREFERENCE },
    (level, message) => log[level](message),
    isMeasured ? (client) => countDatabase(metrics.registry, client) : undefined,
  );
  const { database, isSlow } = connection;
  const demo = !env.MONGODB_URI && env.DEMO === "1";
  const isFirstStart = demo && (await isEmpty(database));
  if (isFirstStart) await loadDemoData(database, Temporal.Now.instant());

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
  const host = env.HOST ?? (demo ? "127.0.0.1" : undefined);
  const server = host ? app.listen(env.PORT, host) : app.listen(env.PORT);
  server.headersTimeout = LONGEST_HEADERS_MILLISECONDS;
  server.requestTimeout = LONGEST_REQUEST_MILLISECONDS;
  server.on("error", (error: NodeJS.ErrnoException) => {
    const reason = error.code === "EADDRINUSE" ? `port ${env.PORT} is in use; set PORT to another one` : error.message;
    stopWith(`Can't listen: ${reason}`);
  });
  server.on("listening", () => {
    const { port } = server.address() as AddressInfo;
    const demoHint = isFirstStart ? "\nDemo data: sign in as demo@example.com with the password demo" : "";
    console.log(`Follow-ups hub: http://localhost:${port}${demoHint}`);
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

const parsed = parseEnv(process.env);
if (!parsed.ok) stopWith(parsed.problems.join("\n"));
start(parsed.env).catch((error: unknown) => stopWith(`Can't start: ${error instanceof Error ? error.message : error}`));
