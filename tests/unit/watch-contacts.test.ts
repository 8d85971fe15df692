import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import type { Database } from "../../db/collections.ts";
import { watchContacts } from "../../db/watch-contacts.ts";

/** A deployment's change stream, driven by the test. */
function deployment() {
  const stream = Object.assign(new EventEmitter(), { close: vi.fn(async () => {}) });
  const watch = vi.fn(() => stream);
  const find = vi.fn(() => ({ toArray: async () => [{ organizationId: "org_5" }, { organizationId: "org_5" }] }));
  return { stream, watch, find, database: { contacts: { watch, find } } as unknown as Database };
}

test("the organization of a change is told by its event, or asked for by the contact's key", async () => {
  const { stream, watch, find, database } = deployment();
  const [onChange, onEnd] = [vi.fn(), vi.fn()];
  watchContacts(database, onChange, onEnd);
  // What the server would have to look up for each event isn't asked for.
  expect(watch.mock.calls).toEqual([[expect.arrayContaining([{ $match: { operationType: expect.anything() } }])]]);
  stream.emit("init");
  stream.emit("change", {
    operationType: "insert",
    documentKey: { _id: 1 },
    fullDocument: { organizationId: "org_1" },
  });
  stream.emit("change", { operationType: "update", documentKey: { _id: 2, organizationId: "org_2" } });
  stream.emit("change", { operationType: "delete", documentKey: { _id: 3, organizationId: "org_3" } });
  stream.emit("change", { operationType: "delete", documentKey: { _id: 4 } });
  expect(onChange.mock.calls).toEqual([["any"], [["org_1"]], [["org_2"]], [["org_3"]], ["any"]]);
  for (const _id of [5, 6]) stream.emit("change", { operationType: "update", documentKey: { _id } });
  await vi.waitFor(() => expect(onChange).toHaveBeenLastCalledWith(["org_5"]));
  expect(find.mock.calls).toEqual([[{ _id: { $in: [5, 6] } }, expect.anything()]]);
  expect(onEnd).not.toHaveBeenCalled();
});

test("a deployment without change streams is told once", () => {
  const { stream, database } = deployment();
  const onEnd = vi.fn();
  watchContacts(database, vi.fn(), onEnd);
  stream.emit("error", new Error("not supported"));
  stream.emit("end");
  expect(onEnd.mock.calls).toEqual([[false]]);
});

test("when it is stopped the stream is closed, and its end is nobody's concern", () => {
  const { stream, database } = deployment();
  const onEnd = vi.fn();
  watchContacts(database, vi.fn(), onEnd)();
  stream.emit("end");
  expect(stream.close).toHaveBeenCalled();
  expect(onEnd).not.toHaveBeenCalled();
});
