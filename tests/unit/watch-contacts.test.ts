import { EventEmitter } from "node:events";
import { MongoServerError } from "mongodb";
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
  stream.emit("resumeTokenChanged");
  stream.emit("resumeTokenChanged");
  stream.emit("change", {
    operationType: "insert",
    documentKey: { _id: 1 },
    fullDocument: { organizationId: "org_1" },
  });
  stream.emit("change", { operationType: "update", documentKey: { _id: 2, organizationId: "org_2" } });
  stream.emit("change", { operationType: "delete", documentKey: { _id: 3, organizationId: "org_3" } });
  expect(onChange.mock.calls).toEqual([["any"], [["org_1"]], [["org_2"]], [["org_3"]]]);
  for (const _id of [5, 6]) stream.emit("change", { operationType: "update", documentKey: { _id } });
  await vi.waitFor(() => expect(onChange).toHaveBeenLastCalledWith(["org_5"]));
  expect(find.mock.calls).toEqual([[{ _id: { $in: [5, 6] } }, expect.anything()]]);
  expect(onEnd).not.toHaveBeenCalled();
});

test("after deletes, whose contacts can't be asked for, all are looked at together", async () => {
  const { stream, find, database } = deployment();
  const onChange = vi.fn();
  watchContacts(database, onChange, vi.fn());
  for (let _id = 0; _id < 50; _id++) stream.emit("change", { operationType: "delete", documentKey: { _id } });
  await vi.waitFor(() => expect(onChange.mock.calls).toEqual([["any"]]));
  expect(find).not.toHaveBeenCalled();
});

test.each([
  ["a deployment without change streams", new MongoServerError({ code: 40_573 }), false],
  ["the embedded database", new MongoServerError({ code: 238 }), false],
  ["a failover that takes too long", new MongoServerError({ code: 91 }), true],
  ["a network that is away", new Error("connect ECONNREFUSED"), true],
])("%s is told of once, and whether it is worth opening again", (_, error, isSupported) => {
  const { stream, database } = deployment();
  const onEnd = vi.fn();
  watchContacts(database, vi.fn(), onEnd);
  stream.emit("error", error);
  stream.emit("end");
  expect(onEnd.mock.calls).toEqual([[isSupported]]);
});

test("when it is stopped the stream is closed, and its end is nobody's concern", () => {
  const { stream, database } = deployment();
  const onEnd = vi.fn();
  watchContacts(database, vi.fn(), onEnd)();
  stream.emit("end");
  expect(stream.close).toHaveBeenCalled();
  expect(onEnd).not.toHaveBeenCalled();
});
