import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ActivityBody } from "../../app/domain/activity-input.ts";
import { NO_CADENCE } from "../../app/domain/cadence.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { dateAfterContact, type ContactMade } from "../../app/domain/contact-made.ts";
import { readLog } from "../../app/domain/log-form.ts";
import { isWorkingDay } from "../../app/domain/working-days.ts";

const TODAY = "2026-11-24"; // A Tuesday.
const inDays = (days: number) => addDays(TODAY, days);
interface Case extends Partial<ContactMade> {
  before?: string | null;
  cadenceDays?: number | null;
  status?: "ACTIVE" | "ARCHIVED";
  skipWeekends?: boolean;
}
function dateAfter({ before = TODAY, cadenceDays = null, status = "ACTIVE", skipWeekends = false, ...made }: Case) {
  const contact = { nextFollowUpDate: before, cadenceDays, status, leadQuality: null };
  const cadence = { ...NO_CADENCE, skipWeekends };
  return dateAfterContact(contact, { direction: "out", date: TODAY, today: TODAY, ...made }, { cadence }).date;
}

describe("contact of ours", () => {
  test.each<[string, Case, string | null]>([
    ["clears what is due today", {}, null],
    ["clears what is overdue", { before: inDays(-9) }, null],
    ["leaves a date in the future, where there is no cadence", { before: inDays(3) }, inDays(3)],
    ["brings no date where there is none", { before: null }, null],
    ["counts the cadence anew", { cadenceDays: 14 }, inDays(14)],
    ["counts it anew where the date is in the future", { before: inDays(3), cadenceDays: 14 }, inDays(14)],
    ["begins it where there is no date", { before: null, cadenceDays: 14 }, inDays(14)],
    ["counts from the day on which it was", { date: inDays(-4), cadenceDays: 14 }, inDays(10)],
    ["sets no date before today", { date: inDays(-40), cadenceDays: 14 }, TODAY],
    ["leaves who is archived", { status: "ARCHIVED", cadenceDays: 14 }, TODAY],
    ["has none where the contact's cadence is none at all", { before: inDays(-1), cadenceDays: 0 }, null],
    ["passes over a weekend", { cadenceDays: 4, skipWeekends: true }, inDays(6)],
  ])("%s", (_, made, date) => {
    expect(dateAfter(made)).toBe(date);
  });

  test("whatever it is, a date that it sets is today or later, and a working day where weekends are skipped", () => {
    const days = fc.integer({ min: -800, max: 800 });
    fc.assert(
      fc.property(
        fc.option(days),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 1, max: 730 }),
        fc.integer({ min: 0, max: 400 }),
        (before, ago, cadenceDays, shift) => {
          const today = addDays(TODAY, shift);
          const date = addDays(today, -ago);
          const after = dateAfter({
            ...{ before: before === null ? null : addDays(today, before), cadenceDays, skipWeekends: true },
            ...{ date, today },
          })!;
          expect(after >= today && isWorkingDay(after)).toBe(true);
        },
      ),
    );
  });

  test("the last date there is isn't passed", () => {
    expect(dateAfter({ date: "9999-12-20", today: "9999-12-20", cadenceDays: 30 })).toBe("9999-12-31");
  });
});

test("a reply brings a date in the future back to today, and does nothing else", () => {
  expect(dateAfter({ direction: "in", before: inDays(9), cadenceDays: 14 })).toBe(TODAY);
  expect(dateAfter({ direction: "in", before: inDays(-2), cadenceDays: 14 })).toBe(inDays(-2));
  expect(dateAfter({ direction: "in", before: null, cadenceDays: 14 })).toBeNull();
  expect(dateAfter({ direction: "in", before: inDays(9), status: "ARCHIVED" })).toBe(inDays(9));
});

describe("what the API takes", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  const read = (fields: object) => v.safeParse(ActivityBody(now), { kind: "call", ...fields });
  test.each([
    [{ kind: "chat" }, "kind"],
    [{ direction: "up" }, "direction"],
    [{ kind: "note", text: "x", direction: "in" }, "direction"],
    [{ kind: "note" }, "text"],
    [{ kind: "note", text: " \n" }, "text"],
    [{ text: "x".repeat(5_001) }, "text"],
    [{ text: "\u0000" }, "text"],
    [{ id: "" }, "id"],
    [{ id: "x".repeat(201) }, "id"],
    [{ id: 5 }, "id"],
    [{ countsAsFollowUp: "yes" }, "countsAsFollowUp"],
    [{ time: "yesterday" }, "time"],
    [{ time: "2026-11-24" }, "time"],
    [{ time: "2026-11-24T09:30:00" }, "time"],
    [{ time: "2026-02-31T09:30:00Z" }, "time"],
    [{ time: "2026-11-24T10:05:01Z" }, "time"],
    [{ time: "1999-12-31T23:59:59Z" }, "time"],
    [{ time: null }, "time"],
  ])("not %j", (fields, field) => {
    expect(read(fields).issues?.map((issue) => v.getDotPath(issue))).toEqual([field]);
  });

  test("a time in the past as it is, with any offset, and one that is ahead by as much as clocks differ as now", () => {
    const timeOf = (time: string) => (read({ time }).output as { time?: Date }).time;
    expect(timeOf("2026-11-24T09:30:00Z")).toEqual(new Date("2026-11-24T09:30:00Z"));
    expect(timeOf("2026-11-24T22:30:00+13:00")).toEqual(new Date("2026-11-24T09:30:00Z"));
    expect(timeOf("2026-11-24T10:05:00Z")).toBeUndefined();
    expect(read({}).output).toEqual({ kind: "call", text: "", countsAsFollowUp: true });
  });
});

describe("what the form says of when it was", () => {
  const read = (time: string, timeZone: string, now = "2026-11-24T10:00:00Z") => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ kind: "call", text: "x", time })) form.set(name, value);
    const result = readLog(form, { now: new Date(now), timeZone });
    return result.ok ? result.log.time?.toISOString() : result.message;
  };
  test("is by the reader's clock", () => {
    expect(read("2026-11-24T09:30", "UTC")).toBe("2026-11-24T09:30:00.000Z");
    expect(read("2026-11-24T09:30", "Pacific/Auckland")).toBe("2026-11-23T20:30:00.000Z");
    expect(read("2026-11-24T09:30", "America/Los_Angeles")).toMatch(/can’t be in the future/);
    expect(read("", "UTC")).toBeUndefined();
  });
  test("there is one moment for an hour that the clock leaves out, and for one that it has twice", () => {
    expect(read("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
    expect(read("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  });
  test.each(["soon", "2026-13-01T10:00", "2026-02-30T10:00", "x".repeat(5_000)])("not %.20s", (time) => {
    expect(read(time, "UTC")).toMatch(/^Choose when it happened/);
  });
  test("nor long ago", () => expect(read("1999-12-31T10:00", "UTC")).toMatch(/1999/));
});
