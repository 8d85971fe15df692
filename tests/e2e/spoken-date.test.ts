import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { wholeDayText } from "../../app/domain/date-text.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";

hubForEachTest();

const open = async (path: string, javaScript: boolean) => {
  await openPage(path, { javaScript });
  if (javaScript) await page.getByRole("button", { name: "Keys" }).waitFor({ state: "attached" });
};
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const inTwoWeeks = () => addDays(world.today, 14);
const dayText = (date: string) => wholeDayText(date, world.today, "en-GB");
const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

test("Shift+s, words, Enter: the day is shown as it is typed, and undone like everything else", async () => {
  await open("/follow-ups?filter=all", true);
  await page.getByRole("checkbox", { name: "Select Olga Old" }).focus();
  await page.keyboard.press("Shift+S");
  const dialog = page.getByRole("dialog", { name: "Snooze Olga Old to" });
  await dialog.waitFor();
  await page.keyboard.type("in 2");
  expect(await focused()).toBe("Day in words");
  // Half typed, it says nothing.
  expect(await dialog.locator("output").textContent()).toBe("");
  await page.keyboard.type(" weeks");
  await arrived(dialog.getByText(dayText(inTwoWeeks()), { exact: true }));
  await page.keyboard.press("Enter");
  await arrived(page.getByText("Snoozed 1 follow-up"));
  await expect.poll(() => dateOf("old")).toBe(inTwoWeeks());
  expect(await focused()).toMatch(/^Select /);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => dateOf("old")).toBe(addDays(world.today, -9));
  expect(problems).toEqual([]);
});

test("the selection is snoozed to the end of the month, and nothing where nothing is understood", async () => {
  await open("/follow-ups?filter=all", true);
  await page.getByRole("checkbox", { name: "Select Olga Old" }).check();
  await page.getByRole("checkbox", { name: "Select Sara" }).check();
  await page.keyboard.press("Shift+S");
  const dialog = page.getByRole("dialog", { name: "Snooze 2 follow-ups to" });
  const field = dialog.getByLabel("Day in words");
  await field.fill("nächsten Dienstag");
  await field.press("Enter");
  await arrived(dialog.getByText("“nächsten Dienstag” isn’t understood."));
  expect(await field.inputValue()).toBe("nächsten Dienstag");
  expect(await focused()).toBe("Day in words");
  await field.fill("yesterday");
  await arrived(dialog.getByRole("status").getByText("is past"));
  await field.press("Enter");
  await arrived(dialog.getByRole("alert").getByText("type a day after today"));
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
  await field.fill("end of next year");
  await field.press("Enter");
  const date = `${Number(world.today.slice(0, 4)) + 1}-12-31`;
  await expect.poll(async () => [await dateOf("old"), await dateOf("shared")]).toEqual([date, date]);
  expect(problems).toEqual([]);
});

test.each([false, true])("in the bar’s menu (JavaScript: %s)", async (javaScript) => {
  await open("/follow-ups?filter=all", javaScript);
  const bar = page.getByRole("group", { name: "Selected follow-ups" });
  const field = bar.getByLabel("Day in words");
  await page.getByRole("checkbox", { name: "Select Olga Old" }).check();
  await bar.getByLabel("Snooze to").click();
  await field.fill("the week after that");
  await bar.getByRole("button", { name: "Snooze to date" }).click();
  await arrived(bar.getByText("“the week after that” isn’t understood."));
  expect(await field.inputValue()).toBe("the week after that");
  expect(await page.getByRole("checkbox", { name: "Select Olga Old" }).isChecked()).toBe(true);
  await field.fill("in 2 weeks");
  await bar.getByRole("button", { name: "Snooze to date" }).click();
  await arrived(page.getByText("Snoozed 1 follow-up"));
  if (!javaScript) await arrived(page.getByText(`to ${dayText(inTwoWeeks())}`));
  await expect.poll(() => dateOf("old")).toBe(inTwoWeeks());
  expect(problems).toEqual([]);
});

test.each([false, true])("one at a time (JavaScript: %s)", async (javaScript) => {
  await openPage("/follow-ups/work?filter=overdue", { javaScript });
  const field = page.getByLabel("Day in words for Hana Hot");
  await field.fill("soon");
  await page.getByRole("button", { name: "Snooze Hana Hot to date" }).click();
  await arrived(page.getByText("“soon” isn’t understood."));
  expect(await field.inputValue()).toBe("soon");
  await field.fill("in 2 weeks");
  if (javaScript) await arrived(page.getByRole("status").getByText(dayText(inTwoWeeks()), { exact: true }));
  await field.press("Enter");
  await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
  await arrived(page.getByText(`Snoozed 1 follow-up to ${dayText(inTwoWeeks())}`));
  expect(await dateOf("hot-old")).toBe(inTwoWeeks());
  // What was typed for one contact isn’t kept for the next one.
  expect(await page.getByLabel("Day in words for Olga Old").inputValue()).toBe("");
});
