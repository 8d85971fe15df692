import { expect, test } from "vitest";
import { lastNoteText } from "../../app/domain/last-note-text.ts";

const reader = { today: "2026-11-29", timeZone: "Pacific/Auckland", locale: "en-GB" } as const;
const at = new Date("2026-11-17T20:00:00Z");

test("a note is told with the day that it was where the user is, and on one line", () => {
  const text = "wants 3\n bedrooms ";
  expect(lastNoteText({ action: "call", at, text }, reader)).toBe("Called 18 Nov: wants 3 bedrooms");
  expect(lastNoteText({ action: "email", at, text }, { ...reader, timeZone: "UTC" })).toBe(
    "Emailed 17 Nov: wants 3 bedrooms",
  );
  expect(lastNoteText({ action: "meeting", at, text: " " }, reader)).toBe("Met 18 Nov");
  expect(lastNoteText({ action: "note", at }, { ...reader, today: "2027-01-02" })).toBe("Noted 18 Nov 2026");
});

test("of a long one there is the beginning, in whole characters", () => {
  expect(lastNoteText({ action: "note", at, text: "🏡".repeat(121) }, reader)).toBe(
    `Noted 18 Nov: ${"🏡".repeat(120)}…`,
  );
  expect(lastNoteText({ action: "note", at, text: "🏡".repeat(120) }, reader)).toBe(
    `Noted 18 Nov: ${"🏡".repeat(120)}`,
  );
});
