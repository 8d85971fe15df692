import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

// What the browser has to hold and to draw, in numbers that no slow machine changes.
hubForEachTest();

const MOST_ELEMENTS = 10_000;

test("200 rows are few elements; marking one of them done changes nothing in the others, ticking one only that one", async () => {
  const late = (place: number) =>
    contact({
      organizationId: world.first,
      assigneeIds: [world.ann],
      id: `late${place}`,
      name: `Late ${place}`,
      nextFollowUpDate: addDays(world.today, -100 - place),
    });
  await trial.connection.database.contacts.insertMany(Array.from({ length: 200 }, (_, place) => late(place)));
  await openPage("/follow-ups?filter=overdue", { javaScript: true });
  const rows = page.locator(".rows > li");
  await expect.poll(() => rows.count()).toBe(200);
  expect(await page.evaluate(ELEMENTS)).toBeLessThan(MOST_ELEMENTS);

  // Until the page's scripts have taken over all rows, which changes these too.
  await page.waitForLoadState("networkidle");
  await page.evaluate(WATCH_ROWS);
  await expect.poll(() => page.evaluate(CHANGED_LATELY), { interval: 500 }).toBe(0);
  await rows
    .nth(3)
    .getByRole("button", { name: /Mark .*done/ })
    .click();
  await expect.poll(() => rows.count()).toBe(199);
  expect(await page.evaluate("[...changedRows].filter((row) => row.isConnected).length")).toBe(0);

  await rows.nth(5).getByRole("checkbox").check();
  await expect.poll(() => page.evaluate("[...changedRows].filter((row) => row.isConnected).length")).toBe(1);
});

const ELEMENTS = `(function count(root) {
  return [...root.querySelectorAll("*")].reduce((sum, each) => sum + 1 + (each.shadowRoot ? count(each.shadowRoot) : 0), 0);
})(document)`;

/** How many rows have changed within the last half second. */
const CHANGED_LATELY = `new Promise((resolve) => {
  changedRows.clear();
  setTimeout(() => resolve(changedRows.size), 500);
})`;

/** Notes each row in which anything changes. */
const WATCH_ROWS = `{
  window.changedRows = new Set();
  const note = (records) => {
    for (const { target } of records) {
      const inside = target.getRootNode() instanceof ShadowRoot ? target.getRootNode().host : target;
      const row = inside.parentElement?.closest(".rows > li") ?? inside.closest?.(".rows > li");
      if (row) window.changedRows.add(row);
    }
  };
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(note).observe(document.querySelector(".rows"), all);
  for (const row of document.querySelectorAll(".rows follow-up-row")) new MutationObserver(note).observe(row.shadowRoot, all);
}`;
