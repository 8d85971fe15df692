import { expect, test } from "vitest";
import { isKeySecret, newKeySecret, startOfKey } from "../../db/api-key-secret.ts";

const KEYS = Array.from({ length: 200 }, newKeySecret);

test("a key names the product, has no hyphen, and no two are the same", () => {
  for (const key of KEYS) expect(key).toMatch(/^fuh_[0-9A-Za-z]{46}$/);
  expect(new Set(KEYS).size).toBe(KEYS.length);
  expect(KEYS.every(isKeySecret)).toBe(true);
});

test("what shows a key to its owner tells a ten-thousandth of it at most", () => {
  expect(KEYS.map(startOfKey)).toEqual(KEYS.map((key) => key.slice(0, 10)));
});

test("one wrong letter anywhere, two that changed places, or an end that is missing make it no key", () => {
  for (const key of KEYS.slice(0, 20)) {
    for (let at = 0; at < key.length; at++) {
      const [before, letter, after] = [key.slice(0, at), key[at]!, key.slice(at + 1)];
      expect(isKeySecret(`${before}${letter === "x" ? "y" : "x"}${after}`)).toBe(false);
      expect(isKeySecret(before + after)).toBe(false);
      if (after[0] && after[0] !== letter) expect(isKeySecret(before + after[0] + letter + after.slice(1))).toBe(false);
    }
    for (const text of [`${key}0`, ` ${key}`, key.slice(0, -6), "", "fuh_"]) expect(isKeySecret(text)).toBe(false);
  }
});

test("keys of the format before are keys still", () => {
  expect(isKeySecret("fuh_abcdefghijklmnopqrstuvwx-_012345")).toBe(true);
  expect(isKeySecret("fuh_abcdefghijklmnopqrstuvwx-_01234")).toBe(false);
});
