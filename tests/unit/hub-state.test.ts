import { describe, expect, test } from "vitest";
import { WHOLE_LIST, type DueView } from "../../app/domain/due-view.ts";
import type { FollowUp } from "../../app/domain/follow-up.ts";
import { hubReducer, openedHub, shownList, type HubEvent } from "../../app/components/hub/hub-state.ts";
import type { DueList } from "../../app/domain/due-list.ts";

const HOT: DueView = { ...WHOLE_LIST, filter: "hot" };
const dated = (id: string, day: number) =>
  ({ ...row(id, false, 9), contactName: id, nextFollowUpDate: `2026-11-0${day}` }) as FollowUp;
const row = (id: string, isHot: boolean, overdueDays: number) => ({ id, isHot, overdueDays }) as FollowUp;
const list: DueList = {
  followUps: [row("a", true, 2), row("b", true, 0), row("c", false, 1), row("d", false, 0)],
  counts: { all: 10, overdue: 5, today: 5, hot: 3 },
  today: "2026-11-24",
  nextMidnight: 0,
  locale: "en-GB",
  snoozeOptions: [],
};
const after = (...events: HubEvent[]) => events.reduce(hubReducer, openedHub({ view: WHOLE_LIST, list }));
const ids = (state: ReturnType<typeof after>) => shownList(state).followUps.map(({ id }) => id);

test("a row that is acted on leaves at once and the counts shrink", () => {
  const state = after({ type: "changed", key: 1, ids: ["a", "d"] });
  expect(ids(state)).toEqual(["b", "c"]);
  expect(shownList(state).counts).toEqual({ all: 8, overdue: 4, today: 4, hot: 2 });
});

test("a refused change puts its rows back where they were, others stay away", () => {
  const state = after(
    { type: "changed", key: 1, ids: ["a"] },
    { type: "changed", key: 2, ids: ["c"] },
    { type: "refused", key: 1 },
  );
  expect(ids(state)).toEqual(["a", "b", "d"]);
});

test("a list asked for before the change was accepted doesn't bring the row back", () => {
  const state = after(
    { type: "changed", key: 1, ids: ["a"] },
    { type: "accepted", key: 1, shownFrom: 2 },
    { type: "refreshed", view: WHOLE_LIST, refresh: 1, list },
  );
  expect(ids(state)).toEqual(["b", "c", "d"]);
});

test("a list asked for afterwards is believed, whatever it says", () => {
  const state = after(
    { type: "changed", key: 1, ids: ["a"] },
    { type: "accepted", key: 1, shownFrom: 1 },
    { type: "refreshed", view: WHOLE_LIST, refresh: 1, list },
  );
  expect(ids(state)).toEqual(["a", "b", "c", "d"]);
});

test("answers that arrive out of order, or for another tab, are left out", () => {
  const empty: DueList = {
    followUps: [],
    counts: { all: 0, overdue: 0, today: 0, hot: 0 },
    today: "2026-11-25",
    nextMidnight: 0,
    locale: "en-GB",
    snoozeOptions: [],
  };
  const state = after(
    { type: "refreshed", view: WHOLE_LIST, refresh: 2, list },
    { type: "refreshed", view: WHOLE_LIST, refresh: 1, list: empty },
    { type: "refreshed", view: HOT, refresh: 3, list: empty },
  );
  expect(ids(state)).toEqual(["a", "b", "c", "d"]);
});

test("a tab that is opened while a change is on its way doesn't show its row", () => {
  const state = after({ type: "changed", key: 1, ids: ["a"] }, { type: "opened", view: HOT, list });
  expect(ids(state)).toEqual(["b", "c", "d"]);
});

test("a new lead quality shows at once and counts; under Hot the row leaves, but stays due", () => {
  const cooled: HubEvent = { type: "changed", key: 1, ids: ["a"], leadQuality: "WARM" };
  const state = after(cooled, { type: "changed", key: 2, ids: ["d"], leadQuality: "HOT" });
  expect(shownList(state).followUps).toMatchObject([
    { id: "a", leadQuality: "WARM", isHot: false },
    { id: "b", isHot: true },
    { id: "c", isHot: false },
    { id: "d", leadQuality: "HOT", isHot: true },
  ]);
  expect(shownList(state).counts).toEqual(list.counts);
  const hot = hubReducer(openedHub({ view: HOT, list }), cooled);
  expect(ids(hot)).not.toContain("a");
  expect(shownList(hot).counts).toEqual({ ...list.counts, hot: 2 });
  expect(shownList(hubReducer(hot, { type: "refused", key: 1 }))).toBe(list);
});

