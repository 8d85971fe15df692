import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { addDays, todayIn } from "../../app/domain/calendar.ts";
import { dateOverdueBy, workingDaysOverdue } from "../../app/domain/hot-overdue.ts";

// The 2nd of December 2026 is a Wednesday.
test.each([
  [1, "2026-12-02", "2026-12-01"],
  [2, "2026-12-02", "2026-11-30"],
  [3, "2026-12-02", "2026-11-29"],
  [4, "2026-12-02", "2026-11-26"],
  // On a Monday the weekend is no working day.
  [1, "2026-11-30", "2026-11-29"],
  [2, "2026-11-30", "2026-11-26"],
  // On a Sunday the Friday before is the last one.
  [1, "2026-11-29", "2026-11-26"],
  [5, "2026-11-29", "2026-11-22"],
])("%i working days have come by %s since %s, and not since the day after", (days, today, date) => {
  expect(dateOverdueBy(days, today)).toBe(date);
  expect(workingDaysOverdue(date, today)).toBe(days);
  expect(workingDaysOverdue(addDays(date, 1), today)).toBe(days - 1);
});

test.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Europe/Berlin"])(
  "clocks that change, and years that end, change nothing of it in %s",
  (timeZone) => {
    let now = Temporal.Instant.from("2026-10-20T23:30:00Z");
    for (let day = 0; day < 170; day++, now = now.add({ hours: 24 })) {
      const today = todayIn(now, timeZone);
      for (const days of [1, 3, 10]) expect(workingDaysOverdue(dateOverdueBy(days, today), today)).toBe(days);
    }
  },
);

test("where an organization has a calendar its days of the week, holidays and own days are counted", () => {
  const daysOff = new Map([["2026-12-01", "Founders’ day"]]);
  // Mondays to Thursdays.
  const calendar = { weekdays: [1, 2, 3, 4], daysOff, leave: null, unknownYears: [] };
  expect(workingDaysOverdue("2026-11-26", "2026-12-02", calendar)).toBe(2);
  expect(dateOverdueBy(2, "2026-12-02", calendar)).toBe("2026-11-29");
  expect(dateOverdueBy(3, "2026-12-02", calendar)).toBe("2026-11-25");
});

test("it is counted no further than it is asked for", () => {
  expect(workingDaysOverdue("1900-01-01", "2026-12-02")).toBe(999);
});
