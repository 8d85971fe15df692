import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Encoding } from "../../app/domain/encodings.ts";

/** A file that isn't CSV, and where it is to be written as CSV. */
export interface Conversion {
  from: string;
  to: string;
  kind: "workbook" | "vcard";
  /** How vCards are written. */
  encoding: Encoding;
}

/** What became of a file: the sheets of a workbook that aren't in the table, or why there is none. */
export type Converted = { outcome: "converted"; otherSheets: string[] } | { outcome: "refused"; reason: string };

/** Long enough for the largest file on a slow machine. */
const MOST_MILLISECONDS = 90_000;
const MOST_MEGABYTES = 1_024;
const TOO_MUCH: Converted = { outcome: "refused", reason: "is too large to be read; save it as CSV" };

/** Writes a workbook or a file of vCards as CSV, in a thread of its own. */
export async function convertToCsv(conversion: Conversion, signal?: AbortSignal): Promise<Converted> {
  const worker = startThread(conversion);
  const end = AbortSignal.any([AbortSignal.timeout(MOST_MILLISECONDS), ...(signal ? [signal] : [])]);
  const stop = () => void worker.terminate();
  end.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<Converted>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ERR_WORKER_OUT_OF_MEMORY") resolve(TOO_MUCH);
        else reject(error);
      });
      worker.once("exit", () => (end.aborted ? resolve(TOO_MUCH) : reject(new Error("The file's thread has ended"))));
    });
  } finally {
    end.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

// From source the thread has to load TypeScript by itself: a worker does not take over the loaders of the tools that run it.
function startThread(workerData: Conversion): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: MOST_MEGABYTES };
  if (!import.meta.url.endsWith(".ts")) return new Worker(builtThread(), { workerData, resourceLimits });
  const loader = join(dirname(createRequire(import.meta.url).resolve("tsx/package.json")), "dist/esm/api/index.mjs");
  const [tools, entry] = [pathToFileURL(loader).href, import.meta.url.replace(/convert\.ts$/, "convert-thread.ts")];
  const bootstrap = `import(${JSON.stringify(tools)}).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); })`;
  return new Worker(bootstrap, { eval: true, execArgv: [], workerData, resourceLimits });
}

/** The pages' code is built one folder below the thread's, the command line beside it. */
function builtThread(): string {
  const folder = dirname(fileURLToPath(import.meta.url));
  const places = [folder, dirname(folder), dirname(dirname(folder))].map((place) => join(place, "convert-thread.js"));
  return places.find((place) => existsSync(place)) ?? places[0]!;
}
