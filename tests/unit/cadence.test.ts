import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cadenceDaysOf, NO_CADENCE, nextByCadence, nextDates, type CadenceSettings } from "../../app/domain/cadence.ts";
import { cadenceText, ownRhythmText } from "../../app/domain/cadence-text.ts";
import { addDays, daysBetween, weekday } from "../../app/domain/calendar.ts";
import { mailHref } from "../../app/domain/contact-links.ts";
import { FIELD_LABELS, fieldText } from "../../app/domain/contact-text.ts";
import { nextText } from "../../app/domain/next-text.ts";
import { readCadenceForm, readSettingsForm } from "../../app/domain/settings-input.ts";

const TODAY = "2026-11-24"; // A Tuesday.

describe("from today", () => {
  test.each([
    { name: "a fortnight", days: 14, today: TODAY, next: "2026-12-08" },
    { name: "one day", days: 1, today: TODAY, next: "2026-11-25" },
    { name: "over the year's end", days: 14, today: "2026-12-24", next: "2027-01-07" },
    { name: "onto a leap day", days: 1, today: "2028-02-28", next: "2028-02-29" },
    { name: "over a day that is none", days: 1, today: "2027-02-28", next: "2027-03-01" },
    { name: "a year over a leap day", days: 365, today: "2028-01-01", next: "2028-12-31" },
    { name: "to the last date there is", days: 14, today: "9999-12-25", next: "9999-12-31" },
  ])("$name", ({ days, today, next }) => {
    const rule = { from: "today", skipWeekends: false } as const;
    expect(nextByCadence(days, { previous: "2020-01-01", today }, rule).date).toBe(next);
  });
});

describe("from the previous date", () => {
  test.each([
    { name: "a few days late", days: 14, previous: "2026-11-20", next: "2026-12-04" },
    { name: "on the day", days: 14, previous: TODAY, next: "2026-12-08" },
    { name: "early", days: 14, previous: "2026-12-01", next: "2026-12-15" },
    { name: "so late that the next would be today", days: 4, previous: "2026-11-20", next: "2026-11-28" },
    { name: "long ago, in its rhythm", days: 14, previous: "2026-09-01", next: "2026-12-08" },
    { name: "years ago, every day", days: 1, previous: "1999-12-31", next: "2026-11-25" },
    { name: "on a leap day", days: 365, previous: "2024-02-29", next: "2027-02-28" },
    { name: "none", days: 14, previous: null, next: "2026-12-08" },
    { name: "far away", days: 14, previous: "9999-12-31", next: "9999-12-31" },
  ])("$name", ({ days, previous, next }) => {
    const rule = { from: "previous", skipWeekends: false } as const;
    expect(nextByCadence(days, { previous, today: TODAY }, rule).date).toBe(next);
  });
});

test.each([
  { days: 3, next: "2026-11-27", day: "Friday stays" },
  { days: 4, next: "2026-11-30", day: "Saturday" },
  { days: 5, next: "2026-11-30", day: "Sunday" },
  { days: 6, next: "2026-11-30", day: "Monday stays" },
  { days: 39, next: "2027-01-04", day: "a Saturday at the year's end" },
])("weekends are skipped: $day", ({ days, next }) => {
  const done = { previous: null, today: TODAY };
  expect(nextByCadence(days, done, { from: "today", skipWeekends: true }).date).toBe(next);
});

test("the next date lies after today, no more than a cadence and a weekend away from where it counts", () => {
  const date = fc.integer({ min: -200_000, max: 200_000 }).map((days) => addDays("2026-01-01", days));
  const days = fc.integer({ min: 1, max: 730 });
  fc.assert(
    fc.property(days, date, date, fc.constantFrom("today", "previous"), fc.boolean(), (...given) => {
      const [every, today, previous, from, skipWeekends] = given;
      const { date: next } = nextByCadence(every, { previous, today }, { from, skipWeekends });
      expect(next > today).toBe(true);
      const latest = from === "previous" && previous > today ? previous : today;
      expect(daysBetween(latest, next)).toBeLessThanOrEqual(every + 2);
      if (skipWeekends) expect(weekday(next)).toBeLessThan(6);
    }),
    { numRuns: 300 },
  );
});

const settings: CadenceSettings = {
  ...NO_CADENCE,
  byLeadQuality: { HOT: 7, WARM: 14, COLD: null, NURTURE: null, none: 60 },
};

