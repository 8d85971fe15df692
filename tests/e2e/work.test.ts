import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { startHubTrial, type HubTrial } from "../support/hub-trial.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";

let trial: HubTrial;
let world: TwoOrganizations;

beforeAll(async () => {
  trial = await startHubTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  world = await trial.replant();
});

const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;

test.each([{ javaScript: false }, { javaScript: true }])(
  "one at a time, with JavaScript $javaScript",
  async ({ javaScript }) => {
    const { page } = await trial.signIn("/follow-ups/work?filter=overdue", { javaScript });
    await arrived(page.getByRole("heading", { name: "Hana Hot", level: 1 }));
    await arrived(page.getByText("4 left"));
    await page.getByRole("link", { name: "Skip", exact: true }).click();
    await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
    await page.getByRole("button", { name: "Mark Olga Old done" }).click();
    await arrived(page.getByRole("heading", { name: "Sara", level: 1 }));
    await page.getByRole("button", { name: "Snooze Sara: Tomorrow" }).click();
    await arrived(page.getByRole("heading", { name: "Ines Idle", level: 1 }));
    await arrived(page.getByText("1 left"));
    await page.getByRole("link", { name: "Skip", exact: true }).click();
    await arrived(page.getByText("2 follow-ups skipped and still due."));
    expect(await page.locator(".skipped-list a").allTextContents()).toEqual(["Hana Hot", "Ines Idle"]);
    await page.getByRole("link", { name: "Ines Idle" }).click();
    await arrived(page.getByRole("heading", { name: "Ines Idle", level: 1 }));
    await page.getByRole("link", { name: "Back to Hana Hot" }).click();
    await arrived(page.getByRole("heading", { name: "Hana Hot", level: 1 }));
    await page.getByRole("link", { name: "Skip", exact: true }).click();
    await arrived(page.getByRole("heading", { name: "Ines Idle", level: 1 }));
    await page.getByRole("link", { name: "Skip", exact: true }).click();
    await arrived(page.getByText("That was the last one"));
    await page.getByRole("link", { name: "Start again" }).click();
    await arrived(page.getByRole("heading", { name: "Hana Hot", level: 1 }));
    await page.getByLabel("Another date for Hana Hot").fill(addDays(world.today, 90));
    await page.getByRole("button", { name: "Snooze Hana Hot to date" }).click();
    await arrived(page.getByRole("heading", { name: "Ines Idle", level: 1 }));
    expect(await dateOf("hot-old")).toBe(addDays(world.today, 90));
    expect(await dateOf("shared")).toBe(addDays(world.today, 1));
    await page.getByRole("link", { name: "Back to the list" }).click();
    await page.waitForURL("**/follow-ups?filter=overdue");
    await page.context().close();
  },
);

test("a note is logged on the way, and the same contact stays", async () => {
  const { page, profile } = await trial.signIn("/follow-ups/work?filter=overdue&skipped=hot-old", { javaScript: true });
  await page.getByLabel("What was said").fill("Wants an offer");
  await page.getByRole("button", { name: "Add to timeline" }).click();
  await arrived(page.getByText("Wants an offer"));
  await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
  expect(new URL(page.url()).pathname).toBe("/follow-ups/work");
  expect(await page.getByLabel("What was said").inputValue()).toBe("");
  await profile.close();
});

