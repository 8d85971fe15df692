import { beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

const MANY = 200;

hubForEachTest();

beforeEach(async () => {
  const { contacts } = trial.connection.database;
  await contacts.deleteMany({ organizationId: world.first });
  await contacts.insertMany(
    Array.from({ length: MANY }, (_, index) =>
      contact({
        organizationId: world.first,
        assigneeIds: [world.ann],
        id: idOf(index),
        name: `Contact ${String(index).padStart(3, "0")}`,
        nextFollowUpDate: addDays(world.today, -1),
      }),
    ),
  );
  await openPage("/follow-ups?filter=all", { javaScript: true });
  page.on("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "Keys" }).waitFor();
});

const idOf = (index: number) => `c-${String(index).padStart(3, "0")}`;
const press = (key: string) => page.keyboard.press(key);
const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
const bar = () => page.getByRole("group", { name: "Selected follow-ups" });
const selected = () => page.locator(".rows input:checked").count();
const countOnTab = (name: string) =>
  page.getByRole("navigation", { name: "Filter" }).getByRole("link", { name, exact: true });
const dates = async () =>
  new Map(
    (await trial.connection.database.contacts.find({ organizationId: world.first }).toArray()).map(
      ({ id, nextFollowUpDate }) => [id, nextFollowUpDate],
    ),
  );

test("two hundred follow-ups are cleared without the mouse", async () => {
  await press("j");
  expect(await focused()).toBe("Select Contact 000");
  await press("d");
  expect(await focused()).toBe("Select Contact 001");
  await press("s");
  await countOnTab("All 198").waitFor();
  await press("z");
  await countOnTab("All 199").waitFor();
  await expect.poll(async () => (await dates()).get(idOf(1))).toBe(addDays(world.today, -1));

  // Ten at once: one by one with x, then a range with Shift.
  await press("j");
  await press("x");
  for (let step = 0; step < 9; step++) await press("Shift+ArrowDown");
  expect(await selected()).toBe(10);
  await press("d");
  await countOnTab("All 189").waitFor();

  // Five to a date that is typed.
  const later = addDays(world.today, 40);
  await press("j");
  await press("x");
  for (let step = 0; step < 4; step++) await press("Shift+J");
  await press("Shift+S");
  await page.getByRole("dialog", { name: "Snooze 5 follow-ups to" }).waitFor();
  while ((await focused()) !== "Another date") await press("Tab");
  const [year, month, day] = later.split("-");
  await page.keyboard.type(`${month}${day}${year}`);
  await press("Enter");
  await countOnTab("All 184").waitFor();
  expect(await focused()).toMatch(/^Select Contact/);

  // One row alone, then all that are left, to the first day on offer.
  await press("Shift+S");
  await page.getByRole("dialog", { name: /^Snooze Contact \d+ to$/ }).waitFor();
  await press("Escape");
  await press("a");
  expect(await selected()).toBe(184);
  await press("Escape");
  expect(await selected()).toBe(0);
  await press("a");
  await press("Shift+S");
  await press("Enter");
  await page.getByRole("heading", { name: "All caught up" }).waitFor();
  await countOnTab("All 0").waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("All caught up");

  const tomorrow = addDays(world.today, 1);
  const snoozedTo = async (date: string) => [...(await dates()).values()].filter((each) => each === date).length;
  await expect.poll(() => snoozedTo(tomorrow)).toBe(184);
  expect(await snoozedTo(later)).toBe(5);
  const after = await dates();
  expect(after.get(idOf(0))).toBeNull();
  expect([...after.values()].filter((date) => date === null)).toHaveLength(11);
  const { activities } = trial.connection.database;
  expect(await activities.countDocuments({ action: "undo" })).toBe(1);
  expect(await activities.countDocuments({})).toBe(1 + 1 + 1 + 10 + 5 + 184);
});

test("tabs by number, a list of the keys, and the profile by Enter", async () => {
  await press("2");
  await page.waitForURL("**filter=overdue");
  await press("1");
  await page.waitForURL("**filter=all");
  // The address changes a moment before the list does.
  await page.locator(".tabs [aria-current=page]", { hasText: "All" }).waitFor();
  await press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await press("Escape");
  await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "hidden" });
  await press("j");
  await press("j");
  await press("k");
  await press("Enter");
  await page.waitForURL("**/contacts/c-000");
});

test("typing a date is typing", async () => {
  await press("a");
  await bar().getByLabel("Snooze to").click();
  await bar().getByLabel("Another date").focus();
  await page.keyboard.type("zd1");
  expect(await selected()).toBe(MANY);
  expect(await trial.connection.database.activities.countDocuments({})).toBe(0);
});

