import { EventEmitter } from "node:events";
import type { MongoClient } from "mongodb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchHeartbeat } from "../../db/heartbeat.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** A database that is watched, whose heartbeat takes a moment. */
function watched() {
  const client = new EventEmitter();
  const isSlow = watchHeartbeat(client as unknown as MongoClient);
  const beat = (duration = 5) => client.emit("serverHeartbeatSucceeded", { connectionId: "a:1", duration });
  const later = (milliseconds: number, duration?: number) => {
    for (let past = 0; past < milliseconds; past += 500) {
      vi.advanceTimersByTime(500);
      beat(duration);
    }
  };
  beat();
  return { client, isSlow, later };
}

test("a prompt heartbeat is no slow database, a late or long one is", () => {
  const { isSlow, later } = watched();
  later(10_000);
  expect(isSlow()).toBe(false);
  later(500, 800);
  expect(isSlow()).toBe(true);
  later(500);
  expect(isSlow()).toBe(false);
  vi.advanceTimersByTime(2_100);
  expect(isSlow()).toBe(true);
});

test("one that answers nothing but heartbeats is slow; one that is asked nothing isn't", () => {
  const { client, isSlow, later } = watched();
  client.emit("connectionCheckedOut");
  later(2_000);
  expect(isSlow()).toBe(false);
  later(500);
  expect(isSlow()).toBe(true);
  client.emit("connectionCheckedIn");
  expect(isSlow()).toBe(false);
  later(60_000);
  expect(isSlow()).toBe(false);
});

test("one that answers others isn't slow, however long one answer takes", () => {
  const { client, isSlow, later } = watched();
  client.emit("connectionCheckedOut");
  for (let n = 0; n < 10; n++) {
    client.emit("connectionCheckedOut");
    later(1_000);
    client.emit("connectionCheckedIn");
  }
  expect(isSlow()).toBe(false);
});
