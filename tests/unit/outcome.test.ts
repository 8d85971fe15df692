import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { NO_CADENCE, type CadenceSettings } from "../../app/domain/cadence.ts";
import { addDays, daysBetween, todayIn } from "../../app/domain/calendar.ts";
import { ChangeBody } from "../../app/domain/follow-up-input.ts";
import {
  datesAfterDone,
  leftWithoutNext,
  OUTCOMES,
  triesInRow,
  USUAL_OUTCOME_RULES,
  type Happened,
  type Outcome,
  type OutcomeRules,
  type TriedContact,
} from "../../app/domain/outcome.ts";
import { tryText } from "../../app/domain/outcome-text.ts";
import { readSettingsForm } from "../../app/domain/settings-input.ts";
import { isWorkingDay } from "../../app/domain/working-days.ts";
import * as v from "valibot";

const TODAY = "2026-11-24"; // A Tuesday.
const WEEKLY = { ...NO_CADENCE, byLeadQuality: { ...NO_CADENCE.byLeadQuality, none: 7 } };

const contact = (fields: Partial<TriedContact> = {}): TriedContact => {
  return { id: "a", status: "ACTIVE", leadQuality: null, previous: TODAY, tries: 0, ...fields };
};
interface Case {
  today?: string;
  cadence?: CadenceSettings;
  rules?: OutcomeRules;
  tries?: number;
}
function after(outcome: Outcome | undefined, { today = TODAY, tries = 0, ...rest }: Case = {}) {
  return datesAfterDone([contact({ tries })], outcome, today, {
    cadence: NO_CADENCE,
    rules: USUAL_OUTCOME_RULES,
    ...rest,
  });
}
const dateAfter = (...asked: Parameters<typeof after>) => after(...asked).set[0]?.date ?? null;

describe("no answer", () => {
  test.each([
    { day: "Tuesday", today: TODAY, next: "2026-11-25" },
    { day: "Friday", today: "2026-11-27", next: "2026-11-30" },
    { day: "Saturday", today: "2026-11-28", next: "2026-11-30" },
    { day: "Sunday", today: "2026-11-29", next: "2026-11-30" },
    { day: "the year's last day", today: "2026-12-31", next: "2027-01-01" },
    { day: "a Thursday before a leap day", today: "2024-02-29", next: "2024-03-01" },
  ])("on $day it is tried on the next working day", ({ today, next }) => {
    expect(after("noAnswer", { today })).toEqual({
      ...{ set: [{ id: "a", date: next }], next: [{ id: "a", date: next }] },
      ...{ nextIsSet: true, nurture: [], later: [] },
    });
  });

  test("after as many working days as the organization says", () => {
    expect(dateAfter("noAnswer", { rules: { ...USUAL_OUTCOME_RULES, noAnswerDays: 4 } })).toBe("2026-11-30");
  });

  test("the last try in a row sets nothing, and offers to nurture", () => {
    expect(dateAfter("noAnswer", { tries: 3 })).toBe("2026-11-25");
    const nurture = [{ id: "a", date: "2026-12-24" }];
    expect(after("noAnswer", { tries: 4 })).toEqual({ set: [], next: [], nextIsSet: false, nurture, later: [] });
    expect(after("noAnswer", { tries: 9 }).nurture).toEqual(nurture);
    const rules = { ...USUAL_OUTCOME_RULES, mostTries: 1 };
    expect(after("noAnswer", { rules, today: "2026-11-26" }).nurture).toEqual([{ id: "a", date: "2026-12-26" }]);
    const cadence = { ...NO_CADENCE, skipWeekends: true };
    expect(after("noAnswer", { rules, cadence, today: "2026-11-26" }).nurture).toEqual([
      { id: "a", date: "2026-12-28" },
    ]);
  });

  test("of several each has its own tries", () => {
    const contacts = [contact(), contact({ id: "b", tries: 4 }), contact({ id: "c", status: "ARCHIVED" })];
    const dates = datesAfterDone(contacts, "noAnswer", TODAY, { cadence: WEEKLY, rules: USUAL_OUTCOME_RULES });
    expect(dates.set.map(({ id }) => id)).toEqual(["a"]);
    expect(dates.nurture.map(({ id }) => id)).toEqual(["b"]);
  });
});

test("a message is given two days, over a weekend where the organization works on none", () => {
  expect(dateAfter("leftMessage")).toBe("2026-11-26");
  expect(dateAfter("leftMessage", { today: "2026-11-26" })).toBe("2026-11-28");
  expect(dateAfter("leftMessage", { today: "2026-11-26", cadence: { ...NO_CADENCE, skipWeekends: true } })).toBe(
    "2026-11-30",
  );
  expect(dateAfter("leftMessage", { tries: 9 })).toBe("2026-11-26");
});

