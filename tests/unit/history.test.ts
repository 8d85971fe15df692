import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { answeredAt, answeredText } from "../../app/domain/answered.ts";
import { addDays, todayIn } from "../../app/domain/calendar.ts";
import { movesInRow, standing, type HistoryEntry } from "../../app/domain/history.ts";

/** Entries a day apart, the newest first. */
const history = (...entries: Omit<HistoryEntry, "at">[]): HistoryEntry[] =>
  entries.map((entry, place) => ({ at: new Date(Date.UTC(2026, 10, 28 - place)), ...entry }));
const moved = (from: number, to: number, action: "snooze" | "set" | "undo" | "done" = "snooze") => {
  return { action, dateBefore: addDays("2026-11-01", from), dateAfter: addDays("2026-11-01", to) };
};
const call = { action: "call" } as const;

describe("moved without contact", () => {
  const moves = (...entries: Omit<HistoryEntry, "at">[]) => movesInRow(standing(history(...entries)));
  const five = [moved(12, 15), moved(9, 12), moved(6, 9, "set"), moved(3, 6), moved(0, 3)];

  test("each move to later counts, since the last contact", () => {
    expect(moves(...five)).toBe(5);
    expect(moves(...five, call, moved(0, 3))).toBe(5);
    expect(moves(moved(3, 6), { ...call, action: "meeting" }, moved(0, 3))).toBe(1);
    expect(moves(moved(3, 6), { ...call, direction: "in" }, moved(0, 3))).toBe(1);
  });

  test("a note is no contact, nor is a try that came to nothing, and neither moves anything", () => {
    const vain = { action: "done", outcome: "noAnswer" } as const;
    expect(moves(moved(3, 6), { action: "note", text: "x" }, vain, { ...call, outcome: "noAnswer" }, moved(0, 3))).toBe(
      2,
    );
  });

  test("what is done, reached or without a date begins anew", () => {
    for (const end of [{ action: "done" }, { action: "done", outcome: "reached" }, { action: "clear" }] as const) {
      expect(moves(moved(3, 6), end, ...five)).toBe(1);
    }
  });

  test("neither an earlier date, nor the first one, is a move", () => {
    expect(moves(moved(6, 3, "set"), { action: "set", dateBefore: null, dateAfter: "2026-11-01" })).toBe(0);
  });

  test("what was taken back doesn't count, whatever it was", () => {
    expect(moves(moved(3, 0, "undo"), moved(0, 3))).toBe(0);
    expect(moves(moved(6, 3, "undo"), moved(3, 6), moved(0, 3))).toBe(1);
    // Moved to the same day twice, of which the second one was taken back.
    expect(moves(moved(3, 0, "undo"), moved(0, 3), moved(3, 0, "set"), moved(0, 3))).toBe(1);
    expect(moves(moved(9, 3, "undo"), moved(3, 9, "done"), moved(0, 3), moved(0, 3))).toBe(2);
    expect(moves(moved(3, 6), { ...call, undone: true }, moved(0, 3))).toBe(2);
  });
});

describe("a reply that waits", () => {
  const at = new Date(Date.UTC(2026, 10, 27, 12));
  const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000);
  const reply = { action: "email", direction: "in", at, operationId: "op_reply" } as const;
  const back = { ...moved(9, 6, "set"), at: later(1), operationId: "op_reply" };

  test("is told until we take our turn", () => {
    expect(answeredAt([reply])).toEqual(at);
    expect(answeredAt([back, reply, { ...call, at: later(-5) }])).toEqual(at);
    expect(answeredAt([{ action: "note", at: later(2), text: "x" }, reply])).toEqual(at);
    for (const turn of [{ action: "call" }, { action: "done" }, { action: "snooze" }, { action: "clear" }] as const) {
      expect(answeredAt([{ ...turn, at: later(2), operationId: "op_turn" }, reply])).toBeNull();
    }
    expect(answeredAt([{ action: "done", outcome: "noAnswer", at: later(2) }, reply])).toBeNull();
  });

  test("a date that was moved before we knew of it doesn't hide it, nor does what was taken back", () => {
    const late = { ...reply, loggedAt: later(3) };
    const snooze = { ...moved(6, 9), at: later(1), operationId: "op_snooze" };
    expect(answeredAt([{ ...back, at: later(3) }, snooze, late])).toEqual(at);
    expect(answeredAt([{ ...snooze, at: later(4) }, late])).toBeNull();
    const undo = { ...moved(9, 6, "undo"), at: later(5), operationId: "op_undo" };
    expect(answeredAt([undo, { ...snooze, at: later(4) }, late])).toEqual(at);
    expect(answeredAt([{ ...late, undone: true }])).toBeNull();
  });

  test.each([
    ["2026-11-27T12:00:30Z", "just now"],
    ["2026-11-27T12:01:00Z", "1 minute ago"],
    ["2026-11-27T12:59:59Z", "59 minutes ago"],
    ["2026-11-27T13:00:00Z", "1 hour ago"],
    ["2026-11-28T11:59:00Z", "23 hours ago"],
    ["2026-11-28T12:00:00Z", "yesterday"],
    ["2026-12-02T00:00:00Z", "5 days ago"],
    // A clock that is ahead.
    ["2026-11-27T11:59:00Z", "just now"],
  ])("at %s it came %s", (moment, when) => {
    for (const timeZone of ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"]) {
      const now = Temporal.Instant.from(moment);
      const reader = { now: new Date(moment), today: todayIn(now, timeZone), timeZone, locale: "en-GB" } as const;
      const text = answeredText(at, reader);
      if (when.endsWith("days ago")) expect(text).toMatch(/^Answered [45] days ago$/);
      else expect(text).toBe(`Answered ${when}`);
    }
  });

  test("days are counted where the reader is, also where the clock is put forward", () => {
    const reader = { timeZone: "America/New_York", locale: "en-US" } as const;
    const before = new Date("2026-03-08T04:30:00Z");
    const now = new Date("2026-03-09T05:00:00Z");
    expect(answeredText(before, { ...reader, now, today: "2026-03-09" })).toBe("Answered 2 days ago");
  });
});
