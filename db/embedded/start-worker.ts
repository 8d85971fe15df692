import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** Told of what happens. */
export type Log = (level: "info" | "warn" | "error", message: string) => void;

/** The data as it can be had for now: served by a thread of this process, or through the socket of the one that does. */
export interface Hold {
  path: string;
  owner: boolean;
  /** Resolves when it can't be had so any more. */
  ended: Promise<void>;
  close(): Promise<void>;
}

/** Serves the folder from a thread of its own; undefined where another process serves it, and fails where it can't be opened. */
export async function startWorker(directory: string, log: Log): Promise<Hold | undefined> {
  const worker = createWorker(directory);
  const ended = new Promise<void>((done) => worker.once("exit", () => done()));
  const path = await new Promise<string | undefined>((found, failed) => {
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "log") log(message.level, message.message);
      else if (message.kind === "ready") found(message.path);
      else found(undefined);
    });
    worker.on("error", (error) => {
      log("error", `the embedded database has crashed: ${error.stack ?? error.message}`);
      failed(error);
    });
    worker.on("exit", (code) => failed(new Error(`the embedded database did not start (exit code ${code})`)));
  });
  if (path === undefined) {
    await ended;
    return undefined;
  }
  return {
    path,
    owner: true,
    ended,
    close: () => {
      worker.postMessage({ kind: "close" } satisfies ToWorker);
      return ended;
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
