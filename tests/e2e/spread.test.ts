import { beforeEach, expect, test } from "vitest";
import { workingDaysAfter } from "../../app/domain/working-days.ts";
import { beginAnew, hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";

let days: string[];

hubForEachTest();
beforeEach(async () => {
  days = workingDaysAfter(world.today, 5);
});

const open = async (path: string, javaScript: boolean) => {
  await openPage(path, { javaScript });
  if (javaScript) await page.waitForLoadState("networkidle");
};
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const show = async (count: string, perDay: string) => {
  await page.getByLabel("Working days").fill(count);
  await page.getByLabel("At most a day").fill(perDay);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.waitForURL(/perDay=/);
};
const bars = () => page.getByRole("list", { name: "Days" }).getByRole("listitem").allInnerTexts();

test.each([true, false])(
  "from the hub: a preview, then the spread, and one Undo (JavaScript: %s)",
  { timeout: 60_000 },
  async (javaScript) => {
    await open("/follow-ups?filter=overdue", javaScript);
    await page.getByRole("link", { name: "Spread…" }).click();
    await page.getByRole("heading", { name: "Spread a backlog" }).waitFor();
    const before = await dateOf("old");
    await show("2", "2");
    await page.getByRole("button", { name: "Spread 4 follow-ups" }).waitFor();
    expect((await bars()).map((text) => text.replace(/\s+/g, " "))).toEqual([
      expect.stringMatching(/0 there already ?\+ 2 coming/),
      expect.stringMatching(/0 there already ?\+ 2 coming/),
    ]);
    expect(await dateOf("old")).toBe(before);
    await page.getByRole("button", { name: "Spread 4 follow-ups" }).click();
    await page.getByText("Spread 4 follow-ups over 2 days").waitFor();
    expect([await dateOf("hot-old"), await dateOf("old"), await dateOf("inactive")]).toEqual([
      days[0],
      days[0],
      days[1],
    ]);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await page.getByText("Put back 4 follow-ups").waitFor();
    expect(await dateOf("old")).toBe(before);
    expect(problems).toEqual([]);
  },
);

test.each([true, false])("what is selected in the hub (JavaScript: %s)", { timeout: 60_000 }, async (javaScript) => {
  await open("/follow-ups?filter=all&sort=oldest", javaScript);
  await page.getByRole("checkbox", { name: "Select Olga Old" }).click();
  await page.getByRole("checkbox", { name: "Select Tara Today" }).click();
  await page.getByText("Snooze to").first().waitFor({ state: "attached" });
  await page.locator(".bulk-bar summary").click();
  await page.getByRole("button", { name: "Spread…" }).click();
  await page.getByText("2 follow-ups that you selected").waitFor();
  await page.getByRole("button", { name: "Spread 2 follow-ups" }).click();
  await page.getByText("Spread 2 follow-ups over 2 days").waitFor();
  expect([await dateOf("old"), await dateOf("today")]).toEqual([days[0], days[1]]);
  expect(await dateOf("hot-old")).not.toBe(days[0]);
  // Back in the view that one has come from.
  expect(new URL(page.url()).search).toBe("?filter=all&sort=oldest");
});

test("the key b opens it for the tab", async () => {
  await open("/follow-ups?filter=hot", true);
  await page.keyboard.press("b");
  await page.getByText("2 follow-ups hot and due").waitFor();
});

test("a preview that isn't true any more is told, and the new one shown", { timeout: 60_000 }, async () => {
  for (const javaScript of [false, true]) {
    await open("/follow-ups/spread?days=2&perDay=2", javaScript);
    const button = page.getByRole("button", { name: "Spread 4 follow-ups" });
    await button.waitFor();
    const of = { organizationId: world.first, id: "inactive" };
    await trial.connection.database.contacts.updateOne(of, { $set: { nextFollowUpDate: null } });
    await button.click();
    await page.getByText("Nothing was moved").waitFor();
    expect(await dateOf("old")).not.toBe(days[0]);
    await page.getByRole("button", { name: "Spread 3 follow-ups" }).click();
    await page.getByText("Spread 3 follow-ups over 2 days").waitFor();
    if (javaScript) break;
    await beginAnew();
  }
});

test.each([
  ["0", "30", "Working days: Must be a whole number from 1 to 60."],
  ["10000", "30", "Working days: Must be a whole number from 1 to 60."],
  ["5", "0", "At most a day: Must be a whole number from 1 to 500."],
  ["five", "30", "Working days: Must be a whole number from 1 to 60."],
  ["1", "3", "4 don’t fit: 1 day of 3 holds 3; 2 days or 4 a day would do."],
])("%s days of %s: %s", async (count, perDay, words) => {
  await open(`/follow-ups/spread?days=${count}&perDay=${perDay}`, false);
  await page.getByText(words).waitFor();
  expect(await page.getByRole("button", { name: /^Spread/ }).count()).toBe(0);
});
