import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { standing } from "../../app/domain/history.ts";
import { isTold } from "../../app/domain/last-note-text.ts";
import type { ActivityDocument } from "../../db/collections.ts";
import { contactHistories } from "../../db/contact-history.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

let test_: TestDatabase;

beforeAll(async () => {
  test_ = await borrowDatabase();
});
afterAll(() => test_.close());
beforeEach(() => test_.database.activities.deleteMany({}));

const scope = { organizationId: "one", userId: "ann" };
const minute = (minutes: number) => new Date(Date.UTC(2026, 10, 18, 0, minutes));
/** The newest entry of each contact that is told as its note. */
const lastNotes = async (...asked: Parameters<typeof contactHistories>) =>
  new Map(
    [...(await contactHistories(...asked))].flatMap(([id, history]) => {
      const newest = standing(history).find(isTold);
      return newest ? [[id, newest] as const] : [];
    }),
  );
const activity = (contactId: string, at: Date, rest: Partial<ActivityDocument> = {}): ActivityDocument => ({
  ...{ organizationId: "one", contactId, userId: "ann", at, action: "call", dateBefore: null, dateAfter: null },
  ...{ operationId: "op", ...rest },
});

test("of each contact it is the newest note, of the organization alone", async () => {
  await test_.database.activities.insertMany([
    activity("a", minute(2), { text: "second" }),
    activity("a", minute(1), { text: "first" }),
    activity("a", minute(3), { action: "snooze" }),
    activity("a", minute(4), { organizationId: "two", text: "secret" }),
    activity("b", minute(5), { action: "email" }),
    activity("c", minute(5), { action: "done" }),
    activity("d", minute(5), { text: "not asked for" }),
  ]);
  const undated = { dateBefore: null, dateAfter: null, operationId: "op" };
  const found = await lastNotes(test_.database, scope, ["a", "b", "c"]);
  expect([...found.values()]).toEqual([
    { ...undated, contactId: "b", action: "email", at: minute(5) },
    { ...undated, contactId: "a", action: "call", at: minute(2), text: "second" },
  ]);
  expect(await lastNotes(test_.database, scope, [])).toEqual(new Map());
});

test("no more than 2,000 activities are looked through", async () => {
  const snoozes = Array.from({ length: 2_000 }, (_, place) => activity("a", minute(place + 10), { action: "snooze" }));
  await test_.database.activities.insertMany([...snoozes, activity("b", minute(1)), activity("c", minute(9_999))]);
  expect([...(await lastNotes(test_.database, scope, ["a", "b", "c"])).keys()]).toEqual(["c"]);
});
