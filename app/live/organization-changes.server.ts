import type { AppLoadContext } from "@remix-run/node";
import { lastChange } from "../database.server.ts";

const LOOK_EVERY_MILLISECONDS = 1_000;

interface Watch {
  listeners: Set<() => void>;
  timer: NodeJS.Timeout;
}

/** One watch for each organization that somebody is looking at, however many they are. */
const watches = new Map<string, Watch>();

/** Calls `listener` soon after a contact of the organization has changed; returns how to stop that. */
export function onChange(context: AppLoadContext, organizationId: string, listener: () => void): () => void {
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
  const listeners = new Set<() => void>();
  let seen: number | null = null;
  let looking = false;
  const look = async () => {
    const latest = await lastChange(database, organizationId);
    if (seen !== null && latest !== seen) for (const listener of listeners) listener();
    seen = latest;
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
