import type { AppLoadContext } from "@remix-run/node";
import { organizationMark, watchContacts } from "../database.server.ts";

const LOOK_EVERY_MILLISECONDS = 500;

type Listener = (mark: string) => void;

interface Watch {
  listeners: Set<Listener>;
  stop: () => void;
}

/** One watch for each organization that somebody is looking at, however many they are. */
const watches = new Map<string, Watch>();

/** Calls `listener` with the organization's change mark, at first and after changes; returns how to stop that. */
export function onLook(context: AppLoadContext, organizationId: string, listener: Listener): () => void {
  const watch = watches.get(organizationId) ?? startWatch(context, organizationId);
  watch.listeners.add(listener);
  return () => {
    watch.listeners.delete(listener);
    if (watch.listeners.size > 0 || watches.get(organizationId) !== watch) return;
    watch.stop();
    watches.delete(organizationId);
  };
}

/** Looks when the database tells of a change; where it has no change streams, twice a second. */
function startWatch({ database, log }: AppLoadContext, organizationId: string): Watch {
  const listeners = new Set<Listener>();
  let looking = false;
  let again = false;
  const look = () => {
    // A change that comes while one is looking may be too late for that look.
    if (looking) return void (again = true);
    looking = true;
    again = false;
    organizationMark(database, organizationId)
      .then((mark) => listeners.forEach((listener) => listener(mark)))
      .catch((error: unknown) => log.warn(error, "Can't look for changes"))
      .finally(() => {
        looking = false;
        if (again) look();
      });
  };
  let timer: NodeJS.Timeout | undefined;
  const stopStream = watchContacts(database, organizationId, look, () => {
    timer = setInterval(look, LOOK_EVERY_MILLISECONDS);
  });
  const watch = {
    listeners,
    stop: () => {
      stopStream();
      clearInterval(timer);
    },
  };
  watches.set(organizationId, watch);
  return watch;
}
