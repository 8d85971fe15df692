import { beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";

hubForEachTest();
beforeEach(async () => {
  await openPage("/follow-ups?filter=all", { javaScript: true });
  await page.getByRole("button", { name: "Keys" }).waitFor();
});

const ALL = ["Hana Hot", "Ivo Hot", "Olga Old", "Sara", "Ines Idle", "Tara Today"];
const names = () =>
  page.locator("follow-up-row").evaluateAll((all) => all.map((row) => row.getAttribute("contact-name")));
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const tab = (name: string) => page.getByRole("navigation", { name: "Filter" }).getByRole("link", { name, exact: true });

/** Holds what is sent to an address until it is let go. */
async function hold(address: string): Promise<() => void> {
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(address, async (route) => {
    if (route.request().method() !== "GET") await held;
    await route.continue();
  });
  return letGo;
}

test("the row is back in its place and the counts are right before the server answers", async () => {
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await expect.poll(() => dateOf("old")).toBeNull();
  await tab("All 5").waitFor();
  const letGo = await hold("**/api/follow-ups/undo");
  await page.keyboard.press("z");
  await tab("All 6").waitFor();
  await tab("Overdue 4").waitFor();
  expect(await names()).toEqual(ALL);
  expect(await dateOf("old")).toBeNull();
  letGo();
  await page.getByText("Put back 1 follow-up").waitFor();
  expect(await names()).toEqual(ALL);
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
});

test("what is still on its way is taken back, and never told as done", async () => {
  const letGo = await hold("**/api/follow-ups/due");
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await tab("All 5").waitFor();
  await page.keyboard.press("z");
  await tab("All 6").waitFor();
  expect(await names()).toEqual(ALL);
  const told = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const texts: string[] = [];
        new MutationObserver(() => {
          const text = document.querySelector(".toast p")?.textContent ?? "";
          texts.push(text);
          if (text.startsWith("Put back")) resolve(texts);
        }).observe(document.querySelector(".toasts")!, { childList: true, subtree: true });
      }),
  );
  letGo();
  expect((await told).filter((text) => text.startsWith("Marked"))).toEqual([]);
  expect(await names()).toEqual(ALL);
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
});

test("where it fails the row leaves again, and Retry is one key away", async () => {
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByText("Marked 1 follow-up done").waitFor();
  await page.route("**/api/follow-ups/undo", (route) => route.abort());
  await page.keyboard.press("z");
  await page.getByText("Not undone.").waitFor();
  await tab("All 5").waitFor();
  expect(await names()).not.toContain("Olga Old");
  await page.unroute("**/api/follow-ups/undo");
  await page.keyboard.press("r");
  await page.getByText("Put back 1 follow-up").waitFor();
  expect(await names()).toEqual(ALL);
});

test("after the last row the focus is in the list again", async () => {
  await page.keyboard.press("a");
  await page.keyboard.press("d");
  await page.getByRole("heading", { name: "All caught up" }).waitFor();
  await page.keyboard.press("z");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toBe("Select Hana Hot");
});

test("the same words are told anew each time", async () => {
  await page.keyboard.press("j");
  await page.keyboard.press("d");
  await page.getByText("Marked 1 follow-up done").waitFor();
  const first = await page.locator(".toast").elementHandle();
  await page.keyboard.press("d");
  await expect.poll(() => first!.evaluate((toast) => toast.isConnected)).toBe(false);
  await page.getByText("Marked 1 follow-up done").waitFor();
});

test("a message that the focus has left leaves by itself, wherever the pointer has been", async () => {
  await page.clock.install();
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  const button = page.getByRole("button", { name: "Undo" });
  await button.focus();
  await button.hover();
  await page.mouse.move(5, 5);
  await page.clock.runFor(20_000);
  expect(await button.count()).toBe(1);
  await page.getByRole("checkbox", { name: "Select Sara" }).focus();
  await page.clock.runFor(9_000);
  await button.waitFor({ state: "detached" });
});

test("what was done though its answer was lost can be undone", async () => {
  await page.route("**/api/follow-ups/due", async (route) => {
    if (route.request().method() === "GET") return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByText("That may not have been saved.").waitFor();
  await tab("All 5").waitFor();
  expect(await dateOf("old")).toBeNull();
  await page.keyboard.press("z");
  await page.getByText("Put back 1 follow-up").waitFor();
  expect(await names()).toEqual(ALL);
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
  expect(await page.getByRole("button", { name: "Retry" }).count()).toBe(0);
});

test("what never arrived is not undone in place of something else", async () => {
  await page.getByRole("button", { name: "Mark Sara done" }).click();
  await page.getByText("Marked 1 follow-up done").waitFor();
  await page.route("**/api/follow-ups/due", (route) =>
    route.request().method() === "GET" ? route.continue() : route.abort(),
  );
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByText("That may not have been saved.").waitFor();
  await page.keyboard.press("z");
  await page.getByText("Nothing left to undo").waitFor();
  expect(await dateOf("shared")).toBeNull();
  await page.keyboard.press("z");
  await page.getByText("Put back 1 follow-up").waitFor();
  expect(await names()).toEqual(ALL);
});

test("Undo and Retry come along to another page, and from there the hub is right", async () => {
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByText("Marked 1 follow-up done").waitFor();
  await page.route("**/api/follow-ups/due", (route) => route.abort());
  await page.getByRole("button", { name: "Mark Tara Today done" }).click();
  await page.getByRole("button", { name: "Retry" }).waitFor();
  await page.getByRole("link", { name: "Sara", exact: true }).click();
  await page.getByRole("heading", { name: "Sara", level: 1 }).waitFor();
  await page.unroute("**/api/follow-ups/due");
  await page.keyboard.press("r");
  await page.getByText("Marked 1 follow-up done").waitFor();
  await expect.poll(() => dateOf("today")).toBeNull();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => dateOf("today")).toBe(world.today);
  await page.keyboard.press("z");
  await expect.poll(() => dateOf("old")).toBe(addDays(world.today, -9));
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Follow-ups" }).click();
  await expect.poll(names).toEqual(ALL);
});

test("the page at hand learns of what is undone there", async () => {
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByText("Marked 1 follow-up done").waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Contacts" }).click();
  const date = page.locator("summary", { hasText: "Follow-up of Olga Old" });
  await date.getByText("Set date").waitFor();
  await page.keyboard.press("z");
  await date.getByText("9 days overdue").waitFor();
});
