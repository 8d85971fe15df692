import { chromium, type Browser, type Page } from "playwright-core";
import { newProfile } from "../support/browser.ts";
import { findChromium } from "../support/chromium.ts";
import { measureInteractions, watchInteractions } from "./interactions.ts";
import { eachRound, median } from "./measure.ts";
import type { Ours, Plain } from "./servers.ts";
import type { Line } from "./table.ts";

const SLOWDOWN = 4;

/** The hub in a browser whose processor is four times slower, beside a plain table of the same rows. */
export async function measureInBrowser(rounds: number, { server, sessions }: Ours, plain: Plain): Promise<Line[]> {
  const browser = await chromium.launch(await findChromium());
  try {
    const measured = await eachRound("Browser", rounds, async () => ({
      ours: await load(browser, `${server.origin}/follow-ups`, sessions.ann.cookie()),
      theirs: await load(browser, `${plain.origin}/page?token=ann`),
    }));
    const of = (side: "ours" | "theirs", name: keyof Awaited<ReturnType<typeof load>>) =>
      median(measured.map((round) => round[side][name]));
    const table = "a plain table";
    const line = (what: string, name: keyof Awaited<ReturnType<typeof load>>, unit: Line["unit"]) => ({
      ...{ what, beside: table, ours: of("ours", name), theirs: of("theirs", name), unit },
    });
    return [
      { ...line("first row painted", "painted", "ms"), goal: 1.5 },
      limited("blocking (200 ms at most)", of("ours", "blocking"), 200, "ms"),
      limited("elements (10,000 at most)", of("ours", "elements"), 10_000, ""),
      limited("JavaScript (110 KB at most)", of("ours", "script"), 110, "KB"),
      limited("Mark done to the row gone (100 ms at most)", of("ours", "gone"), 100, "ms"),
      limited("INP of Mark done (100 ms at most)", of("ours", "done"), 100, "ms"),
      limited("INP of Snooze (100 ms at most)", of("ours", "snooze"), 100, "ms"),
      limited("INP of Select all (100 ms at most)", of("ours", "selectAll"), 100, "ms"),
      limited("INP of the row's menu (100 ms at most)", of("ours", "menu"), 100, "ms"),
    ];
  } finally {
    await browser.close();
  }
}

function limited(what: string, ours: number, most: number, unit: Line["unit"]): Line {
  return { what, beside: "its limit", ours, theirs: most, unit, goal: 1 };
}

async function load(browser: Browser, address: string, cookie?: string) {
  const profile = await newProfile(browser, { javaScript: true });
  try {
    const page = await profile.newPage();
    if (cookie) await profile.setExtraHTTPHeaders({ Cookie: cookie });
    const session = await profile.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    // What compiles this file names its functions by a helper that the page doesn't have.
    await page.addInitScript({ content: "globalThis.__name = (named) => named;" });
    await watchInteractions(page);
    await page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(window, { longTasks: tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: "longtask",
        buffered: true,
      });
    });
    await page.goto(address, { waitUntil: "networkidle" });
    const loaded = await page.evaluate(() => {
      const count = (root: Document | ShadowRoot): number =>
        [...root.querySelectorAll("*")].reduce(
          (sum, each) => sum + 1 + (each.shadowRoot ? count(each.shadowRoot) : 0),
          0,
        );
      const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      const scripts = resources.filter(({ name }) => /\.js(\?|$)/.test(name));
      const { longTasks } = window as unknown as { longTasks: number[] };
      return {
        painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
        blocking: longTasks.reduce((sum, duration) => sum + Math.max(duration - 50, 0), 0),
        elements: count(document),
        script: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1_000,
      };
    });
    if (!cookie) return { ...loaded, gone: 0, menu: 0, selectAll: 0, snooze: 0, done: 0 };
    return { ...loaded, gone: await rowGone(page), ...(await measureInteractions(page)) };
  } finally {
    await profile.close();
  }
}

/** From the click on a row's Mark done until a frame shows the list without it, in milliseconds. */
async function rowGone(page: Page): Promise<number> {
  // Before React has taken a row over, its button sends a form.
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("follow-up-row")!).some((key) => key.startsWith("__react")),
  );
  return page.evaluate(async () => {
    const row = document.querySelector("follow-up-row")!;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const button = row.querySelector<HTMLElement>("button[name=done], button[value=done], [slot=done]")!;
    const startedAt = performance.now();
    button.click();
    while (row.isConnected && row.checkVisibility() && performance.now() - startedAt < 5_000) await frame();
    await frame();
    return performance.now() - startedAt;
  });
}
