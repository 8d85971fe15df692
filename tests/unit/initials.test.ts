import { expect, test } from "vitest";
import { initials } from "../../widgets/initials.ts";

test.each([
  ["Ann Lee", "AL"],
  ["ann", "A"],
  ["Ann van der Lee", "AL"],
  ["  Zoë   Krüger ", "ZK"],
  ["Dr. Ann Lee, MBA", "AL"],
  ["Prof. Dr. Ann Lee Ph.D.", "AL"],
  ["Mr. Bob Smith Jr.", "BS"],
  ["Dr.", "D"],
  ["Ma Li", "L"],
  ["ßen Müller", "ßM"],
  ["ﬁona Ali", "FA"],
  ["ნინო ბერიძე", "ნბ"],
  ["محمد علي", "م\u200cع"],
  ["क्षितिज शर्मा", "क्षिश"],
  ["é Í", "ÉÍ"],
  ["王小明", "王"],
  ["김민수", "김"],
  ["🦊 Fox", "F"],
  ["👩‍👩‍👧", "👩‍👩‍👧"],
  ["(Bob) “Bo” Lee", "BL"],
  ["3M Germany", "3G"],
  ["", "?"],
  [" - ", "?"],
])("%s: %s", (name, expected) => {
  expect(initials(name)).toBe(expected);
});
