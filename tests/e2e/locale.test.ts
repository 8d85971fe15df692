import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { dayText, longDate } from "../../app/domain/date-text.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";

hubForEachTest();

const dueOf = (name: string) =>
  page.locator("follow-up-row:visible", { hasText: name }).locator("[part=meta]").getAttribute("title");
const plain = (text: string | null) => text?.replaceAll(",", "");
const dueOn = (days: number, locale: "en-US" | "en-DE") => plain(`Due ${longDate(addDays(world.today, days), locale)}`);

test("an American reads the month first: as the page comes, after hydration, and in rows that scripts draw", async () => {
  await openPage("/follow-ups?filter=all", { javaScript: true, language: "en-US" });
  await arrived(page.getByRole("button", { name: "Keys" }));
  expect(plain(await dueOf("Olga Old"))).toBe(dueOn(-9, "en-US"));
  // Another lead quality, so that the row is drawn anew.
  await trial.connection.database.contacts.updateOne(
    { organizationId: world.first, id: "old" },
    { $set: { leadQuality: "WARM", nextFollowUpDate: addDays(world.today, -8) } },
  );
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.locator("follow-up-row", { hasText: "Warm" }).waitFor();
  expect(plain(await dueOf("Olga Old"))).toBe(dueOn(-8, "en-US"));
  await page.goto(`${trial.server.origin}/contacts`);
  await arrived(page.getByText(dayText(addDays(world.today, 5), "en-US")).first());
  await page.goto(`${trial.server.origin}/dashboard`);
  await page.locator("follow-up-panel").getByText("View all").waitFor();
  expect(plain(await dueOf("Hana Hot"))).toBe(dueOn(-4, "en-US"));
  expect(problems).toEqual([]);
});

test.each([{ javaScript: false }, { javaScript: true }])(
  "a choice in the account counts on every page, with JavaScript $javaScript",
  async ({ javaScript }) => {
    await openPage("/account", { javaScript, language: "en-US" });
    await page.getByLabel("Dates and numbers").selectOption("en-DE");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await arrived(page.getByText("Saved. Your time zone"));
    expect(await page.getByLabel("Dates and numbers").inputValue()).toBe("en-DE");
    await page.goto(`${trial.server.origin}/contacts/later`);
    await arrived(page.getByText(longDate(addDays(world.today, 5), "en-DE")));
    await page.goto(`${trial.server.origin}/dashboard`);
    await page.locator("follow-up-panel").getByText("View all").waitFor();
    expect(plain(await dueOf("Hana Hot"))).toBe(dueOn(-4, "en-DE"));
    expect(problems).toEqual([]);
  },
);
