import { describe, expect, test } from "vitest";
import { readSaid } from "../../app/domain/done-as-form.ts";
import { doneText } from "../../app/domain/done-text.ts";
import { reasonText } from "../../app/domain/reason-text.ts";
import { describeChange, type MadeChange } from "../../app/domain/describe-change.ts";

const TODAY = "2026-11-30";
const told = (made: Omit<MadeChange, "action">) => describeChange({ action: "done", ...made }, TODAY, "en-GB");

describe("what a change tells", () => {
  test("whom, what came of it, and the next try", () => {
    const next = [{ id: "a", date: "2026-12-01" }];
    expect(told({ outcome: "noAnswer", contactName: "Olga Old", count: 1, next, nextIsSet: true })).toEqual({
      text: "Marked Olga Old done: no answer. Next try Tue 1 Dec.",
      offer: null,
      isLater: false,
    });
    const both = [...next, { id: "b", date: "2026-12-01" }];
    expect(told({ outcome: "leftMessage", contactName: "Olga Old", count: 2, next: both, nextIsSet: true }).text).toBe(
      "Marked 2 follow-ups done: left message. Next try Tue 1 Dec.",
    );
    expect(told({ outcome: "met", contactName: "Olga Old", count: 1, next, nextIsSet: true }).text).toBe(
      "Marked Olga Old done: met. Next: 1 December.",
    );
  });

  test("what is on offer: the next date, or to nurture those who were tried often enough", () => {
    const next = [{ id: "a", date: "2026-12-07" }];
    expect(told({ outcome: "reached", contactName: "Olga Old", count: 1, next })).toEqual({
      text: "Marked Olga Old done: reached",
      offer: "Next: 7 December",
      isLater: false,
    });
    const nurture = [{ id: "b", date: "2026-12-30" }];
    expect(told({ outcome: "noAnswer", contactName: "Olga Old", count: 1, nurture })).toEqual({
      text: "Marked Olga Old done: no answer",
      offer: "Nurture in 30 days?",
      isLater: false,
    });
    const more = [...nurture, { id: "c", date: "2026-12-30" }];
    expect(told({ outcome: "noAnswer", count: 3, next, nextIsSet: true, nurture: more })).toEqual({
      text: "Marked 3 follow-ups done: no answer. Next try Mon 7 Dec.",
      offer: "Nurture 2 in 30 days?",
      isLater: false,
    });
    const { offer } = told({ outcome: "noAnswer", count: 3, next, nextIsSet: true, nurture });
    expect(offer).toBe("Nurture 1 in 30 days?");
  });

  test("who has no next date, and a date for them where nothing else is on offer", () => {
    const later = [{ id: "a", date: "2026-12-30" }];
    expect(told({ count: 1, later })).toEqual({
      text: "Marked 1 follow-up done. No next date.",
      offer: "Next in 30 days",
      isLater: true,
    });
    const next = [{ id: "b", date: "2026-12-07" }];
    expect(told({ count: 2, next, later })).toEqual({
      text: "Marked 2 follow-ups done. No next date for 1.",
      offer: "Next: 7 December",
      isLater: false,
    });
    expect(told({ count: 2, next, nextIsSet: true, later })).toEqual({
      text: "Marked 2 follow-ups done. Next: 7 December. No next date for 1.",
      offer: "Next in 30 days",
      isLater: true,
    });
  });

  test("nothing else where nothing was changed, or nothing was said", () => {
    const nothing = "Nothing to change: these were already handled";
    expect(told({ outcome: "noAnswer", contactName: "Olga Old", count: 0 })).toEqual({
      text: nothing,
      offer: null,
      isLater: false,
    });
    expect(told({ contactName: "Olga Old", count: 1 }).text).toBe("Marked 1 follow-up done");
  });
});

test("the row's reason says which try comes", () => {
  expect(reasonText({ reason: "Follow-up due today", tries: 2 })).toBe("Follow-up due today · 3rd try");
  expect(reasonText({ reason: "Follow-up due today" })).toBe("Follow-up due today");
});

test("the list of today says what came of it", () => {
  const done = { action: "done", count: 1, dateAfter: null, leadQuality: null } as const;
  expect(doneText({ ...done, outcome: "notInterested" }, "en-GB")).toBe("Marked done: not interested");
  expect(doneText({ ...done, outcome: "noAnswer", dateAfter: "2026-12-01" }, "en-GB")).toBe(
    "Marked done: no answer, next on 1 Dec 2026",
  );
});

describe("what the form says", () => {
  const read = (fields: object) => readSaid({ outcome: "noAnswer", text: "", leadQuality: "", ...fields });
  test("an outcome, and a line where one is typed", () => {
    expect(read({ text: " Rang\ntwice " })).toEqual({ outcome: "noAnswer", note: "Rang twice" });
    expect(read({ text: "  " })).toEqual({ outcome: "noAnswer" });
  });

  test("a lead quality of who isn't interested alone", () => {
    expect(read({ outcome: "notInterested", leadQuality: "COLD" })).toMatchObject({ leadQuality: "COLD" });
    expect(read({ outcome: "notInterested", leadQuality: "NONE" })).toMatchObject({ leadQuality: null });
    expect(read({ outcome: "notInterested" })).toEqual({ outcome: "notInterested" });
    expect(read({ leadQuality: "COLD" })).toEqual({ outcome: "noAnswer" });
  });

  test.each([
    [{ outcome: "" }, "outcome", "Choose what came of it."],
    [{ outcome: "sold" }, "outcome", "Choose what came of it."],
    [{ text: "x".repeat(501) }, "text", "A note has at most 500 characters here."],
    [{ text: "a\u0000b" }, "text", "There is a character that can't be kept."],
  ])("not %j", (fields, field, message) => {
    expect(read(fields)).toEqual({ field, message });
  });

  test("five hundred characters, whatever they are", () => {
    expect(read({ text: "😀".repeat(500) })).toMatchObject({ note: "😀".repeat(500) });
  });
});
