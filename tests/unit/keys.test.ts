import { expect, test } from "vitest";
import { isKeyOn } from "../../app/components/shortcuts.tsx";
import { keyOf } from "../../app/components/typing.ts";

test.each([
  ["a small letter", { key: "d", code: "KeyD" }, "d"],
  ["with Shift", { key: "D", code: "KeyD", shiftKey: true }, "d"],
  ["where it lies elsewhere (QWERTZ)", { key: "z", code: "KeyY" }, "z"],
  ["where it lies elsewhere (AZERTY)", { key: "a", code: "KeyQ" }, "a"],
  ["Cyrillic", { key: "в", code: "KeyD" }, "d"],
  ["Cyrillic with Shift", { key: "Ы", code: "KeyS", shiftKey: true }, "s"],
  ["Greek", { key: "δ", code: "KeyD" }, "d"],
  ["Hebrew", { key: "ג", code: "KeyD" }, "d"],
  ["Arabic", { key: "ي", code: "KeyD" }, "d"],
  ["a digit", { key: "2", code: "Digit2" }, "2"],
  ["a digit on AZERTY", { key: "é", code: "Digit2" }, "2"],
  ["a digit on AZERTY with Shift", { key: "2", code: "Digit2", shiftKey: true }, "2"],
  ["a sign above a digit", { key: "@", code: "Digit2", shiftKey: true }, "@"],
  ["a Latin letter with an accent", { key: "ł", code: "KeyL" }, "ł"],
  ["a question mark on a Cyrillic keyboard", { key: "?", code: "Digit7", shiftKey: true }, "?"],
  ["a sign on a letter's key", { key: ";", code: "KeyQ" }, ";"],
  ["a key with a name", { key: "ArrowDown", code: "ArrowDown" }, "ArrowDown"],
])("%s", (_, event, expected) => {
  expect(keyOf({ shiftKey: false, ...event })).toBe(expected);
});

test("single keys that are off are off with Shift too; those with a name act", () => {
  const on = (singleKeys: boolean) =>
    ["d", "?", "Shift+d", "Escape", "Shift+ArrowDown"].filter((key) => isKeyOn(key, singleKeys));
  expect(on(true)).toHaveLength(5);
  expect(on(false)).toEqual(["Escape", "Shift+ArrowDown"]);
});
