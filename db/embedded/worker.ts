import { parentPort, workerData } from "node:worker_threads";
import { startBackground } from "./background.ts";
import { createCursors } from "./commands/cursors.ts";
import type { Server } from "./commands/server.ts";
import { createSessions } from "./commands/sessions.ts";
import { placeSocket, removeSocket, takeOwnership } from "./ownership.ts";
import { openStore } from "./storage/store.ts";
import { listen } from "./wire/listen.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

const { directory } = workerData as { directory: string };
const port = parentPort!;
const tell = (message: FromWorker): void => port.postMessage(message);

/** Serves the folder until it is told to stop, where no other process does. */
async function main(): Promise<void> {
  const ownership = await takeOwnership(directory);
  if (!ownership) {
    tell({ kind: "taken" });
    port.close();
    return;
  }
  const store = openStore(directory, (cause) => {
    // Thrown where nobody catches it, so that the thread ends and its owner is told.
    setImmediate(() => {
      throw new Error(`the database could not be written, and has stopped: ${String(cause)}`, { cause });
    });
  });
  const server: Server = {
    store,
    cursors: createCursors(),
    sessions: createSessions(store),
    log: (level, message) => tell({ kind: "log", level, message }),
    startedAt: Date.now(),
    connections: 0,
  };
  const path = await placeSocket(directory);
  const listener = await listen(path, server);
  const stopBackground = startBackground(server);
  port.on("message", (message: ToWorker) => {
    if (message.kind !== "close") return;
    void (async () => {
      stopBackground();
      await listener.close();
      store.close();
      await removeSocket(directory);
      ownership.release();
      tell({ kind: "closed" });
      port.close();
    })();
  });
  tell({ kind: "ready", path });
}

await main();