test("more than are shown are taken in batches, which can be undone", async () => {
  const { contacts } = trial.connection.database;
  await contacts.insertMany(
    Array.from({ length: 250 }, (_, index) =>
      contact({
        organizationId: world.first,
        assigneeIds: [world.ann],
        id: `more-${index}`,
        nextFollowUpDate: world.today,
      }),
    ),
  );
  await page.getByText("Showing 200 of 450").waitFor();
  await press("a");
  await page.getByRole("button", { name: "Select all 450" }).click();
  await page.getByText("All 450 selected").waitFor();
  await bar().getByRole("button", { name: "Mark done" }).click();
  await page.getByText("Marked 450 follow-ups done").waitFor();
  expect(await contacts.countDocuments({ organizationId: world.first, nextFollowUpDate: null })).toBe(450);
  await press("z");
  await page.getByText("Put back 450 follow-ups").waitFor();
  expect(await contacts.countDocuments({ organizationId: world.first, nextFollowUpDate: null })).toBe(0);
});

test("a run over all that match is stopped, goes on where it failed, and is undone as a whole", async () => {
  const { contacts } = trial.connection.database;
  const done = () => contacts.countDocuments({ organizationId: world.first, nextFollowUpDate: null });
  await contacts.insertMany(
    Array.from({ length: 450 }, (_, index) =>
      contact({
        organizationId: world.first,
        assigneeIds: [world.ann],
        id: `more-${index}`,
        nextFollowUpDate: world.today,
      }),
    ),
  );
  await page.getByText("Showing 200 of 650").waitFor();
  // Each batch waits for its turn here.
  const held: (() => void)[] = [];
  await page.route("**/api/follow-ups/due", async (route) => {
    if (route.request().method() === "PATCH") await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  const sent = () => expect.poll(() => held.length).toBe(1);
  const takeAll = async (count: number) => {
    await press("a");
    await page.getByRole("button", { name: `Select all ${count}` }).click();
    await press("d");
  };
  await takeAll(650);
  await sent();
  held.shift()?.();
  await bar().getByText("200 of 650").waitFor();
  await sent();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Stop");
  await press("Enter");
  held.shift()?.();
  await page.getByText("Marked 400 follow-ups done").waitFor();
  expect(await done()).toBe(400);
  await expect.poll(focused).toMatch(/^Select /);

  await page.unroute("**/api/follow-ups/due");
  await page.getByText("Showing 200 of 250").waitFor();
  let batches = 0;
  await page.route("**/api/follow-ups/due", async (route) => {
    if (route.request().method() === "PATCH" && ++batches === 2) await route.abort();
    else await route.continue();
  });
  await takeAll(250);
  await page.getByText("Stopped after 200, perhaps more.").waitFor();
  expect(await done()).toBe(600);
  // What was done can be taken back although the rest failed, and the rest can be tried again.
  await page.getByText("Marked 200 follow-ups done").waitFor();
  await page.getByRole("button", { name: "Retry" }).click();
  await page.getByText("Marked 50 follow-ups done").waitFor();
  expect(await done()).toBe(650);
  for (const count of [50, 200, 400]) {
    await press("z");
    await page.getByText(`Put back ${count} follow-ups`).waitFor();
  }
  expect(await done()).toBe(0);
});

test("all that match are taken only while all that is shown is ticked", async () => {
  const { contacts } = trial.connection.database;
  await contacts.insertMany(
    Array.from({ length: 50 }, (_, index) =>
      contact({
        organizationId: world.first,
        assigneeIds: [world.ann],
        id: `z-${index}`,
        nextFollowUpDate: world.today,
      }),
    ),
  );
  await page.getByText("Showing 200 of 250").waitFor();
  const chooseAll = async () => {
    await press("a");
    await page.getByRole("button", { name: "Select all 250" }).click();
    await page.getByText("All 250 selected").waitFor();
  };
  await chooseAll();
  await page.getByRole("checkbox", { name: "Select Contact 003" }).uncheck();
  await page.getByText("All 250 selected").waitFor({ state: "detached" });
  await page.getByRole("checkbox", { name: "Select Contact 003" }).check();
  expect(await page.getByText("All 250 selected").count()).toBe(0);
  await press("Escape");
  await chooseAll();
  await press("Escape");
  await press("2");
  await page.locator(".tabs [aria-current=page]", { hasText: "Overdue" }).waitFor();
  await press("j");
  await press("d");
  await page.getByText("Marked 1 follow-up done").waitFor();
  expect(await contacts.countDocuments({ organizationId: world.first, nextFollowUpDate: null })).toBe(1);
});
