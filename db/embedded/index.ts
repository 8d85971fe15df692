import { createRequire } from "node:module";
import { connect } from "node:net";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { ownersSocket } from "./ownership.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** A running embedded database. */
export interface EmbeddedDatabase {
  /** Connection string for the official driver. */
  uri: string;
  /** True where this process owns the data, false where it joined another one's. */
  owner: boolean;
  /** Stops serving when the running commands have ended. A joined one only lets go. */
  close(): Promise<void>;
}

/** Where to keep the data, and where to say what happens. */
export interface EmbeddedDatabaseOptions {
  directory: string;
  log?: (level: "info" | "warn" | "error", message: string) => void;
  /** Called where the data that this process owns is served no more, though nobody has closed it. */
  ended?: () => void;
}

type Log = NonNullable<EmbeddedDatabaseOptions["log"]>;

const patience = 20_000;

/** Starts (or joins) the database kept in `directory`; resolves when it can be connected to, and fails where it cannot be opened. */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const directory = resolve(options.directory);
  const log = options.log ?? (() => undefined);
  const deadline = Date.now() + patience;
  for (;;) {
    // An owner that answers is joined at once; only where there is none it is worth trying to become it.
    const path = await ownersSocket(directory);
    if (path !== undefined) return joinOwner(path, options, log);
    const own = await startWorker(directory, log, options.ended);
    if (own) return own;
    // The owner may be starting, or just going: whichever comes first, its socket or its end.
    if (Date.now() > deadline) {
      throw new Error(`another process holds the database in ${directory}, but does not answer`);
    }
    await new Promise((again) => setTimeout(again, 100));
  }
}

/** Joins the owner; where that one ends, joins the next one or becomes it, at the same path. */
function joinOwner(path: string, options: EmbeddedDatabaseOptions, log: Log): EmbeddedDatabase {
  let next: Promise<EmbeddedDatabase | undefined> | undefined;
  let closed = false;
  const line = connect(path);
  // A line that breaks is closed as well, and that is what counts.
  line.on("error", (error) => log("warn", `the line to the database's owner has broken: ${error.message}`));
  line.once("close", () => {
    if (closed) return;
    log("warn", "the database's owner has ended");
    next = startEmbeddedDatabase(options).catch((error: unknown) => {
      log("error", `the embedded database can't be had again: ${String(error)}`);
      return undefined;
    });
    // A folder whose path is too long has its socket elsewhere, another time at another place.
    void next.then((database) => database?.uri === uriOf(path) || options.ended?.());
  });
  return {
    uri: uriOf(path),
    owner: false,
    close: async () => {
      closed = true;
      line.destroy();
      await (await next)?.close();
    },
  };
}

const uriOf = (path: string): string => `mongodb://${encodeURIComponent(path)}/?directConnection=true`;

async function startWorker(
  directory: string,
  log: Log,
  onEnd: (() => void) | undefined,
): Promise<EmbeddedDatabase | undefined> {
  const worker = createWorker(directory);
  let state: "starting" | "serving" | "closing" | "ended" = "starting";
  const ended = new Promise<void>((done) => worker.once("exit", () => done()));
  const path = await new Promise<string | undefined>((found, failed) => {
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "log") log(message.level, message.message);
      else if (message.kind === "ready") found(message.path);
      else if (message.kind === "taken") found(undefined);
      else state = "closing";
    });
    worker.on("error", (error) => {
      log("error", `the embedded database has crashed: ${error.stack ?? error.message}`);
      failed(error);
    });
    worker.on("exit", (code) => {
      const unexpected = state === "serving";
      state = "ended";
      if (unexpected) {
        log("error", `the embedded database has ended unexpectedly (exit code ${code})`);
        onEnd?.();
      }
      failed(new Error(`the embedded database did not start (exit code ${code})`));
    });
  });
  if (path === undefined) return undefined;
  state = "serving";
  return {
    uri: uriOf(path),
    owner: true,
    close: async () => {
      if (state === "ended") return;
      if (state === "serving") worker.postMessage({ kind: "close" } satisfies ToWorker);
      state = "closing";
      await ended;
    },
  };
}

// From source the thread has to load TypeScript by itself: a worker does not take over the loaders of the tools that run tests.
function createWorker(directory: string): Worker {
  const workerData = { directory };
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./worker.js", import.meta.url), { workerData });
  const require = createRequire(import.meta.url);
  const loader = pathToFileURL(join(dirname(require.resolve("tsx/package.json")), "dist/esm/api/index.mjs")).href;
  const entry = new URL("./worker.ts", import.meta.url).href;
  const bootstrap = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); })`;
  return new Worker(bootstrap, { eval: true, execArgv: [], workerData });
}
