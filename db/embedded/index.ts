import { connect } from "node:net";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ownersSocket } from "./ownership.ts";
import { startWorker, type Hold, type Log } from "./start-worker.ts";

/** A running embedded database, which stays at its address whichever process serves the data. */
export interface EmbeddedDatabase {
  /** Connection string for the official driver. */
  readonly uri: string;
  /** True while this process owns the data, false while it has joined another one's. */
  readonly owner: boolean;
  /** Stops serving when the running commands have ended. A joined one only lets go. */
  close(): Promise<void>;
}

/** Where to keep the data, and where to say what happens. */
export interface EmbeddedDatabaseOptions {
  directory: string;
  log?: Log;
}

const patience = 20_000;
const firstWait = 250;
const longestWait = 10_000;

/**
 * Starts (or joins) the database kept in `directory`; resolves when it can be connected to, and fails where it cannot be opened. From
 * then on it keeps it: where the owner ends, or this process's own thread does, it joins the next owner or becomes it.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const directory = resolve(options.directory);
  const log = options.log ?? (() => undefined);
  const leaving = new AbortController();
  let hold = await takeHold(directory, log, leaving.signal);
  const { path } = hold;

  const keep = async (): Promise<void> => {
    for (;;) {
      await hold.ended;
      if (leaving.signal.aborted) return;
      log("warn", hold.owner ? "the database has ended" : "the database's owner has ended");
      const next = await takeHoldAgain(directory, log, leaving.signal);
      if (!next) return;
      if (leaving.signal.aborted) return next.close();
      hold = next;
      if (hold.path !== path) log("error", `the database is at ${hold.path} now; start again to reach it`);
    }
  };
  const kept = keep();

  return {
    uri: `mongodb://${encodeURIComponent(path)}/?directConnection=true`,
    get owner() {
      return hold.owner;
    },
    close: async () => {
      leaving.abort();
      await hold.close();
      await kept;
    },
  };
}

async function takeHold(directory: string, log: Log, leaving: AbortSignal): Promise<Hold> {
  const deadline = Date.now() + patience;
  for (;;) {
    // An owner that answers is joined at once; only where there is none it is worth trying to become it.
    const path = await ownersSocket(directory);
    if (path !== undefined) return joinOwner(path);
    const own = await startWorker(directory, log);
    if (own) return own;
    // The owner may be starting, or just going: whichever comes first, its socket or its end.
    if (Date.now() > deadline || leaving.aborted) {
      throw new Error(`another process holds the database in ${directory}, but does not answer`);
    }
    await wait(100);
  }
}

/** The same for as long as it takes, as what stands in the way may go; undefined where the database is let go meanwhile. */
async function takeHoldAgain(directory: string, log: Log, leaving: AbortSignal): Promise<Hold | undefined> {
  let told = "";
  for (let pause = firstWait; !leaving.aborted; pause = Math.min(2 * pause, longestWait)) {
    try {
      return await takeHold(directory, log, leaving);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== told && !leaving.aborted) log("error", `the database can't be had again yet: ${message}`);
      told = message;
    }
    // An abort ends the wait, and then the loop.
    await wait(pause, undefined, { signal: leaving }).catch(() => undefined);
  }
  return undefined;
}

function joinOwner(path: string): Hold {
  const line = connect(path);
  // A line that breaks is closed as well, and that is what counts.
  line.on("error", () => undefined);
  return {
    path,
    owner: false,
    ended: new Promise((done) => line.once("close", () => done())),
    close: async () => void line.destroy(),
  };
}
