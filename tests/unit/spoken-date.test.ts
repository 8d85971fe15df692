import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { afterEach, describe, expect, test, vi } from "vitest";
import { addDays, isCalendarDate, todayIn } from "../../app/domain/calendar.ts";
import { LOCALES } from "../../app/domain/locale.ts";
import { readSpokenDate } from "../../app/domain/spoken-date.ts";
import { LONGEST_SPOKEN } from "../../app/domain/spoken-text.ts";

const MONDAY = "2026-11-30";
const dateOf = (text: string, today = MONDAY) => {
  const spoken = readSpokenDate(text, today, "en-GB");
  return spoken.ok ? spoken.date : spoken.message;
};

test.each([
  ["tue", "2026-12-01"],
  ["Tuesday", "2026-12-01"],
  ["mon", "2026-12-07"],
  ["on Friday", "2026-12-04"],
  ["until next fri.", "2026-12-11"],
  ["tomorrow", "2026-12-01"],
  ["tomorrow evening", "2026-12-01"],
  ["the day after tomorrow", "2026-12-02"],
  ["in 2 weeks", "2026-12-14"],
  ["IN TWO  WEEKS", "2026-12-14"],
  ["2w", "2026-12-14"],
  ["10d", "2026-12-10"],
  ["in a fortnight", "2026-12-14"],
  ["in 3 months", "2027-02-28"],
  ["next month", "2026-12-30"],
  ["next quarter", "2027-02-28"],
  ["in a year", "2027-11-30"],
  ["next week", "2026-12-07"],
  ["15 jan", "2027-01-15"],
  ["Jan 15th", "2027-01-15"],
  ["15 nov", "2027-11-15"],
  ["fri 15 jan", "2027-01-15"],
  ["15 January 2028", "2028-01-15"],
  ["in march", "2027-03-01"],
  ["the 15th", "2026-12-15"],
  ["31st", "2026-12-31"],
  ["2027-01-05", "2027-01-05"],
  ["24.12.", "2026-12-24"],
  ["24/12/26", "2026-12-24"],
  ["12/24", "2026-12-24"],
  ["29/2", "2028-02-29"],
])("on Monday, 30 November 2026, “%s” is %s", (text, date) => expect(dateOf(text)).toBe(date));

test.each([
  ["end of month", "2026-11-12", "2026-11-30"],
  // On the last day it is the one after.
  ["end of month", MONDAY, "2026-12-31"],
  ["eom", "2028-02-01", "2028-02-29"],
  ["end of next month", MONDAY, "2026-12-31"],
  ["end of january", MONDAY, "2027-01-31"],
  ["end of the week", MONDAY, "2026-12-04"],
  ["eow", "2026-12-04", "2026-12-11"],
  ["end of the week", "2026-12-06", "2026-12-11"],
  ["end of next week", MONDAY, "2026-12-11"],
  ["end of quarter", "2026-04-01", "2026-06-30"],
  ["end of the year", MONDAY, "2026-12-31"],
  ["end of year", "2026-12-31", "2027-12-31"],
  ["start of next month", MONDAY, "2026-12-01"],
  ["beginning of the month", "2026-12-31", "2027-01-01"],
  ["start of next quarter", MONDAY, "2027-01-01"],
  ["start of next week", "2026-12-06", "2026-12-07"],
])("“%s” on %s is %s", (text, today, date) => expect(dateOf(text, today)).toBe(date));

describe("what could be two days", () => {
  test("is read as the reader writes dates, which is told with the day", () => {
    const day = (locale: (typeof LOCALES)[number]) => readSpokenDate("3/4", MONDAY, locale);
    expect(day("en-GB")).toEqual({ ok: true, date: "2027-04-03", day: "Sat 3 Apr 2027, read with the day first" });
    expect(day("en-US")).toMatchObject({ date: "2027-03-04", day: expect.stringContaining("with the month first") });
    expect(day("en-DE")).toMatchObject({ date: "2027-04-03" });
    for (const locale of LOCALES) expect(readSpokenDate("24/12", MONDAY, locale)).toMatchObject({ date: "2026-12-24" });
  });

  test("the day is shown with its weekday, and the year where that is another one", () => {
    expect(readSpokenDate("tue", MONDAY, "en-GB")).toMatchObject({ day: "Tue 1 Dec" });
    expect(readSpokenDate("15 jan", MONDAY, "en-GB")).toMatchObject({ day: "Fri 15 Jan 2027" });
  });
});

