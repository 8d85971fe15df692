import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  addDays,
  daysBetween,
  isCalendarDate,
  nextMidnight,
  readCalendarDate,
  timeZoneNamed,
  todayIn,
} from "../../app/domain/calendar.ts";

describe("todayIn", () => {
  test.each([
    ["Pacific/Kiritimati", "2026-01-01T09:59:59Z", "2026-01-01"],
    ["Pacific/Kiritimati", "2026-01-01T10:00:00Z", "2026-01-02"],
    ["Pacific/Pago_Pago", "2026-01-01T10:59:59Z", "2025-12-31"],
    ["Pacific/Pago_Pago", "2026-01-01T11:00:00Z", "2026-01-01"],
    ["Asia/Kolkata", "2028-02-28T18:29:59Z", "2028-02-28"],
    ["Asia/Kolkata", "2028-02-28T18:30:00Z", "2028-02-29"],
    ["Asia/Kolkata", "2027-02-28T18:30:00Z", "2027-03-01"],
    // The clocks of New York go forward on 8 March 2026 and back on 1 November 2026.
    ["America/New_York", "2026-03-08T04:59:59Z", "2026-03-07"],
    ["America/New_York", "2026-03-08T05:00:00Z", "2026-03-08"],
    ["America/New_York", "2026-03-09T03:59:59Z", "2026-03-08"],
    ["America/New_York", "2026-03-09T04:00:00Z", "2026-03-09"],
    ["America/New_York", "2026-11-01T03:59:59Z", "2026-10-31"],
    ["America/New_York", "2026-11-01T04:00:00Z", "2026-11-01"],
    ["America/New_York", "2026-11-02T04:59:59Z", "2026-11-01"],
    ["America/New_York", "2026-11-02T05:00:00Z", "2026-11-02"],
  ])("in %s at %s it is %s", (timeZone, now, today) => {
    expect(todayIn(Temporal.Instant.from(now), timeZone)).toBe(today);
  });
});

test.each([
  ["Pacific/Kiritimati", "2026-01-01", "2026-01-01T10:00:00Z"],
  ["Pacific/Pago_Pago", "2025-12-31", "2026-01-01T11:00:00Z"],
  ["Asia/Kolkata", "2028-02-28", "2028-02-28T18:30:00Z"],
  ["America/New_York", "2026-03-08", "2026-03-09T04:00:00Z"],
  ["America/New_York", "2026-11-01", "2026-11-02T05:00:00Z"],
  // Midnight itself is skipped in Beirut on 29 March 2026.
  ["Asia/Beirut", "2026-03-28", "2026-03-28T22:00:00Z"],
])("in %s the day %s ends at %s", (timeZone, today, end) => {
  expect(new Date(nextMidnight(today, timeZone)).toISOString()).toBe(end.replace("Z", ".000Z"));
});

test.each([
  ["2026-03-07", "2026-03-09", 2],
  ["2026-10-31", "2026-11-02", 2],
  ["2028-02-28", "2028-03-01", 2],
  ["2027-02-28", "2027-03-01", 1],
  ["2025-12-31", "2026-01-01", 1],
  ["2026-05-05", "2026-05-05", 0],
  ["2026-05-05", "2026-05-01", -4],
  ["1958-10-13", "2026-11-24", 24_879],
])("from %s to %s it is %i days", (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
  expect(addDays(from, days)).toBe(to);
});

test.each(["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-01T00:00", "", "tomorrow"])(
  "%j is no calendar date",
  (text) => expect(isCalendarDate(text)).toBe(false),
);

test.each(["2028-02-29", "0001-01-01", "9999-12-31"])("%s is a calendar date", (text) =>
  expect(isCalendarDate(text)).toBe(true),
);

test.each([
  ["Europe/Berlin", "Europe/Berlin"],
  ["EUROPE/BERLIN", "Europe/Berlin"],
  ["Asia/Kolkata", "Asia/Kolkata"],
  ["america/port-au-prince", "America/Port-au-Prince"],
  ["US/Pacific", "US/Pacific"],
  ["est5edt", "EST5EDT"],
  ["utc", "UTC"],
  ["Etc/GMT+3", "Etc/GMT+3"],
  ...["Europe/Atlantis", "+05:30", "-00:00", "+24:00", "UTC+3", "GMT+3", "Z", "", " UTC", "PST", "SystemV/AST4"].map(
    (text) => [text, null],
  ),
  ...["2020-01-01T00:00Z", "2020-01-01T00:00+01:00[Europe/Berlin]", "constructor", "../etc/passwd"].map((text) => [
    text,
    null,
  ]),
])("the time zone %j is %j", (text, zone) => expect(timeZoneNamed(text!)).toBe(zone));

test.each([
  ["2026-05-05", "Asia/Kolkata", "2026-05-05"],
  ["2026-05-05T23:30:00Z", "Asia/Kolkata", "2026-05-06"],
  ["2026-05-05T01:30:00Z", "America/New_York", "2026-05-04"],
  ["2026-05-05T01:30:00+14:00", "Pacific/Pago_Pago", "2026-05-04"],
  ["2026-05-05T01:30", "America/New_York", "2026-05-05"],
  ["2026-05-05 01:30:00", "America/New_York", "2026-05-05"],
  ["2026-02-30T01:30", "America/New_York", null],
  ["05/05/2026", "America/New_York", null],
  ["soon", "America/New_York", null],
])("%s in %s is read as %s", (text, timeZone, date) => {
  expect(readCalendarDate(text, timeZone)).toBe(date);
});
