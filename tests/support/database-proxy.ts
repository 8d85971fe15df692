import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";

/** How the way to the database is: as it should be, gone, without an answer, slow, or without one but to heartbeats. */
export type Way = "open" | "cut" | "silent" | "slow" | "stuck";

/** A way to a database over TCP that can be disturbed. */
export interface DatabaseProxy {
  port: number;
  become(way: Way): void;
  close(): Promise<void>;
}

/** Slow enough that a heartbeat succeeds, and a page is too late. */
const SLOW_MILLISECONDS = 600;

/** Starts it in front of the database that listens at the socket's path. */
export async function startDatabaseProxy(path: string): Promise<DatabaseProxy> {
  let way: Way = "open";
  let changed = promiseToKeep();
  const sockets = new Set<Socket>();

  /** Hands on what comes, in order, when the way lets it. */
  const handOn = async (from: Readable, to: Socket) => {
    for await (const chunk of from) {
      while (way === "silent" || (way === "stuck" && !isGreeting(chunk as Buffer))) await changed.promise;
      if (way === "slow") await wait(SLOW_MILLISECONDS);
      to.write(chunk as Buffer);
    }
  };
  const server = createServer((client) => {
    if (way === "cut") return void client.destroy();
    const database = connect(path);
    const end = () => [client, database].forEach((socket) => socket.destroy());
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("error", end);
      socket.on("close", () => sockets.delete(socket));
    }
    handOn(client, database).then(end, end);
    handOn(database, client).then(end, end);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  const become = (next: Way) => {
    way = next;
    if (way === "cut") for (const socket of sockets) socket.destroy();
    changed.resolve();
    changed = promiseToKeep();
  };
  return {
    port: (server.address() as AddressInfo).port,
    become,
    async close() {
      become("cut");
      server.close();
      await once(server, "close");
    },
  };
}

/** True for what a client sends to see that the database is there. */
function isGreeting(chunk: Buffer): boolean {
  return /hello|ismaster/i.test(chunk.toString("latin1"));
}

function promiseToKeep(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((keep) => (resolve = keep));
  return { promise, resolve };
}