test.each([
  "dienstag",
  "in 2 wochen",
  "15 januar",
  "morgen",
  "demain",
  "lundi prochain",
  "3 de enero",
  "the tue after that",
  "call bob tue",
  "mid january",
  "in 5 working days",
  "asap",
  "5",
  "2027",
])("“%s” isn’t understood, and nothing of it is guessed", (text) => {
  expect(readSpokenDate(text, MONDAY, "en-GB")).toMatchObject({ ok: false, isUnderstood: false });
  expect(dateOf(text)).toMatch(/isn’t understood\. Type a day in English/);
});

test.each([
  ["today", "That is today"],
  ["30 nov", "That is today"],
  ["in 0 days", "That is today"],
  ["yesterday", "Sun 29 Nov is past"],
  ["2 days ago", "Sat 28 Nov is past"],
  ["last tuesday", "Tue 24 Nov is past"],
  ["3/4/2020", "Fri 3 Apr 2020 is past"],
  ["1 jan 1200", "before Monday 1 January 1900"],
  ["in 9000 years", "Friday 31 December 9999"],
  ["in 100000 years", "Friday 31 December 9999"],
  ["1 jan 12000", "Friday 31 December 9999"],
  ["in 999999 months", "Friday 31 December 9999"],
  ["31/2", "There is no such day"],
  ["2027-02-30", "There is no such day"],
  ["45th", "There is no such day"],
  ["tomorrow at 5pm", "a day and no time"],
  ["in 3 hours", "a day and no time"],
  ["tue - fri", "Type one day"],
  ["", "Type a day in English"],
  [" . ", "Type a day in English"],
  ["x".repeat(LONGEST_SPOKEN + 1), `at most ${LONGEST_SPOKEN}`],
])("“%s” says why it can’t be: %s", (text, why) => {
  expect(dateOf(text).replace(",", "")).toContain(why);
  expect(readSpokenDate(text, MONDAY, "en-GB").ok).toBe(false);
});

describe("whatever the machine’s clock and zone", () => {
  const zone = process.env.TZ;
  afterEach(() => {
    vi.useRealTimers();
    process.env.TZ = zone ?? "";
    if (zone === undefined) delete process.env.TZ;
  });

  test.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Europe/Berlin", "Africa/Cairo"])(
    "in %s the day is the reader’s",
    (name) => {
      process.env.TZ = name;
      vi.useFakeTimers({ now: new Date("1999-12-31T23:59:59Z") });
      // Days on which clocks change somewhere, and those around them.
      for (const today of ["2026-03-07", "2026-03-28", "2026-03-29", "2026-10-24", "2026-10-31", "2028-02-28"]) {
        expect(dateOf("tomorrow", today)).toBe(addDays(today, 1));
        expect(dateOf("in 7 days", today)).toBe(addDays(today, 7));
        expect(dateOf("in a couple of weeks", today)).toBe(addDays(today, 14));
      }
      expect(dateOf("tue")).toBe("2026-12-01");
    },
  );

  test("today is what the reader’s zone has at that moment", () => {
    const now = Temporal.Instant.from("2026-11-30T11:00:00Z");
    expect(dateOf("tue", todayIn(now, "Pacific/Kiritimati"))).toBe("2026-12-08");
    expect(dateOf("tue", todayIn(now, "Pacific/Pago_Pago"))).toBe("2026-12-01");
  });
});

test("any text gives a date after today that can be kept, or words", () => {
  const word = fc.constantFrom(
    ...["next", "last", "in", "end", "of", "tue", "month", "week", "year", "jan", "15", "3/4", "31", "99999", "2 days"],
    ...["29 feb", "ago", "the", "0", "-", "in 10000 months", "9999-12-31", "quarter", "start", "à", "१२"],
  );
  const text = fc.oneof(
    fc.string({ maxLength: 70 }),
    fc.array(word, { maxLength: 6 }).map((words) => words.join(" ")),
  );
  const day = fc.integer({ min: 0, max: 2_900_000 }).map((days) => addDays("2026-01-01", days));
  fc.assert(
    fc.property(text, day, fc.constantFrom(...LOCALES), (words, today, locale) => {
      const spoken = readSpokenDate(words, today, locale);
      if (!spoken.ok) return spoken.message.length > 0;
      return isCalendarDate(spoken.date) && spoken.date > today;
    }),
    { numRuns: 2_000 },
  );
});
