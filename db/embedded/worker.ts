import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { startBackground } from "./background.ts";
import { createCursors } from "./commands/cursors.ts";
import type { Server } from "./commands/server.ts";
import { createSessions } from "./commands/sessions.ts";
import { checkData, makePrivate, noteDamage, noteWhole, saysDamaged } from "./data-file.ts";
import { watchDisk } from "./disk.ts";
import { placeSocket, removeSocket, takeOwnership, type Ownership } from "./ownership.ts";
import { connect } from "./storage/sqlite.ts";
import { openStore } from "./storage/store.ts";
import { upgrade } from "./storage/upgrade.ts";
import { listen } from "./wire/listen.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

const { directory } = workerData as { directory: string };
const port = parentPort!;
const tell = (message: FromWorker): void => port.postMessage(message);
const disk = watchDisk(directory);

/** Serves the folder until it is told to stop, where no other process does. */
async function main(): Promise<void> {
  const ownership = await takeOwnership(directory);
  if (!ownership) {
    tell({ kind: "taken" });
    port.close();
    return;
  }
  try {
    await serve(ownership);
  } catch (error) {
    ownership.release();
    throw error;
  }
}

async function serve(ownership: Ownership): Promise<void> {
  checkData(directory);
  makePrivate(join(directory, "data.sqlite"));
  upgrade(join(directory, "data.sqlite"), (level, message) => tell({ kind: "log", level, message }));
  let server = startServer();
  let stopBackground = startBackground(server);
  const path = await placeSocket(directory);
  const listener = await listen(path, () => server);
  // While it is open, so are the log and its index, which a full disk has no room to make anew.
  const keeper = connect(join(directory, "data.sqlite"), 64);
  keeper.exec("BEGIN; SELECT count(*) FROM counter; ROLLBACK");

  // What is in memory may be ahead of the file now: all of it is made anew from the file, and nobody is answered from what it was.
  const startAnew = (cause: unknown): void => {
    tell({
      kind: "log",
      level: "error",
      message: `the database could not be written, and starts anew: ${String(cause)}`,
    });
    disk.failed(cause);
    stopBackground();
    listener.drop();
    for (const session of server.sessions.all()) session.transaction?.abort();
    server.store.abandon();
    server = startServer();
    stopBackground = startBackground(server);
  };
  const end = (cause: unknown): void => {
    noteDamage(directory);
    throw new Error(`the data in ${directory} is damaged, and is served no more: ${String(cause)}`, { cause });
  };

  function startServer(): Server {
    // In a turn of its own, where nobody catches what it throws: then the thread ends and its owner is told.
    const fatal = (cause: unknown): void =>
      void setImmediate(() => (saysDamaged(cause) ? end(cause) : startAnew(cause)));
    const store = openStore(directory, fatal);
    noteWhole(directory);
    return {
      store,
      disk,
      cursors: createCursors(),
      sessions: createSessions(store),
      log: (level, message) => tell({ kind: "log", level, message }),
      fatal,
      connections: 0,
    };
  }

  port.on("message", (message: ToWorker) => {
    if (message.kind !== "close") return;
    void (async () => {
      stopBackground();
      await listener.close();
      server.store.close();
      keeper.close();
      await removeSocket(directory);
      ownership.release();
      port.close();
    })();
  });
  tell({ kind: "ready", path });
}

await main();
