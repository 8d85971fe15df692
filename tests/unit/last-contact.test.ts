import { expect, test } from "vitest";
import { earlierContactText, lastContactText } from "../../app/domain/last-contact.ts";
import type { Note } from "../../app/domain/last-note-text.ts";

const reader = { today: "2026-11-29", timeZone: "Pacific/Auckland", locale: "en-GB" } as const;
const at = (day: number) => new Date(Date.UTC(2026, 10, day, 20));
const call: Note = { action: "call", at: at(16), text: "wants 3 bedrooms" };
const done = (outcome: Note["outcome"], rest: Partial<Note> = {}): Note => {
  return { action: "done", at: at(17), ...(outcome && { outcome }), ...rest };
};

test("it is told in days of the reader's calendar", () => {
  expect(lastContactText([call], reader)).toBe("Last contact 12 days ago, call");
  expect(lastContactText([call], { ...reader, timeZone: "UTC" })).toBe("Last contact 13 days ago, call");
  expect(lastContactText([{ action: "email", at: at(28) }], reader)).toBe("Last contact today, email");
  expect(lastContactText([{ action: "meeting", at: at(27) }], reader)).toBe("Last contact yesterday, meeting");
  // Another device's clock may be ahead.
  expect(lastContactText([{ action: "call", at: at(30) }], reader)).toBe("Last contact today, call");
});

test.each([
  ["a note", { action: "note", at: at(20), text: "x" }],
  ["no answer", done("noAnswer")],
  ["a message left", done("leftMessage")],
  ["what is done without a word", done(undefined, { text: "x" })],
  ["what was taken back", done("met", { undone: true })],
] as [string, Note][])("%s is no contact", (_, entry) => {
  expect(lastContactText([entry], reader)).toBeNull();
  expect(lastContactText([entry, call], reader)).toBe("Last contact 12 days ago, call");
});

test.each(["noAnswer", "leftMessage"] as const)("a call that is logged as %s is no contact", (outcome) => {
  const vain: Note = { ...call, at: at(20), outcome, operationId: "op_vain" };
  const result = done(outcome, { at: new Date(vain.at.getTime() + 1), operationId: "op_vain" });
  expect(lastContactText([result, vain], reader)).toBeNull();
  expect(lastContactText([result, vain, call], reader)).toBe("Last contact 12 days ago, call");
  expect(earlierContactText([result, vain, call], reader)).toBe("Last contact 12 days ago, call");
  // One that nothing is said of counts, whatever came of a follow-up at that moment.
  const other: Note = { ...call, at: at(20), operationId: "op_vain" };
  expect(lastContactText([result, other], reader)).toBe("Last contact 8 days ago, call");
});

test("a call that was reached is told as a call, and a reply as what it was", () => {
  expect(lastContactText([{ ...call, outcome: "reached" }], reader)).toBe("Last contact 12 days ago, call");
  expect(lastContactText([{ action: "email", at: at(16), direction: "in" }], reader)).toBe(
    "Last contact 12 days ago, email",
  );
});

test.each([
  ["reached", "reached"],
  ["wrote", "written"],
  ["met", "met"],
  ["notInterested", "not interested"],
] as const)("%s is one", (outcome, word) => {
  expect(lastContactText([done(outcome), call], reader)).toBe(`Last contact 11 days ago, ${word}`);
});

test("beside what happened last it is told where that was something else", () => {
  expect(earlierContactText([call], reader)).toBeNull();
  expect(earlierContactText([done("met", { undone: true }), call], reader)).toBeNull();
  expect(earlierContactText([done("noAnswer"), call], reader)).toBe("Last contact 12 days ago, call");
  expect(earlierContactText([done("noAnswer")], reader)).toBeNull();
  expect(earlierContactText([], reader)).toBeNull();
});
