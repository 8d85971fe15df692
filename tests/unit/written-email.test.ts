import { expect, test } from "vitest";
import { readWrittenEmails } from "../../app/domain/written-email.ts";

test.each([
  ["<a@b.c>", "a@b.c", []],
  ["mailto:a@b.c?subject=x", "a@b.c", []],
  ["MAILTO:A@B.C", "A@B.C", []],
  ["'a@b.c'", "a@b.c", []],
  ["Lee, Ann <a@b.c>, Bo <b@b.c>", "a@b.c", ["b@b.c", "Lee, Ann", "Bo"]],
  ['"Lee, Ann" <a@b.c>;b@b.c', "a@b.c", ["b@b.c", "Lee, Ann"]],
  ["a@b.c / b@b.c", "a@b.c", ["b@b.c"]],
  ["a@b.c b@b.c", "a@b.c", ["b@b.c"]],
  ["a@b.c\nb@b.c", "a@b.c", ["b@b.c"]],
  ["a@b.c | a@b.c", "a@b.c", []],
  ["work: a@b.c", "a@b.c", ["work"]],
  ["a@b.c (work), b@b.c (home)", "a@b.c", ["b@b.c", "work", "home"]],
  ["a@b.c [old]; ", "a@b.c", ["old"]],
])("%j is %s, and besides %j", (cell, email, others) => {
  expect(readWrittenEmails(cell)).toEqual({ email, others });
});

test.each(["a@b.c", "none", "", "a at b.c", "a@@b", "Ann a@b.c", "a@b.c and b@b.c", "a @ b.c"])(
  "%j is taken as it stands",
  (cell) => {
    expect(readWrittenEmails(cell)).toBeNull();
  },
);

test("a cell of any length takes no time", () => {
  expect(readWrittenEmails(`a@b.c ${" ".repeat(100_000)}x@`)).toBeNull();
});