test("of two lead qualities the later one shows, and a row that is done is gone whatever its quality", () => {
  const state = after(
    { type: "changed", key: 1, ids: ["c"], leadQuality: "HOT" },
    { type: "changed", key: 2, ids: ["c"], leadQuality: "COLD" },
    { type: "changed", key: 3, ids: ["d"], leadQuality: "HOT" },
    { type: "changed", key: 4, ids: ["d"] },
  );
  expect(shownList(state).followUps.find(({ id }) => id === "c")).toMatchObject({ leadQuality: "COLD" });
  expect(ids(state)).toEqual(["a", "b", "c"]);
  expect(shownList(state).counts).toEqual({ all: 9, overdue: 5, today: 4, hot: 3 });
});

test("rows that an undo brings back never make the list longer than the server's", () => {
  const followUps = Array.from({ length: 200 }, (_, index) => row(`x${index}`, false, 1));
  const counts = { all: 200, overdue: 200, today: 0, hot: 0 };
  const full = { type: "refreshed", view: WHOLE_LIST, refresh: 1, list: { ...list, followUps, counts } } as const;
  const back = Array.from({ length: 200 }, (_, index) => row(`y${index}`, true, 2));
  const state = after(full, { type: "restored", key: 1, followUps: back });
  expect(ids(state).sort()).toEqual(back.map(({ id }) => id).sort());
  expect(shownList(state).counts).toEqual({ all: 400, overdue: 400, today: 0, hot: 200 });
});

describe("where a lead quality is chosen", () => {
  const warm = { ...row("w", false, 1), leadQuality: "WARM" } as FollowUp;
  const other = { ...row("v", false, 2), leadQuality: "WARM" } as FollowUp;
  const view: DueView = { ...WHOLE_LIST, quality: "WARM" };
  const opened = openedHub({ view, list: { ...list, followUps: [warm], matching: 7 } });
  const shown = (...events: HubEvent[]) => shownList(events.reduce(hubReducer, opened));

  test("a row that gets another one leaves, and one fewer matches, though as many are due", () => {
    const { followUps, matching, counts } = shown({ type: "changed", key: 1, ids: ["w"], leadQuality: "COLD" });
    expect([followUps, matching, counts.all]).toEqual([[], 6, 10]);
  });

  test("an undo brings back who has it, and no one else", () => {
    const { followUps, matching } = shown({ type: "restored", key: 1, followUps: [row("a", true, 2), other] });
    expect([followUps.map(({ id }) => id), matching]).toEqual([["v", "w"], 8]);
  });

  test("in the order of dates what comes back stands by its date", () => {
    const oldest = hubReducer(
      {
        ...opened,
        view: { ...WHOLE_LIST, order: "oldest" },
        list: { ...list, followUps: [dated("a", 1), dated("b", 3)] },
      },
      { type: "restored", key: 1, followUps: [{ ...dated("c", 2), isHot: true }] },
    );
    expect(ids(oldest)).toEqual(["a", "c", "b"]);
  });

  test("whom a search finds only the server tells", () => {
    const searched = { ...opened, view: { ...WHOLE_LIST, search: "w" } };
    const back = hubReducer(searched, { type: "restored", key: 1, followUps: [other] });
    expect([ids(back), shownList(back).matching]).toEqual([["w"], 7]);
  });
});

test("a row that a refresh tells the same of is the same object, so that it isn't drawn again", () => {
  const told = structuredClone(list.followUps);
  const changed = { ...told[1]!, overdueDays: 1 };
  const state = after({
    ...{ type: "refreshed", view: WHOLE_LIST, refresh: 1 },
    list: { ...list, followUps: [changed, told[0]!, told[2]!] },
  });
  const [first, second, third] = shownList(state).followUps;
  expect([second, third]).toEqual([list.followUps[0], list.followUps[2]]);
  expect(second).toBe(list.followUps[0]);
  expect(third).toBe(list.followUps[2]);
  expect(first).toEqual(changed);
});
