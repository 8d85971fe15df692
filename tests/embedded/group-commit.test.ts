import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { createGroupCommit } from "../../db/embedded/storage/group-commit.ts";
import type { Connection } from "../../db/embedded/storage/sqlite.ts";

test.each([
  ["nobody waits for it, in parts of half a second", false, [0, 0, 0, 1]],
  ["somebody waits for it, in parts of 80 milliseconds", true, [0, 1, 1, 2]],
])("long work is committed, where %s", async (_where, isAwaited, expected) => {
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  let committed = 0;
  const exec = (sql: string): void => void (committed += Number(sql === "COMMIT"));
  const commits = createGroupCommit({ exec } as Connection, (error) => expect.fail(String(error)));
  const afterEach: number[] = [];
  await commits.during(async () => {
    for (const milliseconds of [79, 81, 159, 501]) {
      commits.begin();
      if (isAwaited) void commits.settled();
      vi.setSystemTime(milliseconds);
      await nextTurn();
      await nextTurn();
      afterEach.push(committed);
    }
  });
  expect(afterEach).toEqual(expected);
  await commits.settled();
});
