import type { Logger } from "pino";
import { addToCounts, readCounts, type Database } from "../database.server.ts";

const MINUTE = 60_000;
const SEND_EVERY_MILLISECONDS = 1_000;
/** What a process may count of one caller before it tells the others, as a part of the limit. */
const UNSENT_PART = 1 / 50;
const MOST_CALLERS = 20_000;

/** Counts one call, and resolves with the milliseconds until the caller may call again; 0 is now. */
export type CountCall = (caller: string, milliseconds: number) => Promise<number>;

interface Calls {
  /** What all processes have counted, as far as this one knows. */
  known: number;
  /** What this one has counted and not yet told. */
  unsent: number;
  /** Reads what the others have counted before this process saw the caller. */
  read: Promise<void>;
}

/**
 * A limit of calls in each minute for each caller, shared by all processes: each counts by itself and adds what it
 * counted to the database once a second, or sooner where it is much, so that a call isn't a write.
 */
export function createCallLimit({
  database,
  log,
  limit,
}: {
  database: Database;
  log: Logger;
  /** 0 is no limit. */
  limit: number;
}): CountCall {
  let minute = 0;
  let callers = new Map<string, Calls>();
  let timer: NodeJS.Timeout | null = null;
  let sending = false;

  const warn = (error: unknown) => log.warn(error, "The calls of the API can't be counted together");
  const idOf = (caller: string) => `api ${minute} ${caller}`;
  const newCaller = (caller: string): Calls => {
    const calls: Calls = { known: 0, unsent: 0, read: Promise.resolve() };
    const id = idOf(caller);
    calls.read = readCounts(database, [id], new Date(minute * MINUTE))
      .then((counts) => {
        calls.known = Math.max(calls.known, counts.get(id)?.count ?? 0);
      })
      .catch(warn);
    callers.set(caller, calls);
    return calls;
  };

  const send = async () => {
    const sent = [...callers].flatMap(([caller, calls]) =>
      calls.unsent > 0 ? [{ id: idOf(caller), by: calls.unsent, calls }] : [],
    );
    const [now, expiresAt] = [new Date(minute * MINUTE), new Date((minute + 2) * MINUTE)];
    await addToCounts(
      database,
      sent.map(({ id, by }) => ({ id, by, expiresAt })),
      now,
    );
    for (const { by, calls } of sent) {
      calls.unsent -= by;
      calls.known += by;
    }
    const ids = sent.map(({ id }) => id);
    const counts = await readCounts(database, ids, now);
    for (const { id, calls } of sent) calls.known = Math.max(calls.known, counts.get(id)?.count ?? 0);
  };
  const sendSoon = (soon: boolean) => {
    if (sending || (timer && !soon)) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(
      () => {
        timer = null;
        sending = true;
        send()
          .catch(warn)
          .finally(() => {
            sending = false;
            if ([...callers.values()].some(({ unsent }) => unsent > 0)) sendSoon(false);
          });
      },
      soon ? 0 : SEND_EVERY_MILLISECONDS,
    ).unref();
  };

  return async (caller, milliseconds) => {
    if (limit === 0) return 0;
    const current = Math.floor(milliseconds / MINUTE);
    if (current > minute) {
      minute = current;
      callers = new Map();
    }
    const name = callers.has(caller) || callers.size < MOST_CALLERS ? caller : "all others";
    const calls = callers.get(name) ?? newCaller(name);
    await calls.read;
    if (calls.known + calls.unsent >= limit) return Math.max(1, (minute + 1) * MINUTE - milliseconds);
    calls.unsent++;
    sendSoon(calls.unsent >= limit * UNSENT_PART);
    return 0;
  };
}