test("by keyboard: done, snoozed, skipped, undone, and out", async () => {
  const { page, profile } = await trial.signIn("/follow-ups/work?filter=overdue", { javaScript: true });
  const isAt = (name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();
  await arrived(page.locator("[aria-keyshortcuts=d]"));
  await page.keyboard.press("d");
  await isAt("Olga Old");
  await page.keyboard.press("s");
  await isAt("Sara");
  expect(await dateOf("hot-old")).toBeNull();
  expect(await dateOf("old")).toBe(addDays(world.today, 3));
  await arrived(page.locator("[aria-keyshortcuts=z]"));
  await page.keyboard.press("z");
  await isAt("Olga Old");
  await arrived(page.getByText("Put back 1 follow-up"));
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
  await arrived(page.locator("[aria-keyshortcuts=j]"));
  await page.keyboard.press("j");
  await isAt("Sara");
  // What is typed is a note, and no key.
  await page.getByLabel("What was said").fill("");
  await page.getByLabel("What was said").pressSequentially("dsjz");
  expect(await page.getByLabel("What was said").inputValue()).toBe("dsjz");
  await page.getByRole("heading", { name: "Sara", level: 1 }).click();
  await page.keyboard.press("Escape");
  await page.waitForURL("**/follow-ups?filter=overdue");
  expect(await dateOf("shared")).toBe(addDays(world.today, -2));
  await profile.close();
});

test("pressed twice, a button is about one contact only", async () => {
  const { page, profile } = await trial.signIn("/follow-ups/work?filter=overdue", { javaScript: true });
  await page.getByRole("button", { name: "Mark Hana Hot done" }).dblclick();
  await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
  await arrived(page.getByText("Marked 1 follow-up done"));
  await page.waitForLoadState("networkidle");
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
  await arrived(page.getByRole("button", { name: "Undo" }));
  await profile.close();
});

test("nobody is passed over where another device clears one that was skipped", async () => {
  const { page, profile } = await trial.signIn("/follow-ups/work?filter=overdue", { javaScript: false });
  await page.getByRole("link", { name: "Skip", exact: true }).click();
  await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
  await arrived(page.getByText("3 left"));
  await trial.connection.database.contacts.updateOne({ id: "hot-old" }, { $set: { nextFollowUpDate: null } });
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await arrived(page.getByRole("heading", { name: "Sara", level: 1 }));
  await arrived(page.getByText("2 left"));
  await profile.close();
});

test("a note that was typed isn't thrown away unasked", async () => {
  const { page, profile } = await trial.signIn("/follow-ups/work?filter=overdue", { javaScript: true });
  await arrived(page.locator("[aria-keyshortcuts=d]"));
  await page.getByLabel("What was said").fill("Half a note");
  page.once("dialog", (dialog) => void dialog.dismiss());
  await page.getByRole("button", { name: "Mark Hana Hot done" }).click();
  expect(await page.getByLabel("What was said").inputValue()).toBe("Half a note");
  expect(await dateOf("hot-old")).not.toBeNull();
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("link", { name: "Skip", exact: true }).click();
  await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
  await profile.close();
});

test("the next contact is announced, and in the title; k leads back, o to the profile, ? lists the keys", async () => {
  const { page, profile, problems } = await trial.signIn("/follow-ups/work?filter=overdue", { javaScript: true });
  const status = page.locator("main > [role=status].visually-hidden");
  await arrived(page.locator("[aria-keyshortcuts=j]"));
  expect(await page.locator("[aria-keyshortcuts=k]").count()).toBe(0);
  await status.evaluate((element) => (element.id = "the-same"));
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.title === "Olga Old · One at a time · Follow-ups");
  expect(await status.textContent()).toBe("Next: Olga Old, 3 to go");
  // The same element that was there before: what appears with its text is not read out everywhere.
  expect(await status.getAttribute("id")).toBe("the-same");
  await arrived(page.locator("[aria-keyshortcuts=k]"));
  await page.keyboard.press("k");
  await page.waitForFunction(() => document.title.startsWith("Hana Hot"));
  expect(await status.textContent()).toContain("Hana Hot,");
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keys" });
  await arrived(list.getByText("Back to the one you skipped last"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("o");
  await page.waitForURL("**/contacts/hot-old");
  expect(problems).toEqual([]);
  await profile.close();
});

test("Enter in the field for another date snoozes, and doesn't mark done", async () => {
  const { page, profile } = await trial.signIn("/follow-ups/work?filter=overdue", { javaScript: true });
  const field = page.getByLabel("Another date for Hana Hot");
  await field.fill(addDays(world.today, 40));
  await field.press("Enter");
  await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
  expect(await dateOf("hot-old")).toBe(addDays(world.today, 40));
  await profile.close();
});
