import { expect, test } from "vitest";
import { hashPassword, passwordMatches, passwordProblem } from "../../db/passwords.ts";

test("ASVS 6.2.1: nine characters are too few, ten of any kind are enough", () => {
  expect(passwordProblem("nine char")).toMatch(/at least 10 characters/);
  expect(passwordProblem("ten  chars")).toBeNull();
  // A character is a character, however many units it takes.
  expect(passwordProblem("🦊".repeat(9))).toMatch(/at least 10/);
  expect(passwordProblem("🦊".repeat(10))).toBeNull();
});

test("ASVS 6.2.4: none of the commonest is taken, whatever the case of its letters", () => {
  for (const password of ["1234567890", "password123", "PassWord123", "qwertyuiop", "1q2w3e4r5t"]) {
    expect(passwordProblem(password)).toMatch(/commonest/);
  }
});

test("ASVS 6.2.5: no other rule asks for kinds of characters", () => {
  for (const password of ["aaaaaaaaaaaa b", "           x", "密码密码密码密码密码密", "correct horse"]) {
    expect(passwordProblem(password)).toBeNull();
  }
});

test("ASVS 6.2.9: up to 512 bytes are taken, and all of them count", async () => {
  const longest = "é".repeat(256);
  expect(passwordProblem(longest)).toBeNull();
  expect(passwordProblem(`${longest}x`)).toMatch(/512 bytes/);
  const hash = await hashPassword(longest);
  expect(await passwordMatches(longest, hash)).toBe(true);
  expect(await passwordMatches(`${"é".repeat(255)}ea`, hash)).toBe(false);
  expect(await passwordMatches(`${longest}x`, hash)).toBe(false);
});

test("the same characters are the same password, composed or not", async () => {
  expect(await passwordMatches("cafe\u0301 au lait", await hashPassword("café au lait"))).toBe(true);
  expect(await passwordMatches("café au lait", await hashPassword("cafe\u0301 au lait"))).toBe(true);
});

test("without a hash nothing matches", async () => {
  expect(await passwordMatches("", null)).toBe(false);
});