test.each([
  { leadQuality: "HOT", cadenceDays: undefined, days: 7, text: "Every 7 days, as for every Hot lead" },
  { leadQuality: "HOT", cadenceDays: null, days: 7, text: "Every 7 days, as for every Hot lead" },
  { leadQuality: "HOT", cadenceDays: 1, days: 1, text: "Every day, set for this contact" },
  { leadQuality: "HOT", cadenceDays: 0, days: null, text: "None, set for this contact" },
  { leadQuality: "COLD", cadenceDays: null, days: null, text: "None, as for every Cold lead" },
  { leadQuality: null, cadenceDays: null, days: 60, text: "Every 60 days, as for contacts without a lead quality" },
] as const)("a contact's own cadence goes before its lead quality's: $text", ({ days, text, ...contact }) => {
  expect(cadenceDaysOf(contact, settings)).toBe(days);
  expect(cadenceText(contact, settings)).toBe(text);
});

test.each([
  { cadenceDays: null, text: "by lead quality" },
  { cadenceDays: 0, text: "none" },
  { cadenceDays: 1, text: "every day" },
  { cadenceDays: 14, text: "every 14 days" },
])("a timeline tells a contact's own cadence: $text", ({ cadenceDays, text }) => {
  expect(`${FIELD_LABELS.cadence}: ${fieldText("cadence", ownRhythmText(cadenceDays))}`).toBe(`Cadence: ${text}`);
});

test("contacts without a cadence, and archived ones, have no next date", () => {
  const contact = { status: "ACTIVE", previous: TODAY } as const;
  const contacts = [
    { ...contact, id: "hot", leadQuality: "HOT" },
    { ...contact, id: "cold", leadQuality: "COLD" },
    { ...contact, id: "away", leadQuality: "HOT", status: "ARCHIVED" },
  ] as const;
  expect(nextDates(contacts, TODAY, settings)).toEqual([{ id: "hot", date: "2026-12-01" }]);
});

test.each([
  { dates: [], text: null },
  { dates: ["2026-12-07"], text: "Next: 7 December" },
  { dates: ["2027-01-04"], text: "Next: 4 January 2027" },
  { dates: ["2026-12-07", "2026-12-07"], text: "Next for 2: 7 December" },
  { dates: ["2026-12-07", "2026-12-01", "2027-01-04"], text: "Next for 3: 1 December – 4 January 2027" },
])("what is offered: $text", ({ dates, text }) => {
  const next = dates.map((date, index) => ({ id: String(index), date }));
  expect(nextText(next, TODAY, "en-GB")).toBe(text);
});

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const FIELDS = {
  name: " Acme ",
  timeZone: "UTC",
  HOT: "7",
  WARM: "",
  COLD: " 30 ",
  NURTURE: "",
  none: "",
  from: "today",
};

test("the settings form, an unticked box being absent", () => {
  expect(readSettingsForm(formOf({ ...FIELDS, automatic: "on" }))).toEqual({
    outcome: "settings",
    settings: {
      name: "Acme",
      timeZone: "UTC",
      cadence: {
        byLeadQuality: { HOT: 7, WARM: null, COLD: 30, NURTURE: null, none: null },
        from: "today",
        skipWeekends: false,
        automatic: true,
      },
      outcomeRules: {},
    },
  });
});

test.each([
  { field: "name", value: "  " },
  { field: "name", value: "x".repeat(201) },
  { field: "timeZone", value: "Mars/Olympus" },
  { field: "HOT", value: "0" },
  { field: "HOT", value: "-3" },
  { field: "HOT", value: "1.5" },
  { field: "none", value: "731" },
  { field: "none", value: "1e2" },
  { field: "from", value: "tomorrow" },
])("the settings form names what is wrong: $field $value", ({ field, value }) => {
  const read = readSettingsForm(formOf({ ...FIELDS, [field]: value }));
  expect(read.outcome === "badInput" && Object.keys(read.problems)).toEqual([field]);
});

test("a settings form without its fields is bad input", () => {
  expect(readSettingsForm(new FormData()).outcome).toBe("badInput");
});

test("the form for a contact's own cadence", () => {
  expect(readCadenceForm(formOf({ intent: "set", days: "14" }))).toEqual({ outcome: "cadence", cadenceDays: 14 });
  expect(readCadenceForm(formOf({ intent: "none", days: "x" }))).toEqual({ outcome: "cadence", cadenceDays: 0 });
  expect(readCadenceForm(formOf({ intent: "inherit" }))).toEqual({ outcome: "cadence", cadenceDays: null });
  for (const days of ["", "0", "731", "2,5", "many"]) {
    expect(readCadenceForm(formOf({ intent: "set", days })).outcome).toBe("badInput");
  }
  expect(readCadenceForm(formOf({ days: "14" })).outcome).toBe("badInput");
});

test("links that write", () => {
  expect(mailHref("ann+crm@example.com")).toBe("mailto:ann+crm@example.com");
  expect(mailHref("a?cc=b@example.com")).toBe("mailto:a%3Fcc%3Db@example.com");
  expect(mailHref(null)).toBeNull();
});
