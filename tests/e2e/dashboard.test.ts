import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { longDate } from "../../app/domain/date-text.ts";
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
  "the panel on the dashboard acts, with JavaScript $javaScript",
  async ({ javaScript }) => {
    const { page, profile } = await trial.signIn("/dashboard", { javaScript });
    const row = (name: string) => page.locator(`follow-up-row[contact-name="${name}"]:visible`);
    await arrived(row("Hana Hot"));
    const due = await row("Hana Hot").locator("[part=meta]").getAttribute("title");
    // Browsers of different age put a comma after the weekday, or none.
    expect(due?.replace(",", "")).toBe(`Due ${longDate(addDays(world.today, -4), "en-GB").replace(",", "")}`);
    await page.getByRole("button", { name: "Snooze Hana Hot" }).click();
    await row("Hana Hot").waitFor({ state: "detached" });
    await arrived(page.getByText("Undo"));
    await expect.poll(() => dateOf("hot-old")).toBe(addDays(world.today, 3));
    await page.getByRole("button", { name: "Mark Sara done" }).click();
    await row("Sara").waitFor({ state: "detached" });
    await page.waitForLoadState();
    await expect.poll(() => dateOf("shared")).toBeNull();
    await page.getByRole("button", { name: "Undo" }).click();
    await arrived(row("Sara"));
    await expect.poll(() => dateOf("shared")).toBe(addDays(world.today, -2));
    await page.getByRole("link", { name: "Olga Old" }).click();
    await page.waitForURL("**/contacts/old");
    await profile.close();
  },
);

test("the element takes over what the server rendered without asking for it again, and shows each row once", async () => {
  const { page, profile } = await trial.signIn("/contacts", { javaScript: true });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${trial.server.origin}/dashboard`);
  await arrived(page.locator("follow-up-panel:state(rows)"));
  expect(await page.locator("follow-up-row:visible").count()).toBe(6);
  expect(asked).not.toContain("/api/follow-ups/due");
  await profile.close();
});

test("with nothing due it says so", async () => {
  await trial.connection.database.contacts.updateMany({}, { $set: { nextFollowUpDate: null } });
  for (const javaScript of [false, true]) {
    const { page, profile } = await trial.signIn("/dashboard", { javaScript });
    await arrived(page.locator("text=All caught up >> visible=true"));
    await page.getByRole("link", { name: "Go to contacts" }).click();
    await page.waitForURL("**/contacts");
    await profile.close();
  }
});
