import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { addDays, todayIn, weekday } from "../../app/domain/calendar.ts";
import { remedyFor, spread, type DayBefore, type SpreadContact } from "../../app/domain/spread.ts";
import { spreadText, tooLittleRoomText } from "../../app/domain/spread-text.ts";
import { isWorkingDay, workingDaysAfter } from "../../app/domain/working-days.ts";

const DATES = workingDaysAfter("2026-11-27", 60);
const daysWith = (...there: number[]): DayBefore[] => there.map((there, place) => ({ date: DATES[place]!, there }));
const due = (id: string, nextFollowUpDate: string, isHot = false): SpreadContact => {
  return { id, name: id, nextFollowUpDate, leadQuality: isHot ? "HOT" : null };
};
const many = (count: number) => Array.from({ length: count }, (_, n) => due(`c${n}`, "2026-11-01"));
const comingOf = (plan: ReturnType<typeof spread>) =>
  plan.outcome === "fits" ? plan.days.map(({ coming }) => coming) : plan;

describe("the days", () => {
  test("begin after today, and none is a Saturday or Sunday", () => {
    expect(workingDaysAfter("2026-11-27", 3)).toEqual(["2026-11-30", "2026-12-01", "2026-12-02"]);
    expect(workingDaysAfter("2026-12-31", 2)).toEqual(["2027-01-01", "2027-01-04"]);
    expect(["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"].map((day) => isWorkingDay(day))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test.each([
    ["Pacific/Kiritimati", "2026-11-27T10:00Z", "2026-11-30"],
    ["Pacific/Niue", "2026-11-27T10:00Z", "2026-11-27"],
    // Clocks go forward in the night to Sunday there, and back.
    ["Europe/Berlin", "2026-03-27T23:30Z", "2026-03-30"],
    ["Europe/Berlin", "2026-10-25T00:30Z", "2026-10-26"],
    ["America/Santiago", "2026-09-06T03:59Z", "2026-09-07"],
    ["Australia/Lord_Howe", "2026-10-03T15:30Z", "2026-10-05"],
    // Samoa had no Friday, 30 December 2011.
    ["Pacific/Apia", "2011-12-30T09:59Z", "2011-12-30"],
  ])("follow the user's today in %s", (zone, now, first) => {
    expect(workingDaysAfter(todayIn(Temporal.Instant.from(now), zone), 1)).toEqual([first]);
  });
});

describe("a spread", () => {
  test("is as even as it can be, with one more on the first days", () => {
    expect(comingOf(spread(many(187), daysWith(0, 0, 0, 0, 0, 0, 0), 30))).toEqual([27, 27, 27, 27, 27, 26, 26]);
  });

  test("counts what is there already, and leaves a day alone that has more than that", () => {
    expect(comingOf(spread(many(10), daysWith(8, 0, 3), 10))).toEqual([0, 7, 3]);
    expect(comingOf(spread(many(3), daysWith(2, 2, 50), 4))).toEqual([2, 1, 0]);
  });

  test("takes the hot ones first, then the longest overdue, then by name and id", () => {
    const contacts = [
      { ...due("e", "2026-11-03"), name: "B" },
      { ...due("d", "2026-11-03"), name: "A" },
      { ...due("c", "2026-11-03"), name: "A" },
      due("b", "2026-11-02"),
      due("a", "2026-11-20", true),
    ];
    const plan = spread(contacts, daysWith(0, 0, 0, 0, 0), 1);
    expect(plan).toMatchObject({ moves: ["a", "b", "c", "d", "e"].map((id, n) => ({ id, date: DATES[n] })) });
  });

  test("of none moves none, also where the days are full", () => {
    expect(spread([], daysWith(3, 3), 2)).toMatchObject({ outcome: "fits", moves: [] });
  });

  test("tells how many there is room for, and what would do", () => {
    const days = [3, 2, 2, 0, 0, ...Array.from({ length: 55 }, () => 0)];
    expect(spread(many(187), daysWith(...days.slice(0, 5)), 30)).toEqual({ outcome: "tooLittleRoom", room: 143 });
    const remedy = remedyFor(187, daysWith(...days), { days: 5, perDay: 30 });
    expect(remedy).toEqual({ days: 7, perDay: 39 });
    expect(tooLittleRoomText({ count: 187, days: 5, perDay: 30, room: 143, remedy }, "en-GB")).toBe(
      "187 don’t fit: 5 days of 30 hold 143; 7 days or 39 a day would do.",
    );
  });

  test("names only what is within the limits", () => {
    const remedy = remedyFor(2_000, daysWith(...Array.from({ length: 60 }, () => 0)), { days: 1, perDay: 30 });
    expect(remedy).toEqual({ days: null, perDay: null });
    expect(tooLittleRoomText({ count: 2_000, days: 1, perDay: 30, room: 30, remedy }, "en-GB")).toBe(
      "2,000 don’t fit: 1 day of 30 holds 30; try more days and more a day.",
    );
    expect(
      tooLittleRoomText({ count: 1, days: 2, perDay: 1, room: 0, remedy: { days: 3, perDay: null } }, "en-GB"),
    ).toBe("1 doesn’t fit: 2 days of 1 hold 0; 3 days would do.");
  });

  test("is told in words", () => {
    expect([spreadText(187, 7, "en-GB"), spreadText(1, 1, "en-GB"), spreadText(0, 0, "en-GB")]).toEqual([
      "Spread 187 follow-ups over 7 days",
      "Spread 1 follow-up over 1 day",
      "Nothing to spread",
    ]);
  });

  test("holds whatever it is asked for", () => {
    const contact = fc.record({
      name: fc.constantFrom("A", "B", "Ä"),
      leadQuality: fc.constantFrom("HOT" as const, "COLD" as const, null),
      nextFollowUpDate: fc.integer({ min: 0, max: 400 }).map((ago) => addDays("2026-11-27", -ago)),
    });
    const asked = fc.record({
      drawn: fc.array(contact, { maxLength: 60 }),
      there: fc.array(fc.nat(12), { minLength: 60, maxLength: 60 }),
      days: fc.integer({ min: 1, max: 20 }),
      perDay: fc.integer({ min: 1, max: 15 }),
      shuffle: fc.infiniteStream(fc.nat()),
    });
    fc.assert(
      fc.property(asked, ({ drawn, there, days, perDay, shuffle }) => {
        const contacts = drawn.map((each, n) => ({ ...each, id: `c${n}` }));
        const all = daysWith(...there);
        const plan = spread(contacts, all.slice(0, days), perDay);
        const keys = new Map(contacts.map(({ id }) => [id, shuffle.next().value]));
        const mixed = [...contacts].sort((a, b) => keys.get(a.id)! - keys.get(b.id)!);
        expect(spread(mixed, all.slice(0, days), perDay)).toEqual(plan);
        if (plan.outcome === "tooLittleRoom") {
          expect(plan.room).toBeLessThan(contacts.length);
          const remedy = remedyFor(contacts.length, all, { days, perDay });
          if (remedy.days !== null) {
            expect(spread(contacts, all.slice(0, remedy.days), perDay).outcome).toBe("fits");
            expect(spread(contacts, all.slice(0, remedy.days - 1), perDay).outcome).toBe("tooLittleRoom");
          }
          expect(spread(contacts, all.slice(0, days), remedy.perDay!).outcome).toBe("fits");
          expect(spread(contacts, all.slice(0, days), remedy.perDay! - 1).outcome).toBe("tooLittleRoom");
          return;
        }
        expect(plan.moves.map(({ id }) => id).sort()).toEqual(contacts.map(({ id }) => id).sort());
        const tops = plan.days.filter(({ coming }) => coming > 0).map((day) => day.there + day.coming);
        const top = Math.max(0, ...tops);
        expect(top).toBeLessThanOrEqual(perDay);
        for (const { date, there, coming } of plan.days) {
          expect(weekday(date)).toBeLessThan(6);
          expect(plan.moves.filter((move) => move.date === date)).toHaveLength(coming);
          // No day has room that would have made another one lighter.
          if (tops.length > 0) expect(there + coming).toBeGreaterThanOrEqual(top - 1);
        }
        const rank = new Map(contacts.map((each) => [each.id, each]));
        const urgency = ({ id }: { id: string }) => {
          const { leadQuality, nextFollowUpDate } = rank.get(id)!;
          return `${leadQuality === "HOT" ? 0 : 1} ${nextFollowUpDate}`;
        };
        expect(plan.moves.map(urgency)).toEqual(plan.moves.map(urgency).sort());
      }),
    );
  });
});
