import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ActivityDocument } from "../../db/collections.ts";
import { markVainCalls } from "../../db/vain-calls.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

let opened: TestDatabase;

beforeAll(async () => {
  opened = await borrowDatabase();
});
afterAll(() => opened.close());
beforeEach(() => opened.database.activities.deleteMany({}));

const second = (seconds: number) => new Date(Date.UTC(2026, 10, 18, 9, 0, seconds));
const entry = (text: string, at: Date, rest: Partial<ActivityDocument> = {}): ActivityDocument => ({
  ...{ organizationId: "one", contactId: "a", userId: "ann", at, action: "call", dateBefore: null, dateAfter: null },
  ...{ operationId: "op_one", text, ...rest },
});

test("a call that an earlier version logged with a try says so since, and no other does", async () => {
  const done = { action: "done", outcome: "noAnswer" } as const;
  await opened.database.activities.insertMany([
    entry("of the try", second(10)),
    entry("try", new Date(second(10).getTime() + 1), done),
    entry("of years ago in one file", second(1)),
    entry("of another form", second(10), { operationId: "op_two" }),
    entry("of another contact", second(10), { contactId: "b" }),
    entry("of another organization", second(10), { organizationId: "two" }),
    entry("a note", second(10), { action: "note" }),
    entry("of what was taken back", second(30), { operationId: "op_three" }),
    entry("taken back", second(30), { ...done, operationId: "op_three", undone: true }),
  ]);
  for (let time = 0; time < 2; time++) await markVainCalls(opened.database, () => undefined);
  const marked = await opened.database.activities.find({ outcome: "noAnswer", action: { $ne: "done" } }).toArray();
  expect(marked.map(({ text }) => text)).toEqual(["of the try"]);
});
