import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeOneTimeLink } from "../../db/one-time-links.ts";
import { arrived, newProfile } from "../support/browser.ts";
import { startHubTrial, type HubTrial } from "../support/hub-trial.ts";
import { PASSWORD, type TwoOrganizations } from "../support/two-organizations.ts";

let trial: HubTrial;
let world: TwoOrganizations;

beforeAll(async () => {
  trial = await startHubTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  world = await trial.replant();
});

const zoneOfAnn = async () => (await trial.connection.database.users.findOne({ _id: world.ann }))!.timeZone;

async function signInBy(timeZone: string, javaScript: boolean) {
  const profile = await newProfile(trial.browser, { javaScript, timeZone });
  const page = await profile.newPage();
  await page.goto(`${trial.server.origin}/contacts?search=olga`);
  await page.getByLabel("Email").fill("ann@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/contacts?search=olga");
  await arrived(page.getByRole("link", { name: "Olga Old" }));
  return { page, profile };
}

test("the first browser with scripts tells the time zone; no later one does, and the user may", async () => {
  await (await signInBy("Asia/Tokyo", false)).profile.close();
  expect(await zoneOfAnn()).toBeNull();
  await (await signInBy("Pacific/Auckland", true)).profile.close();
  expect(await zoneOfAnn()).toBe("Pacific/Auckland");
  const { page, profile } = await signInBy("America/New_York", true);
  expect(await zoneOfAnn()).toBe("Pacific/Auckland");
  await page.locator("summary", { hasText: "Account" }).click();
  await arrived(page.getByText("(Pacific/Auckland)"));
  await page.getByRole("link", { name: "Your account" }).click();
  await page.getByLabel("Time zone").selectOption("America/New_York");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(zoneOfAnn).toBe("America/New_York");
  await profile.close();
});

test.each([true, false])("a link sets a password (scripts: %s)", async (javaScript) => {
  const { secret } = await makeOneTimeLink(
    trial.connection.database,
    { purpose: "passwordReset", userId: world.ann },
    new Date(),
  );
  const profile = await newProfile(trial.browser, { javaScript });
  const page = await profile.newPage();
  await page.goto(`${trial.server.origin}/reset/${secret}`);
  for (const field of await page.locator("input[type=password]").all()) await field.fill("a wholly new password");
  await page.getByRole("button", { name: "Set password" }).click();
  await arrived(page.getByText("Password set. Sign in with it."));
  await profile.close();
});
