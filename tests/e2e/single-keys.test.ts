import { beforeEach, expect, test } from "vitest";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

const DIGITS = Array.from({ length: 30 }, (_, index) => String(index).padStart(3, "0"));

/** What the page has asked, and what it is answered. */
let asked: string[];
let answer: "accept" | "dismiss";

hubForEachTest();
beforeEach(async () => {
  const { contacts } = trial.connection.database;
  await contacts.deleteMany({ organizationId: world.first });
  const common = { organizationId: world.first, assigneeIds: [world.ann], nextFollowUpDate: world.today };
  await contacts.insertMany(DIGITS.map((id) => contact({ ...common, id, name: `Contact ${id}` })));
  await openPage("/follow-ups?filter=all", { javaScript: true });
  await page.getByRole("button", { name: "Keys" }).waitFor();
  answer = "accept";
  asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void dialog[answer]();
  });
});

const press = (key: string) => page.keyboard.press(key);
const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
const selected = () => page.locator(".rows input:checked").count();

test("d asks once before it marks more than ten done", async () => {
  const select = async (count: number) => {
    await press("j");
    await press("x");
    for (let step = 1; step < count; step++) await press("Shift+ArrowDown");
    expect(await selected()).toBe(count);
  };
  await select(11);
  answer = "dismiss";
  await press("d");
  expect(asked).toEqual(["Mark 11 follow-ups done?"]);
  expect(await selected()).toBe(11);
  answer = "accept";
  await press("d");
  await page.getByText("Marked 11 follow-ups done").waitFor();
  await select(10);
  await press("d");
  await page.getByText("Marked 10 follow-ups done").waitFor();
  expect(asked).toHaveLength(2);
});

test("WCAG 2.1.4: single keys can be switched off in the account", async () => {
  await page.goto(`${trial.server.origin}/account`);
  await page.getByLabel("Single keys").selectOption("Off");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Saved. Your time zone").waitFor();
  await page.goto(`${trial.server.origin}/follow-ups?filter=all`);
  await page.getByRole("button", { name: "Keys" }).waitFor();
  await press("ArrowDown");
  expect(await focused()).toBe("Select Contact 000");
  for (const key of ["j", "x", "a", "d", "s", "Shift+S", "z", "2", "?"]) await press(key);
  expect(await focused()).toBe("Select Contact 000");
  expect(await selected()).toBe(0);
  expect(await page.getByRole("dialog").count()).toBe(0);
  await press("Shift+ArrowDown");
  expect(await selected()).toBe(2);
  await press("Escape");
  expect(await selected()).toBe(0);
  await page.getByRole("button", { name: "Keys" }).click();
  await page
    .getByRole("dialog")
    .getByText(/are off. Turn them on in your account/)
    .waitFor();
  await page.goto(`${trial.server.origin}/follow-ups/work`);
  await page.getByRole("button", { name: "Mark Contact 000 done" }).waitFor();
  await press("d");
  expect(await page.locator("[aria-keyshortcuts=d]").count()).toBe(0);
  expect(await page.getByText("Shift d").count()).toBe(0);
  const { contacts } = trial.connection.database;
  expect(await contacts.countDocuments({ organizationId: world.first, nextFollowUpDate: null })).toBe(0);
});
