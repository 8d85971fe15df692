import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

interface Finding {
  id: string;
  nodes: { target: unknown[] }[];
}

/** Axe in the page. */
interface Axe {
  run(context: { exclude: string[][] }, options: { runOnly?: string[] }): Promise<{ violations: Finding[] }>;
}

const axeScript = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [1280, 390];

/** The smallest phone, and 1280 px at 200 % zoom: what fits in these fits in those between. */
const NARROW = [640, 320];

/** Rows that come after many of the same kind: axe finds in the first ones what it finds in all. */
const LATER_ROWS = ".rows > li:nth-child(n + 21)";
/** For a state that can be held for seconds only, and whose rows were looked at before. */
export const ALL_ROWS = ".rows > li";

/** What axe finds wrong with the page as it is now, at each width and in both themes, and where it scrolls sideways. */
export async function findings(page: Page, widths = WIDTHS, excluded = LATER_ROWS): Promise<string[]> {
  await loadAxe(page);
  const found: string[] = [];
  for (const width of [...NARROW, ...widths]) {
    await page.setViewportSize({ width, height: 900 });
    const isSideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    if (isSideways) found.push(`${width} px: scrolls sideways`);
    if (NARROW.includes(width)) continue;
    for (const colorScheme of ["light", "dark"] as const) {
      // Without motion, as a color that is on its way would be measured.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // Another theme changes nothing but colors.
      const rules = colorScheme === "dark" ? ["color-contrast"] : null;
      const violations = await page.evaluate(
        async ({ rules, exclude }) => {
          const { axe } = window as unknown as { axe: Axe };
          const { violations } = await axe.run({ exclude }, rules ? { runOnly: rules } : {});
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
        },
        { rules, exclude: [[excluded]] },
      );
      found.push(...violations.map((violation) => `${width} px, ${colorScheme}: ${violation}`));
    }
  }
  return found;
}

async function loadAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => "axe" in window)) return;
  const client = await page.context().newCDPSession(page);
  await client.send("Page.setBypassCSP", { enabled: true });
  await page.evaluate(await axeScript);
}
