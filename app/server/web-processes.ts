import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Env } from "./env.ts";
import { createLog } from "./log.ts";
import { listenForMetrics } from "./metrics-listener.ts";
import { openData, tellAddress } from "./open-data.ts";
import { metricsOfAll } from "./process-metrics.ts";

/** A process that has served for this long has started well. */
const STEADY_MILLISECONDS = 30_000;
const LONGEST_PAUSE_MILLISECONDS = 30_000;
/** One that ends as often soon after its start has something that another start won't mend. */
const MOST_FAILURES = 10;
/** A process stops by itself within thirty seconds. */
const LONGEST_STOP_MILLISECONDS = 35_000;

/**
 * Keeps `WEB_PROCESSES` web processes on one port, and the embedded database for them. One that ends is started again, at
 * once and then after growing pauses; SIGTERM or SIGINT stops all of them, and then the database.
 */
export async function keepWebProcesses(env: Env): Promise<void> {
  const log = createLog(env.LOG_LEVEL);
  if (env.METRICS_PORT !== undefined) {
    await listenForMetrics(metricsOfAll(), { port: env.METRICS_PORT, host: env.METRICS_HOST });
  }
  // A deployment is there without this process; the first of the others prepares it.
  const data = env.MONGODB_URI ? null : await openData(env, log);
  const stopping = new AbortController();
  const kept: Promise<void>[] = [];
  let isListening = false;

  const keep = async (number: number): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted;) {
      const startedAt = performance.now();
      const { pid, code, signal } = await startAndWait(number);
      if (stopping.signal.aborted) return;
      failures = performance.now() - startedAt > STEADY_MILLISECONDS ? 1 : failures + 1;
      const which = { process: number, endedPid: pid, code, signal };
      // Nobody has listened yet: it has said why.
      if (!isListening || failures === MOST_FAILURES) {
        log.fatal(which, "A web process can't be kept; all others stop");
        return void stop(1);
      }
      log.error(which, "A web process has ended; another one takes its place");
      await pause(pauseAfter(failures), undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const stop = async (code: number) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    let exitCode = code;
    const kill = (signal: "SIGTERM" | "SIGKILL") => workers().forEach((worker) => worker.process.kill(signal));
    const late = setTimeout(() => {
      exitCode = 1;
      kill("SIGKILL");
    }, LONGEST_STOP_MILLISECONDS);
    kill("SIGTERM");
    await Promise.all(kept);
    clearTimeout(late);
    await data?.close();
    process.exit(exitCode);
  };
  const stopOn = (signal: string) => {
    log.info(`${signal}: all web processes finish their requests`);
    stop(0).catch((error: unknown) => {
      console.error(`The database could not be closed: ${String(error)}`);
      process.exit(1);
    });
  };
  process.on("SIGTERM", stopOn);
  process.on("SIGINT", stopOn);

  cluster.on("listening", (_worker, address) => {
    if (isListening) return;
    isListening = true;
    tellAddress(address.port, data?.isFirstStart ?? false);
    for (let number = 2; number <= env.WEB_PROCESSES; number++) kept.push(keep(number));
  });
  kept.push(keep(1));
}

/** Resolves when a web process has ended; with neither code nor signal where it couldn't be started. */
async function startAndWait(number: number) {
  const worker = cluster.fork({ WEB_PROCESS: String(number) });
  const { pid } = worker.process;
  closeUntaken(worker);
  try {
    const [code, signal] = (await once(worker, "exit")) as [number | null, string | null];
    return { pid, code, signal };
  } catch {
    // The machine has no room for one more process; the next try comes after a pause.
    return { pid, code: null, signal: null };
  }
}

/**
 * Closes the connection that was given to a process last when that ends. Node forgets one which a process hasn't taken
 * before it was killed, and whoever waits there would wait for ever.
 */
function closeUntaken(worker: Worker): void {
  const send = worker.process.send.bind(worker.process);
  let given: { close?: () => void } | undefined;
  worker.process.send = (...message: unknown[]) => {
    given = (message[1] as typeof given) ?? given;
    return (send as (...message: unknown[]) => boolean)(...message);
  };
  // Once it is taken it is closed here already, and closing it again does nothing.
  for (const end of ["disconnect", "exit"]) worker.once(end, () => given?.close?.());
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

/** None after the first failure in a row; then from a second to half a minute. */
function pauseAfter(failures: number): number {
  return failures === 1 ? 0 : Math.min(1_000 * 2 ** (failures - 2), LONGEST_PAUSE_MILLISECONDS);
}
