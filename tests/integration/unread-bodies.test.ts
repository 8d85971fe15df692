import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import express from "express";
import { expect, test, vi } from "vitest";
import { unreadBodies } from "../../app/server/unread-bodies.ts";

test("nothing waits for the rest of a body once its connection is gone", async () => {
  const app = express()
    .use(unreadBodies())
    .use((_request, response) => void response.status(401).end());
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nfew");
    await once(socket, "data");
    expect(vi.getTimerCount()).toBe(1);
    socket.destroy();
    await expect.poll(() => vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
    server.close();
  }
});
