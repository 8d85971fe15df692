import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const directory = new URL("../../app/styles/", import.meta.url);
const files = readdirSync(directory).filter((name) => name.endsWith(".css"));

/** The rules of a style sheet by their selectors, without comments and what stands around them. */
function selectorsOf(name: string): string[] {
  const styles = readFileSync(new URL(name, directory), "utf8").replace(/\/\*.*?\*\//gs, "");
  return [...styles.matchAll(/([^{};]+)\{/g)].map(([, selector]) => selector!.trim());
}

// Chrome matches 1,748 elements of the hub anew where a row leaves and such a rule is there, else 10.
test("no rule is about whatever follows something, nor about a row that follows another", () => {
  const selectors = files.flatMap(selectorsOf);
  expect(selectors.length).toBeGreaterThan(300);
  const after = selectors.flatMap((selector) => [...selector.matchAll(/\s[+~]\s+([^\s,]+)/g)].map(([, next]) => next!));
  expect(after.length).toBeGreaterThan(1);
  expect(after.filter((next) => /^(\*|li\b|:not)/.test(next))).toEqual([]);
});

test("rows beyond the window are left out as a whole", () => {
  const styles = readFileSync(new URL("follow-ups.css", directory), "utf8");
  expect(styles).toMatch(/\.rows > li \{[^}]*content-visibility: auto;/);
});
