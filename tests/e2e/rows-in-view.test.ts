import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { startHubTrial, type HubTrial } from "../support/hub-trial.ts";
import { contact } from "../support/two-organizations.ts";

let trial: HubTrial;

beforeAll(async () => {
  trial = await startHubTrial();
  const { first, ann, today } = await trial.replant();
  const late = (place: number) =>
    contact({
      organizationId: first,
      assigneeIds: [ann],
      id: `late${place}`,
      name: `Late ${place}`,
      company: "Brightwater Solar",
      leadQuality: "NURTURE",
      nextFollowUpDate: addDays(today, -100 - place),
    });
  await trial.connection.database.contacts.insertMany(Array.from({ length: 20 }, (_, place) => late(place)));
});
afterAll(() => trial.stop());

test.each([
  { width: 1280, height: 800, least: 11 },
  { width: 390, height: 844, least: 7 },
])("at $width × $height at least $least whole rows are in the window", async ({ width, height, least }) => {
  const { profile, page } = await trial.signIn("/follow-ups?filter=all", { javaScript: true, width });
  await page.setViewportSize({ width, height });
  const rows = page.locator(".rows > li");
  await rows.nth(least).waitFor();
  const whole = () =>
    rows.evaluateAll((all) => all.filter((row) => row.getBoundingClientRect().bottom <= window.innerHeight).length);
  await expect.poll(whole).toBeGreaterThanOrEqual(least);
  await profile.close();
});
