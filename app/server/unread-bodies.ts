import type { RequestHandler } from "express";

const LONGEST_MILLISECONDS = 30_000;

/**
 * Throws away what nobody has read of a body once the answer is sent: a client that is cut off while it sends never
 * sees the answer. One that goes on for too long is cut off all the same.
 */
export function unreadBodies(): RequestHandler {
  return (request, response, next) => {
    response.once("finish", () => {
      if (request.complete || request.destroyed) return;
      request.removeAllListeners("data");
      request.resume();
      const { socket } = request;
      const end = setTimeout(() => request.destroy(), LONGEST_MILLISECONDS);
      const stop = () => {
        clearTimeout(end);
        socket.off("close", stop);
      };
      // Once it is answered, a request isn't told that its connection is gone.
      request.once("close", stop);
      socket.once("close", stop);
    });
    next();
  };
}
