import type { Page } from "playwright-core";

/** Answers from the server, and what follows them, are over by then, in milliseconds. */
const SETTLED = 1_500;

/** What the browser tells of an event that somebody has caused. */
type Timing = PerformanceEventTiming & { interactionId: number };

/** Has the page remember how long the longest event of an interaction took until the next paint. */
export async function watchInteractions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, { longestEvent: 0 });
    new PerformanceObserver((list) => {
      for (const { duration, interactionId } of list.getEntries() as Timing[]) {
        if (interactionId) Object.assign(window, { longestEvent: Math.max(longest(), duration) });
      }
    }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    const longest = () => (window as unknown as { longestEvent: number }).longestEvent;
  });
}

/** From a press to the next paint, in milliseconds, for what is done in the hub most; 8 stands for less than 16. */
export async function measureInteractions(page: Page) {
  const row = page.locator("follow-up-row").first();
  const times = {
    menu: await untilPainted(page, () => row.getByRole("button", { name: /^More actions/ }).click()),
    selectAll: await untilPainted(page, () => page.getByRole("checkbox", { name: "Select all" }).click(), "Escape"),
    snooze: await untilPainted(page, () => row.getByRole("button", { name: /^Snooze/ }).click(), "Escape"),
    done: await untilPainted(page, () => row.getByRole("button", { name: /done$/ }).click()),
  };
  return times;
}

/** How long what `act` presses takes; `before` is a key that first puts back what was done before. */
async function untilPainted(page: Page, act: () => Promise<void>, before?: string): Promise<number> {
  if (before) await page.keyboard.press(before);
  await page.waitForTimeout(SETTLED);
  await page.evaluate(() => Object.assign(window, { longestEvent: 0 }));
  await act();
  await page.waitForTimeout(SETTLED);
  return page.evaluate(() => Math.max((window as unknown as { longestEvent: number }).longestEvent, 8));
}
