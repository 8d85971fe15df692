import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { nextByCadence } from "../../app/domain/cadence.ts";
import { addDays, todayIn } from "../../app/domain/calendar.ts";
import { LAST_DATE } from "../../app/domain/date-limits.ts";
import { tryDates, USUAL_OUTCOME_RULES } from "../../app/domain/outcome.ts";
import { snoozeDateByCalendar, snoozeOptions } from "../../app/domain/snooze.ts";
import {
  isWorkingDay,
  namedDaysOff,
  onWorkingDay,
  USUAL_CALENDAR,
  workingDayAfter,
  workingDaysAfter,
  type WorkingCalendar,
} from "../../app/domain/working-days.ts";
import { dayOffText, movedTexts, passedOverText } from "../../app/domain/working-days-text.ts";

const FRIDAY_1_JAN = "2027-01-01";
const THURSDAY_31_DEC = "2026-12-31";
const NEW_YEAR = { date: FRIDAY_1_JAN, name: "New Year’s Day" };
const calendar = (fields: Partial<WorkingCalendar> = {}): WorkingCalendar => {
  const daysOff = new Map([
    ["2026-12-25", "Christmas Day"],
    [NEW_YEAR.date, NEW_YEAR.name],
  ]);
  return { ...USUAL_CALENDAR, weekdays: [1, 2, 3, 4, 5], daysOff, ...fields };
};

describe("a date moves on to the next working day", () => {
  test("over holidays, the days of the week on which one doesn’t work, and leave, with the first of them as the reason", () => {
    expect(onWorkingDay(FRIDAY_1_JAN, calendar())).toEqual({ date: "2027-01-04", off: NEW_YEAR });
    expect(onWorkingDay("2027-01-02", calendar())).toEqual({
      date: "2027-01-04",
      off: { date: "2027-01-02", name: null },
    });
    expect(onWorkingDay("2027-01-04", calendar())).toEqual({ date: "2027-01-04", off: null });
    const leave = { from: "2027-01-04", to: "2027-01-08" };
    expect(onWorkingDay(FRIDAY_1_JAN, calendar({ leave }))).toEqual({ date: "2027-01-11", off: NEW_YEAR });
    expect(onWorkingDay("2027-01-06", calendar({ leave }))).toMatchObject({ off: { name: "in your leave" } });
    // From Sunday to Thursday, as one works elsewhere.
    expect(onWorkingDay(FRIDAY_1_JAN, calendar({ weekdays: [7, 1, 2, 3, 4] })).date).toBe("2027-01-03");
  });

  test("without a calendar it stays, and moves over leave alone", () => {
    expect(onWorkingDay("2027-01-02")).toEqual({ date: "2027-01-02", off: null });
    expect(onWorkingDay("2027-01-02", USUAL_CALENDAR, true).date).toBe("2027-01-04");
    const leave = { from: FRIDAY_1_JAN, to: FRIDAY_1_JAN };
    expect(onWorkingDay(FRIDAY_1_JAN, { ...USUAL_CALENDAR, leave }).date).toBe("2027-01-02");
  });

  test("says why", () => {
    expect(dayOffText(NEW_YEAR, "en-GB")).toBe("as Fri 1 Jan is New Year’s Day");
    expect(dayOffText({ date: "2027-01-02", name: null }, "en-US")).toBe("as Sat Jan 2 is no working day");
    const moved = [
      { date: "2027-01-04", off: NEW_YEAR },
      { date: "2027-01-05" },
      { date: "2027-01-04", off: NEW_YEAR },
    ];
    expect(movedTexts(moved, "en-GB")).toEqual([{ date: "2027-01-04", why: "as Fri 1 Jan is New Year’s Day" }]);
    expect(passedOverText([NEW_YEAR], [2028], "en-GB")).toBe(
      "Passes over Fri 1 Jan, New Year’s Day. No list of holidays for 2028: weekdays and your own days still count then.",
    );
    expect(passedOverText([], [], "en-GB")).toBeNull();
  });

  test("working days are counted without them", () => {
    expect(workingDaysAfter("2026-12-24", 3, calendar())).toEqual(["2026-12-28", "2026-12-29", "2026-12-30"]);
    expect(workingDayAfter(THURSDAY_31_DEC, 1, calendar())).toEqual({ date: "2027-01-04", off: NEW_YEAR });
    expect(workingDayAfter("2027-01-08", 1, calendar())).toEqual({ date: "2027-01-11", off: null });
    // A holiday on a Saturday is nothing that anybody would have worked on.
    const saturday = calendar({ daysOff: new Map([["2027-01-02", "a feast"]]) });
    expect(namedDaysOff(THURSDAY_31_DEC, "2027-01-05", saturday)).toEqual([]);
  });

  test("near the end of all dates nothing is beyond it", () => {
    expect(onWorkingDay(LAST_DATE, calendar({ daysOff: new Map([[LAST_DATE, "the end"]]) })).date).toBe(LAST_DATE);
    expect(workingDayAfter(addDays(LAST_DATE, -1), 3, calendar()).date).toBe(LAST_DATE);
  });
});

