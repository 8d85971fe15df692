import { chmod } from "node:fs/promises";
import { createServer, type Server as NetServer, type Socket } from "node:net";
import { answer, connectionClosed } from "../commands/dispatch.ts";
import type { Server } from "../commands/server.ts";
import { createFramer, FrameError } from "./frames.ts";
import { parseMessage, type Message } from "./message.ts";
import { encodeReply } from "./reply.ts";

/** A listening server. */
export interface Listener {
  /** Takes no more connections, lets the running commands end, and closes. */
  close(): Promise<void>;
  /** Ends all connections at once, without an answer; new ones meet what is current then. */
  drop(): void;
}

/** Listens on the socket file, which only its owner may open; resolves when clients can connect. Each meets the server that is current. */
export async function listen(path: string, current: () => Server): Promise<Listener> {
  const open = new Set<Socket>();
  const running = new Set<Promise<void>>();
  let closing = false;
  const net: NetServer = createServer((socket) => {
    if (closing) {
      socket.destroy();
      return;
    }
    const server = current();
    open.add(socket);
    server.connections += 1;
    serve(socket, server, (work) => {
      running.add(work);
      void work.finally(() => running.delete(work));
    });
    socket.on("close", () => {
      open.delete(socket);
      server.connections -= 1;
    });
  });
  await new Promise<void>((resolve, reject) => {
    net.once("error", reject);
    net.listen(path, () => {
      net.off("error", reject);
      resolve();
    });
  });
  net.on("error", (error) => current().log("error", `the socket has failed: ${error.message}`));
  await chmod(path, 0o600);
  return {
    close: async () => {
      closing = true;
      const closed = new Promise<void>((resolve) => net.close(() => resolve()));
      for (const socket of open) socket.pause();
      // No client can end its transaction any more, and a plain write may be waiting for that.
      for (const session of current().sessions.all()) session.transaction?.abort();
      while (running.size > 0) await Promise.all(running);
      for (const socket of open) socket.destroy();
      await closed;
    },
    drop: () => {
      for (const socket of open) socket.destroy();
    },
  };
}

function serve(socket: Socket, server: Server, track: (work: Promise<void>) => void): void {
  const connection = Symbol("connection");
  const takeFrames = createFramer();
  const waiting: Message[] = [];
  let busy = false;

  const drop = (reason: string): void => {
    server.log("warn", `closed a connection: ${reason}`);
    waiting.length = 0;
    socket.destroy();
  };

  // One command after the other, as the client has sent them.
  const work = async (): Promise<void> => {
    busy = true;
    for (let message = waiting.shift(); message && !socket.destroyed; message = waiting.shift()) {
      const reply = await answer(message, server, connection);
      if (message.silent || socket.destroyed) continue;
      const more = socket.write(encodeReply(reply, message));
      // A client that does not read holds itself up, and not this process's memory.
      if (!more)
        await new Promise<void>((resolve) => {
          socket.once("drain", resolve);
          socket.once("close", resolve);
        });
    }
    busy = false;
  };

  socket.on("data", (chunk: Buffer) => {
    try {
      for (const frame of takeFrames(chunk)) waiting.push(parseMessage(frame));
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      drop(error.message);
      return;
    }
    if (!busy && waiting.length > 0)
      track(
        work().catch((error: unknown) => drop(error instanceof Error ? (error.stack ?? error.message) : String(error))),
      );
  });
  socket.on("error", (error) => server.log("info", `a connection has failed: ${error.message}`));
  socket.on("close", () => connectionClosed(server, connection));
}
