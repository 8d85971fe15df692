import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

hubForEachTest();

async function open(path: string, javaScript: boolean): Promise<void> {
  await openPage(path, { javaScript });
}
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const bar = () => page.getByRole("group", { name: "Selected contacts" });

test("contacts are ticked by range and by key", async () => {
  await open("/contacts", true);
  const ticked = () => page.getByRole("checkbox", { name: /^Select/, checked: true }).count();
  const box = (index: number) => page.getByRole("checkbox", { name: /^Select/ }).nth(index);
  await box(1).click();
  await page.locator(".date-menu summary").first().focus();
  await box(4).click({ modifiers: ["Shift"] });
  expect(await ticked()).toBe(4);
  await box(2).click({ modifiers: ["Shift"] });
  expect(await ticked()).toBe(2);
  await page.keyboard.press("Escape");
  await expect.poll(ticked).toBe(0);
  await page.keyboard.press("a");
  await expect.poll(ticked).toBe(9);
  await page.keyboard.press("a");
  await expect.poll(ticked).toBe(9);
  await page.keyboard.press("Escape");
  await expect.poll(ticked).toBe(0);
  await page.getByRole("checkbox", { name: "Select Nora None" }).focus();
  await page.keyboard.press("Space");
  expect(await ticked()).toBe(1);
});

test.each([{ javaScript: false }, { javaScript: true }])(
  "all that match, on every page, are chosen behind those of the page, JavaScript $javaScript",
  async ({ javaScript }) => {
    await trial.connection.database.contacts.insertMany(
      Array.from({ length: 120 }, (_, n) =>
        contact({ organizationId: world.first, assigneeIds: [world.ann], id: `m${n}`, name: `Many ${n}` }),
      ),
    );
    await open("/contacts?search=many", javaScript);
    await page.getByRole("link", { name: "Select all", exact: true }).click();
    await page.getByRole("link", { name: "Select all that match" }).click();
    await arrived(bar().getByText("All 120 selected"));
    await page.getByRole("checkbox", { name: "Select Many 0" }).uncheck();
    expect(await bar().getByText("All 120 selected").isVisible()).toBe(false);
    await page.getByRole("checkbox", { name: "Select Many 0" }).check();
    await page.locator("summary", { hasText: "Follow up" }).click();
    await bar().getByRole("button", { name: "Tomorrow" }).click();
    await arrived(page.getByText("Follow-up set for").and(page.getByText("120 contacts")));
    expect(await dateOf("m119")).toBe(addDays(world.today, 1));
    expect(await page.getByRole("checkbox", { name: /^Select/, checked: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await arrived(page.getByText("Put back 120 follow-ups"));
    expect(await dateOf("m119")).toBeNull();
  },
);
