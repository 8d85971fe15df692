import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/**
 * Keeps the driver from waiting for ever. Where it writes to a socket that is destroyed, but hasn't told yet that it is closed, it waits
 * for the socket to drain, which never happens. So a socket drains when it closes: the driver goes on, and sees that it is closed.
 */
export function drainClosingSockets(): void {
  subscribe("net.client.socket", (message) => {
    const { socket } = message as { socket: Socket };
    socket.once("close", () => socket.emit("drain"));
  });
}
