import { EXIT } from "./exit-codes.ts";

/** One Ctrl-C arrives more than once where npm passes it on besides the terminal; these belong together. */
const SAME_KEYSTROKE_MILLISECONDS = 500;

/** Runs `action` with a signal that the first Ctrl-C aborts; a second one ends the process at once. */
export async function withStopSignal<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let stoppedAt = Infinity;
  const stop = () => {
    if (performance.now() - stoppedAt > SAME_KEYSTROKE_MILLISECONDS) process.exit(EXIT.stopped);
    if (controller.signal.aborted) return;
    stoppedAt = performance.now();
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    return await action(controller.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
