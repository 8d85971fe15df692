import { waitAfter } from "../domain/waiting.ts";
import type { Report } from "./action.ts";

/** Asks for what a page shows: never twice at once, and after a failure that may pass only once a growing wait is over. */
export interface Refresher {
  /** Asks; while one is under way, once more after it; while a wait is on, the wait's end asks. */
  ask(): Promise<void>;
  /** Asks at once, whatever wait is on: the browser is online again, or the page is looked at again. */
  askNow(): Promise<void>;
  stop(): void;
}

/** Makes a refresher of what loads the page's content. */
export function createRefresher(load: () => Promise<Report<unknown>>): Refresher {
  let failures = 0;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: Promise<void> | null = null;
  let queued: Promise<void> | null = null;

  const run = async () => {
    clearTimeout(timer);
    timer = undefined;
    const { obstacle } = await load();
    underWay = null;
    if (obstacle?.retryAfter === undefined) failures = 0;
    else if (!isStopped) timer = setTimeout(askNow, waitAfter(++failures, obstacle.retryAfter));
  };
  const askNow = (): Promise<void> => {
    if (isStopped) return Promise.resolve();
    if (!underWay) return (underWay = run());
    // The one under way may have been answered too early to know what has changed.
    queued ??= underWay.then(() => {
      queued = null;
      return ask();
    });
    return queued;
  };
  const ask = (): Promise<void> => (timer === undefined ? askNow() : Promise.resolve());

  return {
    ask,
    askNow,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
