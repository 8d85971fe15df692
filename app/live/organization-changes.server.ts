import type { AppLoadContext } from "@remix-run/node";
import { changeMark } from "../database.server.ts";

const LOOK_EVERY_MILLISECONDS = 1_000;

type Listener = (mark: string) => void;

interface Watch {
  listeners: Set<Listener>;
  timer: NodeJS.Timeout;
}

/** One watch for each organization that somebody is looking at, however many they are. */
const watches = new Map<string, Watch>();

/** Calls `listener` with the organization's change mark each time that it is looked at; returns how to stop that. */
export function onLook(context: AppLoadContext, organizationId: string, listener: Listener): () => void {
  const watch = watches.get(organizationId) ?? startWatch(context, organizationId);
  watch.listeners.add(listener);
  return () => {
    watch.listeners.delete(listener);
    if (watch.listeners.size > 0) return;
    clearInterval(watch.timer);
    watches.delete(organizationId);
  };
}

function startWatch({ database, log }: AppLoadContext, organizationId: string): Watch {
  const listeners = new Set<Listener>();
  let looking = false;
  const look = async () => {
    const mark = await changeMark(database, organizationId);
    for (const listener of listeners) listener(mark);
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) => log.warn(error, "Can't look for changes"))
      .finally(() => (looking = false));
  }, LOOK_EVERY_MILLISECONDS);
  const watch = { listeners, timer };
  watches.set(organizationId, watch);
  return watch;
}
