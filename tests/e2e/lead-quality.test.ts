import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { arrived, type ProfileOptions } from "../support/browser.ts";
import { startHubTrial, type HubTrial } from "../support/hub-trial.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";

let trial: HubTrial;
let world: TwoOrganizations;
let profile: BrowserContext;
let page: Page;

beforeAll(async () => {
  trial = await startHubTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  world = await trial.replant();
  const { contacts } = trial.connection.database;
  await contacts.updateOne(
    { organizationId: world.first, id: "old" },
    { $set: { phone: "+1 (202) 555-0100", email: "olga@example.com" } },
  );
});
afterEach(() => profile.close());

const open = async (path: string, options: ProfileOptions) => {
  ({ profile, page } = await trial.signIn(path, options));
  if (options.javaScript) await page.getByRole("button", { name: "Keys" }).waitFor({ state: "attached" });
};
const stored = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!;
const names = () =>
  page.locator("follow-up-row").evaluateAll((all) => all.map((row) => row.getAttribute("contact-name")));
const chipOf = (name: string) => page.locator(`follow-up-row[contact-name="${name}"]`).getAttribute("lead-quality");
const opener = (name: string) => page.getByRole("button", { name: `More actions for ${name}` });
/** What has the focus, in the shadow roots too. */
const focused = () =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.getAttribute("aria-label");
  });

test("a lead quality: the chip follows, and under Hot the row leaves", async () => {
  await open("/follow-ups?filter=hot", { javaScript: true });
  await opener("Hana Hot").click();
  await page.getByRole("button", { name: "Lead quality of Hana Hot: Warm" }).click();
  await expect.poll(names).toEqual(["Ivo Hot"]);
  await arrived(page.getByText("Hana Hot is Warm now"));
  expect((await stored("hot-old")).leadQuality).toBe("WARM");
  await page.getByRole("link", { name: "All 6" }).click();
  await page.waitForURL("**filter=all");
  expect(await chipOf("Hana Hot")).toBe("WARM");
  await opener("Hana Hot").click();
  const none = page.getByRole("button", { name: "Lead quality of Hana Hot: None" });
  expect(await none.getAttribute("aria-pressed")).toBe("false");
  await none.click();
  await arrived(page.getByText("Hana Hot has no lead quality now"));
  await expect.poll(() => chipOf("Hana Hot")).toBeNull();
  expect(new URL(page.url()).search).toBe("?filter=all");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => chipOf("Hana Hot")).toBe("WARM");
  await expect.poll(async () => (await stored("hot-old")).leadQuality).toBe("WARM");
});

test("the chip changes before the server answers, in place, and goes back when it refuses", async () => {
  await open("/follow-ups?filter=all", { javaScript: true });
  let refuse: () => void = () => {};
  const refused = new Promise<void>((resolve) => (refuse = resolve));
  await page.route("**/api/follow-ups/lead-quality", async (route) => {
    await refused;
    await route.fulfill({ status: 503, json: { error: { code: "unavailable", message: "Try again.", issues: [] } } });
  });
  await page.evaluate(() => Object.assign(window, { samePage: true }));
  await opener("Tara Today").click();
  await page.getByRole("button", { name: "Lead quality of Tara Today: Hot" }).click();
  await expect.poll(() => chipOf("Tara Today")).toBe("HOT");
  await arrived(page.getByRole("link", { name: "Hot 3" }));
  expect(await focused()).toBe("More actions for Tara Today");
  refuse();
  await arrived(page.getByText("That may not have been saved. Try again."));
  expect(await chipOf("Tara Today")).toBe("COLD");
  await page.unroute("**/api/follow-ups/lead-quality");
  await page.getByRole("button", { name: "Retry" }).click();
  await arrived(page.getByText("Tara Today is Hot now"));
  // The row moves up among the hot ones, and the focus with it.
  await expect.poll(names).toEqual(["Hana Hot", "Ivo Hot", "Tara Today", "Olga Old", "Sara", "Ines Idle"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => chipOf("Tara Today")).toBe("COLD");
  await expect.poll(async () => (await stored("today")).leadQuality).toBe("COLD");
  expect(await page.evaluate(() => "samePage" in window)).toBe(true);
});

test("undo leaves alone what someone else has set since", async () => {
  await open("/follow-ups?filter=all", { javaScript: true });
  await opener("Tara Today").click();
  await page.getByRole("button", { name: "Lead quality of Tara Today: Hot" }).click();
  await arrived(page.getByText("Tara Today is Hot now"));
  const { contacts } = trial.connection.database;
  await contacts.updateOne({ organizationId: world.first, id: "today" }, { $set: { leadQuality: "NURTURE" } });
  await page.keyboard.press("z");
  await arrived(page.getByText("Nothing undone: Tara Today is Nurture now, set by someone else"));
  expect((await stored("today")).leadQuality).toBe("NURTURE");
  await expect.poll(() => chipOf("Tara Today")).toBe("NURTURE");
});

test("what was set though its answer was lost can be taken back", async () => {
  await open("/follow-ups?filter=all", { javaScript: true });
  await page.route("**/api/follow-ups/lead-quality", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await opener("Tara Today").click();
  await page.getByRole("button", { name: "Lead quality of Tara Today: Hot" }).click();
  await arrived(page.getByText("That may not have been saved."));
  await expect.poll(() => chipOf("Tara Today")).toBe("HOT");
  await page.unroute("**/api/follow-ups/lead-quality");
  await page.keyboard.press("z");
  await arrived(page.getByText("Tara Today is Cold now"));
  expect((await stored("today")).leadQuality).toBe("COLD");
  expect(await page.getByRole("button", { name: "Retry" }).count()).toBe(0);
});
