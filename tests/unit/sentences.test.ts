import { expect, test } from "vitest";
import { neverDueText } from "../../app/domain/archived-text.ts";
import { sentences } from "../../app/domain/sentences.ts";

test("one sentence stands without a full stop, of several each ends with one", () => {
  expect(sentences("Saved")).toBe("Saved");
  expect(sentences("Saved", "", false, null, undefined)).toBe("Saved");
  expect(sentences("Contact added", neverDueText(1, 1, "en-GB"))).toBe(
    "Contact added. The contact is archived, so it is never due.",
  );
  expect(sentences("Cleared", "Meanwhile it had changed", neverDueText(2, 3, "en-GB"))).toBe(
    "Cleared. Meanwhile it had changed. 2 of them are archived, so they are never due.",
  );
});
