import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { startHubTrial, type HubTrial, type SignedIn } from "../support/hub-trial.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";

let trial: HubTrial;
let world: TwoOrganizations;
let phone: SignedIn;
let fingers: CDPSession;

beforeAll(async () => {
  trial = await startHubTrial();
});
beforeEach(async () => {
  world = await trial.replant();
  await phone?.profile.close();
  phone = await trial.signIn("/follow-ups?filter=all", { javaScript: true, width: 390, touch: true });
  fingers = await phone.profile.newCDPSession(phone.page);
  await phone.page.waitForLoadState("networkidle");
});
afterAll(() => trial.stop());

const row = (name: string) => phone.page.locator(".rows > li", { has: phone.page.locator(`[contact-name="${name}"]`) });

const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))?.nextFollowUpDate;

/** Puts a finger on a row and moves it, in steps as a hand does; `up` lets go. */
async function draw(name: string, { right = 0, down = 0 }: { right?: number; down?: number }) {
  const box = (await row(name).boundingBox())!;
  const start = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
    fingers.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", [start]);
  for (let step = 1; step <= 10; step++)
    await touch("touchMove", [{ x: start.x + (right * step) / 10, y: start.y + (down * step) / 10 }]);
  return { up: () => touch("touchEnd", []) };
}

test("a row drawn to the right is done, and Undo brings it back", async () => {
  const finger = await draw("Olga Old", { right: 140 });
  expect(await row("Olga Old").getAttribute("data-swipe")).toBe("done");
  await finger.up();
  await row("Olga Old").waitFor({ state: "detached" });
  await expect.poll(() => dateOf("old")).toBeNull();
  await phone.page.getByRole("button", { name: "Undo" }).click();
  await row("Olga Old").waitFor();
  await expect.poll(() => dateOf("old")).toBe(addDays(world.today, -9));
  expect(phone.problems).toEqual([]);
});

test("a row drawn to the left is snoozed for three days", async () => {
  const finger = await draw("Olga Old", { right: -140 });
  expect(await row("Olga Old").getAttribute("data-swipe")).toBe("snooze");
  await finger.up();
  await row("Olga Old").waitFor({ state: "detached" });
  await expect.poll(() => dateOf("old")).toBe(addDays(world.today, 3));
});

test.each([
  { what: "not far enough", by: { right: 70 } },
  { what: "downwards", by: { right: 100, down: 140 } },
])("a row drawn $what stays, and is no tap", async ({ by }) => {
  const finger = await draw("Olga Old", by);
  await finger.up();
  await expect.poll(() => row("Olga Old").getAttribute("data-swipe")).toBeNull();
  // A row that comes after it is done, so what the first one had started would be stored by now.
  await (await draw("Tara Today", { right: 140 })).up();
  await expect.poll(() => dateOf("today")).toBeNull();
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
  expect(new URL(phone.page.url()).pathname).toBe("/follow-ups");
});

test("a mouse draws nothing", async () => {
  const box = (await row("Olga Old").boundingBox())!;
  // Beside the name, which is a link that the browser itself lets one drag.
  const y = box.y + box.height - 20;
  await phone.page.mouse.move(box.x + 60, y);
  await phone.page.mouse.down();
  await phone.page.mouse.move(box.x + 220, y, { steps: 5 });
  expect(await row("Olga Old").getAttribute("data-swipe")).toBeNull();
  await phone.page.mouse.up();
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
});

/** Rests a finger on what Mark done of a row is, for so long. */
async function rest(name: string, milliseconds: number, { left = 0 } = {}) {
  const box = (await phone.page.getByRole("button", { name: `Mark ${name} done` }).boundingBox())!;
  const at = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
    fingers.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", [at]);
  if (left > 0) await touch("touchMove", [{ x: at.x - left, y: at.y }]);
  await phone.page.waitForTimeout(milliseconds);
  await touch("touchEnd", []);
}
const dialog = () => phone.page.getByRole("dialog", { name: "Mark Olga Old done as" });

test("a finger that rests on Mark done asks what came of it, and letting go does nothing", async () => {
  await rest("Olga Old", 900);
  await dialog().waitFor();
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
  await dialog().getByRole("radio", { name: "Not interested" }).check();
  await dialog().getByRole("button", { name: "Mark done" }).click();
  await row("Olga Old").waitFor({ state: "detached" });
  await expect.poll(() => dateOf("old")).toBeNull();
  // The next one is pressed as ever.
  await rest("Tara Today", 50);
  await expect.poll(() => dateOf("today")).toBeNull();
  expect(phone.problems).toEqual([]);
});

test("one that moves on, or is let go soon, asks nothing", async () => {
  await rest("Olga Old", 900, { left: 40 });
  expect(await dialog().count()).toBe(0);
  await rest("Tara Today", 200);
  await expect.poll(() => dateOf("today")).toBeNull();
  expect(await dialog().count()).toBe(0);
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
});

test("one at a time it leads to where that is said", async () => {
  await phone.page.goto(`${trial.server.origin}/follow-ups/work?filter=overdue`);
  await phone.page.locator("[aria-keyshortcuts=d]").waitFor();
  await rest("Hana Hot", 900);
  await expect
    .poll(() => phone.page.evaluate(() => (document.activeElement as HTMLSelectElement).name))
    .toBe("outcome");
  expect(await dateOf("hot-old")).toBe(addDays(world.today, -4));
});