describe("rules and cadences", () => {
  const rules = { ...USUAL_OUTCOME_RULES, leftMessageDays: 1 };
  test("the next try is on a working day", () => {
    const dates = tryDates(THURSDAY_31_DEC, { cadence: { skipWeekends: false }, rules, calendar: calendar() });
    const moved = { date: "2027-01-04", off: NEW_YEAR };
    expect(dates).toEqual({ noAnswer: moved, leftMessage: moved });
    const plain = tryDates(THURSDAY_31_DEC, { cadence: { skipWeekends: false }, rules });
    expect(plain).toMatchObject({ noAnswer: { date: FRIDAY_1_JAN, off: null }, leftMessage: { date: FRIDAY_1_JAN } });
  });

  test("a cadence is, whether or not weekends are skipped without a calendar", () => {
    const done = { previous: null, today: "2026-12-18" };
    const rule = { from: "today", skipWeekends: false } as const;
    expect(nextByCadence(14, done, rule, calendar())).toEqual({ date: "2027-01-04", off: NEW_YEAR });
    expect(nextByCadence(15, done, rule).date).toBe("2027-01-02");
  });
});

describe("what menus offer", () => {
  const options = (
    today: string,
    fields: Partial<WorkingCalendar> = {},
    snoozes = false,
    presets: [string, string][] = [],
  ) =>
    snoozeOptions(today, "en-GB", {
      calendar: calendar(fields),
      snoozes,
      presets: presets.map(([name, date]) => ({ name, date })),
    }).map(({ label, day, isUsual }) => `${label}${isUsual ? "*" : ""}: ${day}`);

  test("moves on and says why; plain Snooze stays three days unless it counts working days", () => {
    expect(options(THURSDAY_31_DEC)).toEqual(["In 3 days*: Sun 3 Jan", "Next week: Mon 4 Jan"]);
    expect(options(THURSDAY_31_DEC, {}, true)).toEqual([
      "Next week: Mon 4 Jan",
      "In 3 working days*: Wed 6 Jan, as Fri 1 Jan is New Year’s Day",
    ]);
    expect(options("2026-12-30", { daysOff: new Map([[THURSDAY_31_DEC, "the outing"]]) })).toEqual([
      "Tomorrow: Fri 1 Jan, as Thu 31 Dec is the outing",
      "In 3 days*: Sat 2 Jan",
      "Next week: Mon 4 Jan",
    ]);
  });

  test("a user’s own days stand among them, or beside the one that has their date", () => {
    const own: [string, string][] = [
      ["Month’s end", THURSDAY_31_DEC],
      ["Pay day", "2026-12-15"],
      ["Soon", "2026-12-01"],
    ];
    expect(options("2026-11-30", {}, false, own)).toEqual([
      "Tomorrow · Soon: Tue 1 Dec",
      "In 3 days*: Thu 3 Dec",
      "Next week: Mon 7 Dec",
      "Pay day: Tue 15 Dec",
      "Month’s end: Thu 31 Dec",
    ]);
  });

  test("plain Snooze by working days goes from the later of today and the date", () => {
    expect(snoozeDateByCalendar("2026-12-20", THURSDAY_31_DEC, calendar()).date).toBe("2027-01-06");
    expect(snoozeDateByCalendar("2027-01-05", THURSDAY_31_DEC, calendar()).date).toBe("2027-01-08");
  });
});

test.each([
  ["Pacific/Kiritimati", "2026-12-30T11:00:00Z", "2027-01-04"],
  ["Pacific/Pago_Pago", "2026-12-31T10:59:59Z", "2026-12-31"],
  ["America/Sao_Paulo", "2026-12-31T12:00:00Z", "2027-01-04"],
])("in %s the next working day is that of the user’s today", (zone, now, next) => {
  expect(workingDayAfter(todayIn(Temporal.Instant.from(now), zone), 1, calendar()).date).toBe(next);
});

test("across the change of clocks a day is a day", () => {
  for (const [today, next] of [
    ["2026-03-27", "2026-03-30"],
    ["2026-10-23", "2026-10-26"],
    ["2026-03-06", "2026-03-09"],
  ] as const) {
    expect(workingDayAfter(today, 1, calendar()).date).toBe(next);
    expect(onWorkingDay(addDays(today, 1), calendar()).date).toBe(next);
  }
});

test("whatever the calendar, a date is moved to a working day and never back", () => {
  const day = fc.integer({ min: 0, max: 1_000 }).map((days) => addDays("2026-01-01", days));
  const anyCalendar = fc.record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    daysOff: fc.array(fc.tuple(day, fc.constant("x")), { maxLength: 100 }).map((days) => new Map(days)),
    leave: fc.option(fc.tuple(day, day).map(([a, b]) => ({ from: a < b ? a : b, to: addDays(a < b ? a : b, 300) }))),
    unknownYears: fc.constant([]),
  });
  fc.assert(
    fc.property(day, anyCalendar, fc.integer({ min: 1, max: 60 }), (date, each, count) => {
      const moved = onWorkingDay(date, each);
      expect(moved.date >= date && isWorkingDay(moved.date, each)).toBe(true);
      expect(moved.off === null).toBe(moved.date === date);
      const days = workingDaysAfter(date, count, each);
      expect(days).toHaveLength(count);
      expect(days.every((working) => working > date && isWorkingDay(working, each))).toBe(true);
    }),
  );
});
