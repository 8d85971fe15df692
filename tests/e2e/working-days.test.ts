import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { dateInList, dayText } from "../../app/domain/date-text.ts";
import { NO_WORKING_CALENDAR } from "../../app/domain/working-calendar.ts";
import { workingDaysAfter } from "../../app/domain/working-days.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";

hubForEachTest();

const text = (date: string) => dateInList(date, world.today, "en-GB");
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
/** Gives the organization a calendar on which the next working day is an outing. */
const plantOuting = async () => {
  const [outing = "", then = ""] = workingDaysAfter(world.today, 2);
  const workingCalendar = { ...NO_WORKING_CALENDAR, isOn: true, ownDays: [{ date: outing, name: "the outing" }] };
  await trial.connection.database.organizations.updateOne({ _id: world.first }, { $set: { workingCalendar } });
  return { outing, then };
};

test.each([false, true])("an admin sets the days on which one works (JavaScript: %s)", async (javaScript) => {
  await trial.connection.database.users.updateOne(
    { _id: world.ann, "memberships.organizationId": world.first },
    { $set: { "memberships.$.role": "admin" as const } },
  );
  await openPage("/settings", { javaScript });
  const form = page.locator("#working-days");
  await form.getByLabel("Move the dates").check();
  await form.getByLabel("Friday").uncheck();
  await form.getByLabel("Public holidays of").selectOption({ label: "New Zealand" });
  const days = form.getByLabel("Your own days off");
  await days.fill("someday The outing");
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await arrived(page.getByText("Line 1: Begin with a date that exists"));
  expect(await days.inputValue()).toBe("someday The outing");
  expect(await form.getByLabel("Friday").isChecked()).toBe(false);
  await days.fill(`${addDays(world.today, 2)} The outing`);
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await arrived(page.getByText("Settings saved"));
  await arrived(form.getByText(`${dayText(addDays(world.today, 2), "en-GB")}: The outing`));
  await expect
    .poll(() => trial.connection.database.organizations.findOne({ _id: world.first }))
    .toMatchObject({ workingCalendar: { isOn: true, weekdays: [1, 2, 3, 4], country: "NZ" } });
  expect(problems).toEqual([]);
});

test.each([false, true])(
  "what is tried again moves over a day off, and says so (JavaScript: %s)",
  async (javaScript) => {
    const { outing, then } = await plantOuting();
    await openPage("/follow-ups?filter=overdue", { javaScript });
    if (javaScript) await page.getByRole("button", { name: "Keys" }).waitFor({ state: "attached" });
    await page.getByRole("checkbox", { name: "Select Olga Old" }).click();
    const bar = page.getByRole("group", { name: "Selected follow-ups" });
    await bar.getByRole("button", { name: "Done as…" }).click();
    const told = `Next try ${text(then)}, as ${dayText(outing, "en-GB")} is the outing`;
    await page.getByRole("radio", { name: `No answer ${told}` }).check();
    await page.getByRole("button", { name: "Mark done", exact: true }).last().click();
    await arrived(page.getByText(`done: no answer. ${told}`));
    await expect.poll(() => dateOf("old")).toBe(then);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect.poll(() => dateOf("old")).toBe(addDays(world.today, -9));
    expect(problems).toEqual([]);
  },
);

test.each([false, true])(
  "one’s own days and leave, from the account into the menus (JavaScript: %s)",
  async (javaScript) => {
    await openPage("/account", { javaScript });
    await page.getByLabel("Name of day 1").fill("Fortnight");
    await page.getByLabel("Day 1 in words").fill("bald");
    await page.getByRole("button", { name: "Save days" }).click();
    await arrived(page.getByText("“bald” isn’t understood."));
    expect(await page.getByLabel("Name of day 1").inputValue()).toBe("Fortnight");
    await page.getByLabel("Day 1 in words").fill("in 2 weeks");
    await page.getByRole("button", { name: "Save days" }).click();
    await arrived(page.getByText("Your days are saved"));
    await page.getByLabel("First day").fill(addDays(world.today, 14));
    await page.getByLabel("Last day").fill(addDays(world.today, 15));
    await page.getByRole("button", { name: "Save leave" }).click();
    await arrived(page.getByText("Your leave is saved"));
    await page.goto(new URL("/contacts/old", page.url()).href);
    const then = addDays(world.today, 16);
    const why = `as ${dayText(addDays(world.today, 14), "en-GB")} is in your leave`;
    await page.getByRole("button", { name: `Snooze Olga Old: Fortnight ${dayText(then, "en-GB")}, ${why}` }).click();
    await expect.poll(() => dateOf("old")).toBe(then);
    expect(problems).toEqual([]);
  },
);
