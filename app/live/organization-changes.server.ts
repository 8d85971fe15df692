import type { AppLoadContext } from "@remix-run/node";
import { organizationMark, watchContacts, type ChangedOrganizations } from "../database.server.ts";

const LOOK_EVERY_MILLISECONDS = 500;
/** How soon a change stream that has broken for good is opened again. */
const OPEN_AGAIN_MILLISECONDS = 30_000;

type Listener = (mark: string) => void;

interface Looking {
  listeners: Set<Listener>;
  look: () => void;
}

/** The organizations that somebody is looking at through this process. */
const looked = new Map<string, Looking>();
/** Ends the one watch that this process has while there are any. */
let stopWatching: (() => void) | undefined;

/** Calls `listener` with the organization's change mark, at first and after changes; returns how to stop that. */
export function onLook(context: AppLoadContext, organizationId: string, listener: Listener): () => void {
  const looking = looked.get(organizationId) ?? newLooking(context, organizationId);
  looked.set(organizationId, looking);
  looking.listeners.add(listener);
  looking.look();
  stopWatching ??= startWatch(context);
  return () => {
    looking.listeners.delete(listener);
    if (looking.listeners.size === 0 && looked.get(organizationId) === looking) looked.delete(organizationId);
    if (looked.size > 0) return;
    stopWatching?.();
    stopWatching = undefined;
  };
}

function newLooking({ database, log }: AppLoadContext, organizationId: string): Looking {
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
  return { listeners, look };
}

/** Looks when the database tells of a change; while it has no change stream, twice a second. */
function startWatch({ database }: AppLoadContext): () => void {
  const look = (changed: ChangedOrganizations) => {
    const organizations = changed === "any" ? looked.keys() : changed;
    for (const id of organizations) looked.get(id)?.look();
  };
  let timers: NodeJS.Timeout[] = [];
  let stopStream: () => void = () => {};
  const stop = () => {
    stopStream();
    timers.forEach(clearTimeout);
    timers = [];
  };
  const open = () => {
    stop();
    stopStream = watchContacts(database, look, (isSupported) => {
      timers.push(setInterval(() => look("any"), LOOK_EVERY_MILLISECONDS));
      if (isSupported) timers.push(setTimeout(open, OPEN_AGAIN_MILLISECONDS));
    });
  };
  open();
  return stop;
}