test.each([undefined, "reached", "wrote", "met"] as const)("%s goes by the cadence, as done always did", (outcome) => {
  const later = [{ id: "a", date: "2026-12-24" }];
  expect(after(outcome)).toEqual({ set: [], next: [], nextIsSet: false, nurture: [], later });
  const next = [{ id: "a", date: "2026-12-01" }];
  expect(after(outcome, { cadence: WEEKLY })).toEqual({ set: [], next, nextIsSet: false, nurture: [], later: [] });
  const automatic = { ...WEEKLY, automatic: true };
  expect(after(outcome, { cadence: automatic })).toEqual({ set: next, next, nextIsSet: true, nurture: [], later: [] });
});

test("who has no cadence can be followed up in 30 days, not on a weekend where none is worked; the archived can't", () => {
  const contacts = [
    contact({ leadQuality: "HOT" }),
    contact({ id: "b", leadQuality: "COLD" }),
    contact({ id: "c", cadenceDays: 0, leadQuality: "HOT" }),
    contact({ id: "d", status: "INACTIVE" }),
    contact({ id: "e", status: "ARCHIVED" }),
  ];
  const byLeadQuality = { ...NO_CADENCE.byLeadQuality, HOT: 7 };
  const later = (today: string, fields: Partial<CadenceSettings> = {}) => {
    const cadence = { ...NO_CADENCE, byLeadQuality, ...fields };
    return datesAfterDone(contacts, undefined, today, { cadence, rules: USUAL_OUTCOME_RULES }).later;
  };
  const on = (date: string) => ["b", "c", "d"].map((id) => ({ id, date }));
  expect(later(TODAY)).toEqual(on("2026-12-24"));
  expect(later(TODAY, { automatic: true })).toEqual(on("2026-12-24"));
  expect(later("2026-11-26")).toEqual(on("2026-12-26"));
  expect(later("2026-11-26", { skipWeekends: true })).toEqual(on("2026-12-28"));
});

test("the page knows who is left without a next date by the answer alone", () => {
  const left = (answer: object, said: Partial<Parameters<typeof leftWithoutNext>[2]> = {}) =>
    leftWithoutNext(["a", "b", "c"], { count: 3, ...answer }, { action: "done", ...said });
  const dates = (...ids: string[]) => ids.map((id) => ({ id, date: "2026-12-24" }));
  expect(left({})).toEqual(["a", "b", "c"]);
  expect(left({ next: dates("a"), nurture: dates("c") })).toEqual(["b"]);
  expect(left({ count: 1, next: dates("a") })).toEqual([]);
  expect(left({ count: 0 })).toEqual([]);
  expect(left({}, { outcome: "met" })).toEqual(["a", "b", "c"]);
  expect(left({}, { outcome: "notInterested" })).toEqual([]);
  expect(left({}, { action: "snooze" })).toEqual([]);
});

test("who isn't interested has no date any more, whatever the cadence", () => {
  const none = { set: [], next: [], nextIsSet: false, nurture: [], later: [] };
  expect(after("notInterested", { cadence: { ...WEEKLY, automatic: true } })).toEqual(none);
});

test("no rule sets a date before tomorrow, wherever the user is", () => {
  const zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/St_Johns", "Europe/Berlin"];
  const instants = fc.date({ min: new Date("1970-01-01"), max: new Date("2200-01-01"), noInvalidDate: true });
  const days = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(
      fc.constantFrom(...OUTCOMES),
      fc.constantFrom(...zones),
      instants,
      fc.record({ noAnswerDays: days, leftMessageDays: days, mostTries: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ skipWeekends: fc.boolean(), automatic: fc.boolean() }),
      fc.nat(25),
      (outcome, zone, instant, rules, choices, tries) => {
        const today = todayIn(Temporal.Instant.fromEpochMilliseconds(instant.getTime()), zone);
        const { set, next, nurture } = after(outcome, { today, rules, cadence: { ...WEEKLY, ...choices }, tries });
        for (const { date } of [...set, ...next, ...nurture]) expect(date > today).toBe(true);
        if (outcome === "noAnswer") {
          expect(set.length + nurture.length).toBe(1);
          for (const { date } of set) {
            expect(isWorkingDay(date)).toBe(true);
            const between = Array.from({ length: daysBetween(today, date) }, (_, day) => addDays(today, day + 1));
            expect(between.filter((day) => isWorkingDay(day))).toHaveLength(rules.noAnswerDays);
          }
        }
      },
    ),
  );
});

