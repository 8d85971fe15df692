import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { absenceDays, absenceRefusal, isAwayOn, MOST_ABSENCES, type Absence } from "../../app/domain/absence.ts";
import { addDays, todayIn } from "../../app/domain/calendar.ts";

const today = "2026-11-30";
const days = (from: number, until = from) => ({ from: addDays(today, from), until: addDays(today, until) });
const away = (userId: string, standInId: string, from: number, until = from): Absence => ({
  ...{ userId, standInId, ...days(from, until) },
});
const refuse = (wanted: Absence, others: Absence[] = []) =>
  absenceRefusal(wanted, others, { today, locale: "en-GB", nameOf: (id) => id.toUpperCase() });

test("days in order, of which the last isn't over, with somebody else, are taken", () => {
  for (const wanted of [away("ann", "ben", 0), away("ann", "ben", -5, 0), away("ann", "ben", 700, 731)]) {
    expect(refuse(wanted)).toBeNull();
  }
});

test.each([
  [away("ann", "ben", 3, 2), "until", "The last day is before the first one."],
  [away("ann", "ben", -9, -1), "until", "Those days are over. Choose a last day from today on."],
  [away("ann", "ben", 0, 366), "until", "An absence has at most 366 days."],
  [away("ann", "ben", 732), "from", "Choose a first day within the next two years."],
  [away("ann", "ann", 1), "standInId", "Choose somebody else to stand in."],
] as const)("%j is refused", (wanted, field, message) => {
  expect(refuse(wanted)).toEqual({ field, message });
});

test("another absence of the same member is refused where they meet, if only on a day", () => {
  const there = [away("ann", "cleo", 5, 9)];
  expect(refuse(away("ann", "ben", 1, 4), there)).toBeNull();
  expect(refuse(away("ann", "ben", 10, 12), there)).toBeNull();
  const message = "ANN is away from 5 Dec 2026 to 9 Dec 2026 already.";
  for (const wanted of [
    away("ann", "ben", 1, 5),
    away("ann", "ben", 9, 12),
    away("ann", "ben", 6),
    away("ann", "ben", 1, 20),
  ]) {
    expect(refuse(wanted, there)).toEqual({ field: "from", message });
  }
});

test("a chain is refused by name, whichever end is added last", () => {
  const benIsAway = [away("ben", "cleo", 3, 4)];
  expect(refuse(away("ann", "ben", 4, 6), benIsAway)).toEqual({
    field: "standInId",
    message: "BEN is away from 3 Dec 2026 to 4 Dec 2026, and CLEO stands in. Choose somebody else, or other days.",
  });
  expect(refuse(away("ann", "ben", 5, 6), benIsAway)).toBeNull();
  const annReliesOnBen = [away("ann", "ben", 4)];
  expect(refuse(away("ben", "cleo", 1, 4), annReliesOnBen)).toEqual({
    field: "from",
    message: "BEN stands in for ANN on 4 Dec 2026. Choose somebody else to stand in for ANN first.",
  });
  // Two who rely on each other at once.
  expect(refuse(away("ben", "ann", 4), annReliesOnBen)).not.toBeNull();
  // Ben may stand in for two.
  expect(refuse(away("cleo", "ben", 4), annReliesOnBen)).toBeNull();
});

test("a member has twenty absences to come at most", () => {
  const many = Array.from({ length: MOST_ABSENCES }, (_, place) => away("ann", "ben", 2 * place));
  expect(refuse(away("ann", "ben", 99), many)!.message).toBe("ANN has 20 absences to come already.");
  expect(refuse(away("cleo", "ben", 99), many)).toBeNull();
});

test.each([
  ["Pacific/Kiritimati", "2026-11-29T10:00:00Z", "2026-12-01T09:59:59Z"],
  ["Pacific/Pago_Pago", "2026-11-30T11:00:00Z", "2026-12-02T10:59:59Z"],
  // Clocks go back in the night to the 1st, and the day has 25 hours.
  ["America/New_York", "2026-11-30T05:00:00Z", "2026-12-02T04:59:59Z"],
])("it begins and ends with the days of who is away: %s", (timeZone, first, last) => {
  const absence = { from: "2026-11-30", until: "2026-12-01" };
  const at = (text: string, seconds: number) =>
    isAwayOn(absence, todayIn(Temporal.Instant.from(text).add({ seconds }), timeZone));
  expect([at(first, -1), at(first, 0), at(last, 0), at(last, 1)]).toEqual([false, true, true, false]);
});

test("a day on which the clocks change is a day like any other", () => {
  const absence = { from: "2026-11-01", until: "2026-11-01" };
  const at = (text: string) => isAwayOn(absence, todayIn(Temporal.Instant.from(text), "America/New_York"));
  expect([at("2026-11-01T03:59:59Z"), at("2026-11-01T04:00:00Z")]).toEqual([false, true]);
  expect([at("2026-11-02T04:59:59Z"), at("2026-11-02T05:00:00Z")]).toEqual([true, false]);
});

test("its days are told", () => {
  expect(absenceDays(days(1), "en-GB")).toBe("on 1 Dec 2026");
  expect(absenceDays(days(1, 5), "en-GB")).toBe("from 1 Dec 2026 to 5 Dec 2026");
});
