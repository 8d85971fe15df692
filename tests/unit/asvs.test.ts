import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/** How many requirements the standard has in each of its chapters: of level 1, and of level 2. */
const CHAPTERS = [
  ...[
    [8, 19],
    [4, 7],
    [8, 11],
    [2, 8],
    [4, 5],
    [13, 22],
    [6, 12],
    [4, 3],
    [4, 3],
    [5, 24],
    [3, 11],
    [3, 6],
    [1, 12],
  ],
  ...[
    [2, 7],
    [3, 10],
    [0, 16],
    [0, 7],
  ],
] as const;
/** SHA-256 of all numbers with their levels, so that none stands for another. */
const NUMBERS = "c221cc01ef8fef1236787852eaaffe3e41baaa66b99534975cf9ccc3f62e5b4a";

interface Requirement {
  number: string;
  level: string;
  asked: string;
  here: string;
}

const list = readFileSync(".github/ASVS.md", "utf8")
  .split("\n")
  .filter((line) => /^\| *\d/.test(line))
  .map((line): Requirement => {
    const [number = "", level = "", asked = "", here = ""] = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { number, level, asked, here };
  });

/** The files of tests whose names have a number, by number; and names in which numbers are written in another way. */
const tests = new Map<string, Set<string>>();
const otherNames: string[] = [];
for (const name of readdirSync("tests", { recursive: true, encoding: "utf8" })) {
  const path = `tests/${name}`;
  if (!path.endsWith(".test.ts")) continue;
  const text = readFileSync(path, "utf8");
  if (!text.includes("ASVS")) continue;
  for (const title of titlesIn(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))) {
    const [, numbers = ""] = / \(ASVS (\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*)\)$/.exec(title) ?? [];
    if (numbers === "" && title.includes("ASVS")) otherNames.push(title);
    for (const number of numbers.split(", ").filter(Boolean)) {
      tests.set(number, (tests.get(number) ?? new Set()).add(path));
    }
  }
}

/** What the file's tests and their groups are called. */
function titlesIn(node: ts.Node): string[] {
  const titles: string[] = [];
  const visit = (part: ts.Node) => {
    const [title] = ts.isCallExpression(part) ? part.arguments : [];
    if (title && ts.isStringLiteralLike(title) && /^(?:test|it|describe)$/.test(firstWordOf(part)))
      titles.push(title.text);
    ts.forEachChild(part, visit);
  };
  visit(node);
  return titles;
}

/** `test` of `test.each([…])("…")`; nothing of a test that is skipped. */
function firstWordOf(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text === "each" ? firstWordOf(node.expression) : "";
  return ts.isCallExpression(node) ? firstWordOf(node.expression) : "";
}

const pathsIn = (here: string) => [...here.matchAll(/`([\w./-]+\/[\w./-]+|[\w-]+\.\w+)`/g)].map(([, path]) => path!);
const chapterOf = ({ number }: Requirement) => Number(number.split(".")[0]);
const numbersOf = (wrong: (requirement: Requirement) => boolean) => list.filter(wrong).map(({ number }) => number);

describe("the list of requirements", () => {
  test("has every one of levels 1 and 2, once and in order", () => {
    expect(
      CHAPTERS.map((_counts, at) =>
        ["1", "2"].map(
          (level) =>
            list.filter((requirement) => chapterOf(requirement) === at + 1 && requirement.level === level).length,
        ),
      ),
    ).toEqual(CHAPTERS);
    expect(list.filter(({ level }) => level === "1")).toHaveLength(70);
    expect(list.filter(({ level }) => level === "2")).toHaveLength(183);
    const inOrder = list
      .map(({ number }) => number)
      .sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
    expect(list.map(({ number }) => number)).toEqual(inOrder);
    const numbers = list.map(({ number, level }) => `${number} ${level}\n`).join("");
    expect(createHash("sha256").update(numbers).digest("hex")).toBe(NUMBERS);
    expect(numbersOf(({ asked }) => asked.length < 4)).toEqual([]);
  });

  test("says of each of level 1 which tests show it, or why it doesn't apply", () => {
    const isShown = ({ number }: Requirement) => tests.has(number);
    const appliesNot = ({ here }: Requirement) => /^Doesn't apply: .{15,}/.test(here);
    expect(numbersOf((one) => one.level === "1" && isShown(one) === appliesNot(one))).toEqual([]);
  });

  test("says of each of level 2 which tests show it, which file meets it, or why it isn't met", () => {
    const isSaid = (one: Requirement) =>
      tests.has(one.number) ||
      /^(?:Doesn't apply|Not met): .{15,}/.test(one.here) ||
      /^`[\w./-]+`: .{15,}/.test(one.here);
    expect(numbersOf((one) => one.level === "2" && !isSaid(one))).toEqual([]);
  });

  test("names the tests that have the number in their names, and files that there are", () => {
    for (const { number, here } of list) {
      const named = here.split(" — ", 1)[0]!;
      const shown = /^`tests\/[^`]+\.test\.ts`(?!:)/.test(named) ? pathsIn(named) : [];
      expect(shown.sort(), number).toEqual([...(tests.get(number) ?? [])].sort());
      for (const path of pathsIn(here)) expect(existsSync(path), `${number}: ${path}`).toBe(true);
    }
  });

  test("knows every number in a test's name, and no name is written otherwise", () => {
    const known = new Set(list.map(({ number }) => number));
    expect([...tests.keys()].filter((number) => !known.has(number))).toEqual([]);
    expect(otherNames).toEqual([]);
    expect(readFileSync(".github/SECURITY.md", "utf8")).toContain("](ASVS.md)");
  });
});
