import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import type { Database } from "../../db/collections.ts";
import { watchContacts } from "../../db/watch-contacts.ts";

/** A deployment's change stream, driven by the test. */
function deployment() {
  const stream = Object.assign(new EventEmitter(), { close: vi.fn(async () => {}) });
  const watch = vi.fn(() => stream);
  return { stream, watch, database: { contacts: { watch } } as unknown as Database };
}

test("each change of the organization is told, the first look too", () => {
  const { stream, watch, database } = deployment();
  const [onChange, onEnd] = [vi.fn(), vi.fn()];
  watchContacts(database, "org_1", onChange, onEnd);
  expect(JSON.stringify(watch.mock.calls)).toContain('"fullDocument.organizationId":"org_1"');
  stream.emit("init");
  stream.emit("change", {});
  expect(onChange).toHaveBeenCalledTimes(2);
  expect(onEnd).not.toHaveBeenCalled();
});

test("a deployment without change streams is told once", () => {
  const { stream, database } = deployment();
  const onEnd = vi.fn();
  watchContacts(database, "org_1", vi.fn(), onEnd);
  stream.emit("error", new Error("not supported"));
  stream.emit("end");
  expect(onEnd).toHaveBeenCalledTimes(1);
});

test("when it is stopped the stream is closed, and its end is nobody's concern", () => {
  const { stream, database } = deployment();
  const onEnd = vi.fn();
  watchContacts(database, "org_1", vi.fn(), onEnd)();
  stream.emit("end");
  expect(stream.close).toHaveBeenCalled();
  expect(onEnd).not.toHaveBeenCalled();
});
