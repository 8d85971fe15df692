import { describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { readLeaveForm, readPresetsForm } from "../../app/domain/own-days-input.ts";
import { readSettingsForm } from "../../app/domain/settings-input.ts";

describe("the settings form", () => {
  const form = (fields: Record<string, string>) => {
    const data = new FormData();
    const all = {
      name: "A",
      timeZone: "UTC",
      from: "today",
      HOT: "",
      WARM: "",
      COLD: "",
      NURTURE: "",
      none: "",
      ...fields,
    };
    for (const [name, value] of Object.entries(all)) data.set(name, value);
    return readSettingsForm(data);
  };
  const week = { workingCalendar: "on", weekday1: "on", weekday4: "on", country: "GB", ownDays: "" };

  test("reads days of the week, the country, own days one a line, and the tick of plain Snooze", () => {
    const ownDays = "2026-12-31  The outing \r\n\n2026-12-24";
    expect(form({ ...week, usesCalendar: "on", snoozesWorkingDays: "on", ownDays })).toMatchObject({
      settings: {
        workingCalendar: {
          ...{ isOn: true, weekdays: [1, 4], country: "GB", snoozes: true },
          ownDays: [
            { date: "2026-12-24", name: "a day off" },
            { date: "2026-12-31", name: "The outing" },
          ],
        },
      },
    });
  });

  test("a page that knows no working days leaves them as they are", () => {
    expect(form({})).not.toHaveProperty("settings.workingCalendar");
  });

  test.each([
    [{ weekday1: "", workingCalendar: "on" }, null],
    [
      { ...week, ownDays: "2026-12-24\n24.12.2026 Eve" },
      { ownDays: "Line 2: Begin with a date that exists, such as 2026-12-24" },
    ],
    [{ ...week, ownDays: "2026-02-30" }, { ownDays: "Line 1: Begin with a date that exists, such as 2026-12-24" }],
    [
      { ...week, ownDays: `2026-12-24 ${"x".repeat(61)}` },
      { ownDays: "Line 1: What the day is has at most 60 characters" },
    ],
    [
      { ...week, ownDays: Array.from({ length: 101 }, (_, n) => addDays("2026-01-01", n)).join("\n") },
      { ownDays: "At most 100 days" },
    ],
    [{ ...week, country: "Narnia" }, { country: "Choose a country" }],
    [{ workingCalendar: "on", country: "" }, { weekday1: "Choose at least one day of the week" }],
  ])("%j: %j", (fields, problems) => {
    const read = form(fields as unknown as Record<string, string>);
    if (problems) expect(read).toEqual({ outcome: "badInput", problems });
    else expect(read.outcome).toBe("settings");
  });
});

describe("a user’s own days and leave", () => {
  const presets = (...lines: [string, string][]) => {
    const data = new FormData();
    for (const [name, words] of lines) {
      data.append("presetName", name);
      data.append("presetWords", words);
    }
    return readPresetsForm(data, (words) => (words === "tue" ? null : "No day."));
  };
  const leave = (from: string, to: string) => {
    const data = new FormData();
    data.set("from", from);
    data.set("to", to);
    return readLeaveForm(data, "2026-11-30");
  };

  test("empty lines are left out, and what is wrong is told with what was typed", () => {
    expect(presets(["Soon", "tue"], ["", ""])).toEqual({
      outcome: "presets",
      presets: [{ name: "Soon", words: "tue" }],
    });
    expect(presets(["Soon", "tue"], ["Soon", "tue"], ["", "tue"], ["X", ""], ["Y", "soon"])).toEqual({
      outcome: "badInput",
      typed: [
        { name: "Soon", words: "tue" },
        { name: "Soon", words: "tue", problem: "You have that name already." },
        { name: "", words: "tue", problem: "Give this day a name." },
        { name: "X", words: "", problem: "Say which day it is, such as “in 2 weeks”." },
        { name: "Y", words: "soon", problem: "No day." },
      ],
    });
    expect(presets(...Array.from({ length: 7 }, (_, n): [string, string] => [`${n}`, "tue"]))).toMatchObject({
      presets: { length: 5 },
    });
  });

  test("a leave has two days in order, isn’t over, and not longer than a year", () => {
    expect(leave("2026-12-01", "2026-12-01")).toEqual({
      outcome: "leave",
      leave: { from: "2026-12-01", to: "2026-12-01" },
    });
    expect(leave("", "")).toEqual({ outcome: "leave", leave: null });
    expect(leave("", "2026-12-01")).toMatchObject({ field: "from" });
    expect(leave("2026-12-02", "2026-12-01")).toMatchObject({
      field: "to",
      problem: expect.stringContaining("before"),
    });
    expect(leave("2026-11-01", "2026-11-29")).toMatchObject({ problem: expect.stringContaining("past") });
    expect(leave("2026-12-01", "2027-12-02")).toMatchObject({ problem: "A leave has at most 366 days." });
  });
});
