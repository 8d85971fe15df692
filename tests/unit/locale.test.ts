import { describe, expect, test } from "vitest";
import {
  dateInList,
  dayAndMonth,
  dayText,
  longDate,
  momentText,
  shortDate,
  shortDayAndMonth,
  timeText,
} from "../../app/domain/date-text.ts";
import { chosenLocale, localeOf, LOCALES } from "../../app/domain/locale.ts";

describe("the locale that a browser asks for", () => {
  test.each([
    ["en-GB,en;q=0.9", "en-GB"],
    ["en-US,en;q=0.9", "en-US"],
    ["en", "en-US"],
    ["en-CA", "en-US"],
    ["en-NZ", "en-AU"],
    ["en-IE", "en-GB"],
    ["hi-IN", "en-IN"],
    ["de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "en-DE"],
    ["pt-BR", "en-DE"],
    ["fr", "en-FR"],
    ["sv-SE", "en-FR"],
    ["de-CH", "en-CH"],
    ["ja", "en-JP"],
  ])("%s is written as %s", (header, locale) => {
    expect(localeOf(header)).toBe(locale);
    // From what was kept of the first time, too.
    expect(localeOf(header)).toBe(locale);
  });

  test("the most wanted one counts, and one that isn't wanted doesn't", () => {
    expect(localeOf("de;q=0.5, en-US;q=0.7")).toBe("en-US");
    expect(localeOf("en-US;q=0, de")).toBe("en-DE");
    expect(localeOf("xx-YY, tlh, en-US;q=0.1")).toBe("en-US");
  });

  test.each([
    [null],
    [undefined],
    [""],
    ["*"],
    ["xx"],
    ["en-US;q=none"],
    ["en_US"],
    ["a-b-c-d-e-f"],
    ["de-u-ca-x-;;;q=1;q=0"],
    [",,;;=q,-,"],
    ["\u0000\ud800"],
    ["<script>"],
    ["x".repeat(100_000)],
    [Array.from({ length: 10_000 }, (_, index) => `x${index}`).join(",")],
  ])("what can't be read is as usual: %#", (header) => {
    expect(localeOf(header)).toBe("en-GB");
  });

  test("many different ones are found out each, however many came before", () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyz"];
    for (const first of letters) for (const second of letters) localeOf(`q${first}${second}`);
    expect(localeOf("de")).toBe("en-DE");
  });

  test("of what a user has chosen, only what is known counts", () => {
    expect(LOCALES.map(chosenLocale)).toEqual(LOCALES);
    expect([chosenLocale("de"), chosenLocale(""), chosenLocale(null), chosenLocale(undefined)]).toEqual(
      Array.from({ length: 4 }, () => null),
    );
  });
});

test.each([
  ["en-GB", "Wed 18 Nov", "18 November", "18 Nov", "18 Nov 2026", "18 November 2026", "14:05", "1,234"],
  ["en-US", "Wed Nov 18", "November 18", "Nov 18", "Nov 18, 2026", "November 18, 2026", "2:05 PM", "1,234"],
  ["en-DE", "Wed 18 Nov", "18 November", "18 Nov", "18 Nov 2026", "18 November 2026", "14:05", "1.234"],
  ["en-AU", "Wed 18 Nov", "18 November", "18 Nov", "18 Nov 2026", "18 November 2026", "2:05 pm", "1,234"],
] as const)("%s: order, separators and clock", (locale, day, month, few, short, withYear, time, number) => {
  const date = "2026-11-18";
  expect([
    dayText(date, locale),
    dateInList(date, "2026-01-01", locale),
    dateInList(date, "2027-01-01", locale),
    dayAndMonth(date, "2026-01-01", locale),
    dayAndMonth(date, "2027-01-01", locale),
    shortDayAndMonth(date, "2026-01-01", locale),
    shortDayAndMonth(date, "2027-01-01", locale),
    shortDate(date, locale),
  ]).toEqual([day, day, short, month, withYear, few, short, short]);
  const moment = new Date("2026-11-18T14:05:00Z");
  // A narrow blank stands before AM and PM.
  const plain = (text: string) => text.replace(/\s/g, " ");
  expect(plain(timeText(moment, { timeZone: "UTC", locale }))).toBe(time);
  expect(plain(momentText(moment, { timeZone: "UTC", locale }))).toBe(`${short}, ${time}`);
  expect((1_234).toLocaleString(locale)).toBe(number);
});

test("a long date that was written before is written anew in another order", () => {
  expect(longDate("2026-11-18", "en-US")).toBe("Wednesday, November 18, 2026");
  expect(longDate("2026-11-18", "en-GB").replace(",", "")).toBe("Wednesday 18 November 2026");
  expect(longDate("2026-11-18", "en-US")).toBe("Wednesday, November 18, 2026");
});
