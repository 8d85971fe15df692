import type { MongoClient, ServerHeartbeatSucceededEvent } from "mongodb";

/** A heartbeat that takes longer, or comes later, tells of a database that is slow or silent. */
const SLOW_MILLISECONDS = 700;
const LATE_MILLISECONDS = 2_000;

/**
 * Watches the heartbeats of the client's servers, and what else is answered; the function returned tells whether none of
 * them is prompt now, or nothing that was asked has been answered for some time.
 */
export function watchHeartbeat(client: MongoClient): () => boolean {
  const last = new Map<string, { at: number; took: number }>();
  client.on("serverHeartbeatSucceeded", ({ connectionId, duration }: ServerHeartbeatSucceededEvent) => {
    last.set(connectionId, { at: performance.now(), took: duration });
  });
  client.on("serverClosed", ({ address }) => last.delete(address));
  let asking = 0;
  let quietSince = 0;
  client.on("connectionCheckedOut", () => {
    if (asking++ === 0) quietSince = performance.now();
  });
  client.on("connectionCheckedIn", () => {
    asking--;
    quietSince = performance.now();
  });
  const isQuiet = () => asking > 0 && performance.now() - quietSince > LATE_MILLISECONDS;
  return () =>
    isQuiet() ||
    [...last.values()].every(({ at, took }) => took > SLOW_MILLISECONDS || performance.now() - at > LATE_MILLISECONDS);
}