describe("tries in a row", () => {
  const done = (outcome?: Outcome, undone?: boolean): Happened => ({ action: "done", outcome, undone });
  test.each<{ name: string; newestFirst: Happened[]; tries: number }>([
    { name: "nothing", newestFirst: [], tries: 0 },
    { name: "two", newestFirst: [done("noAnswer"), done("leftMessage")], tries: 2 },
    { name: "since it was reached", newestFirst: [done("noAnswer"), done("reached"), done("noAnswer")], tries: 1 },
    { name: "since they met", newestFirst: [done("met"), done("noAnswer")], tries: 0 },
    {
      name: "what was written is no answer",
      newestFirst: [done("noAnswer"), done("wrote"), done("noAnswer")],
      tries: 2,
    },
    { name: "a plain done doesn't count", newestFirst: [done(), done("noAnswer")], tries: 1 },
    { name: "what was taken back", newestFirst: [done("noAnswer", true), done("noAnswer")], tries: 1 },
    { name: "an end that was taken back", newestFirst: [done("reached", true), done("noAnswer")], tries: 1 },
  ])("$name", ({ newestFirst, tries }) => {
    expect(triesInRow(newestFirst)).toBe(tries);
  });

  test("the row says which one comes", () => {
    expect([0, 1, 2, 3, 10, 11, 20, 21].map(tryText)).toEqual(
      [null, "2nd", "3rd", "4th", "11th", "12th", "21st", "22nd"].map((text) => text && `${text} try`),
    );
  });
});

describe("what the API takes", () => {
  const read = (fields: object) => v.safeParse(ChangeBody(TODAY), { personId: "a", action: "done", ...fields });
  test("an outcome, a line of text, and a lead quality", () => {
    const note = " No luck,\n  twice ";
    expect(read({ outcome: "notInterested", note, leadQuality: null })).toMatchObject({
      success: true,
      output: { outcome: "notInterested", note: "No luck,   twice", leadQuality: null },
    });
    expect(read({ note: " " }).output).toMatchObject({ note: undefined });
  });

  test.each([
    { name: "an unknown outcome", fields: { outcome: "sold" }, field: "outcome" },
    { name: "an outcome of a snooze", fields: { action: "snooze", outcome: "met" }, field: "outcome" },
    { name: "a note with a snooze", fields: { action: "snooze", note: "x" }, field: "note" },
    { name: "a note that is too long", fields: { note: "x".repeat(501) }, field: "note" },
    { name: "half a character", fields: { note: "\ud83d" }, field: "note" },
    { name: "no text", fields: { note: 7 }, field: "note" },
    {
      name: "a lead quality of who was reached",
      fields: { outcome: "reached", leadQuality: "HOT" },
      field: "leadQuality",
    },
    { name: "a lead quality without outcome", fields: { leadQuality: "HOT" }, field: "leadQuality" },
    { name: "no such lead quality", fields: { outcome: "notInterested", leadQuality: "ICE" }, field: "leadQuality" },
  ])("not $name", ({ fields, field }) => {
    const { success, issues } = read(fields);
    expect(success).toBe(false);
    expect(issues?.map((issue) => v.getDotPath(issue))).toContain(field);
  });
});

describe("the settings form", () => {
  const read = (fields: Record<string, string>) => {
    const form = new FormData();
    const usual = { name: "Own", timeZone: "UTC", from: "today", HOT: "", WARM: "", COLD: "", NURTURE: "", none: "" };
    for (const [name, value] of Object.entries({ ...usual, ...fields })) form.set(name, value);
    return readSettingsForm(form);
  };
  test("takes the rules, and leaves those that it doesn't name", () => {
    expect(read({ noAnswerDays: "2", leftMessageDays: " 3 ", mostTries: "20" })).toMatchObject({
      settings: { outcomeRules: { noAnswerDays: 2, leftMessageDays: 3, mostTries: 20 } },
    });
    expect(read({})).toMatchObject({ settings: { outcomeRules: {} } });
  });

  test.each([
    ["noAnswerDays", "0", "A whole number of days from 1 to 60"],
    ["noAnswerDays", "-1", "A whole number of days from 1 to 60"],
    ["leftMessageDays", "61", "A whole number of days from 1 to 60"],
    ["leftMessageDays", "", "A whole number of days from 1 to 60"],
    ["mostTries", "1.5", "A whole number from 1 to 20"],
    ["mostTries", "21", "A whole number from 1 to 20"],
  ])("%s is not %j", (field, value, message) => {
    expect(read({ [field]: value })).toEqual({ outcome: "badInput", problems: { [field]: message } });
  });
});
