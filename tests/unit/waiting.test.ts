import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Report } from "../../app/actions/action.ts";
import { createRefresher } from "../../app/actions/refresher.ts";
import { untilMidnight, waitAfter } from "../../app/domain/waiting.ts";
import { listenForChanges } from "../../app/live/listen-for-changes.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

test.each([
  ["in five hours", 5 * 60 * MINUTE, 5 * 60 * MINUTE],
  ["with a clock 25 days slow, at which a browser's timer would fire at once", 25 * DAY, DAY],
  ["with a clock that runs ahead", -DAY, MINUTE],
  ["where it isn't told", Number.NaN, MINUTE],
])("the wait for midnight %s", (_when, left, wait) => expect(untilMidnight(left, 0)).toBe(wait));

test("the wait after failures grows up to two minutes, differs at random, and isn't shorter than the server asks", () => {
  expect([1, 2, 3, 50, 5_000].map((failures) => waitAfter(failures, 0, 0))).toEqual([
    2_000, 4_000, 8_000, 120_000, 120_000,
  ]);
  expect(waitAfter(3, 0, 1)).toBe(4_000);
  expect(waitAfter(1, 30_000, 0)).toBe(30_000);
  expect(waitAfter(1, 30_000, 1)).toBe(45_000);
  expect(waitAfter(1, 30 * DAY, 1)).toBeLessThan(30 * MINUTE);
});

describe("with a clock of our own", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const WELL: Report<unknown> = { done: {}, obstacle: null };
  const trouble = (retryAfter: number): Report<unknown> => ({
    done: null,
    obstacle: { code: "too_many_requests", reason: "", isLost: false, retryAfter },
  });

  test("a page that is told of forty changes a second asks no more than twice at once", async () => {
    let asked = 0;
    const refresher = createRefresher(async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return WELL;
    });
    for (let change = 0; change < 40; change++) void refresher.ask();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(2);
  });

  test("what is asked while one is under way ends after a later answer", async () => {
    const answers: string[] = [];
    const refresher = createRefresher(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      answers.push("answered");
      return WELL;
    });
    void refresher.ask();
    const second = refresher.ask();
    await vi.advanceTimersByTimeAsync(150);
    expect(answers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(150);
    await second;
    expect(answers).toHaveLength(2);
  });

  test("after 429 it waits as long as it is told, whatever asks meanwhile, and goes on by itself", async () => {
    let asked = 0;
    let report = trouble(30_000);
    const refresher = createRefresher(async () => (asked++, report));
    await refresher.ask();
    for (let second = 0; second < 29; second++) {
      void refresher.ask();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(asked).toBe(1);
    report = WELL;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked).toBe(2);
    await refresher.ask();
    expect(asked).toBe(3);
  });

  test("a server in trouble for an hour is asked less and less, and at once when the browser is online again", async () => {
    let asked = 0;
    const refresher = createRefresher(async () => (asked++, trouble(0)));
    await refresher.ask();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(asked).toBeGreaterThan(25);
    expect(asked).toBeLessThan(80);
    const before = asked;
    await refresher.askNow();
    expect(asked).toBe(before + 1);
    refresher.stop();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(asked).toBe(before + 1);
  });

  test("a stream of changes that breaks is opened again after a growing wait, from where it was", async () => {
    const opened: FakeStream[] = [];
    class FakeStream {
      onopen = () => {};
      onerror = () => {};
      onmessage: (event: { lastEventId: string }) => void = () => {};
      readonly address: string;
      constructor(address: string) {
        this.address = address;
        opened.push(this);
      }
      close() {}
    }
    vi.stubGlobal("EventSource", FakeStream);
    try {
      let changes = 0;
      const stop = listenForChanges("one", () => changes++);
      opened[0]!.onmessage({ lastEventId: "two" });
      expect(changes).toBe(1);
      for (let minute = 0; minute < 10; minute++) {
        opened.at(-1)!.onerror();
        await vi.advanceTimersByTimeAsync(MINUTE);
      }
      expect(opened).toHaveLength(11);
      expect(opened[1]!.address).toBe("/api/follow-ups/changes?since=two");
      expect(changes).toBe(11);
      const broken = opened.length;
      opened.at(-1)!.onerror();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(opened).toHaveLength(broken);
      stop();
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(opened).toHaveLength(broken);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
