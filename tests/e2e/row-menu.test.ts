import { describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { rowMenuTrial } from "../support/row-menu-trial.ts";
import { contact } from "../support/two-organizations.ts";

const hub = rowMenuTrial();
const { open, stored, names, opener, menu, focused } = hub;

test("without scripts the menu's button leads to the profile, where the same can be done", async () => {
  await open("/follow-ups?filter=hot", { javaScript: false });
  await opener("Hana Hot").click();
  await hub.page.waitForURL("**/contacts/hot-old");
  await hub.page.getByRole("button", { name: "Snooze Hana Hot: Tomorrow" }).waitFor();
  await hub.page.getByRole("button", { name: "Lead quality of Hana Hot: Warm" }).click();
  await arrived(hub.page.getByText("Hana Hot is Warm now"));
  expect((await stored("hot-old")).leadQuality).toBe("WARM");
  await hub.page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await stored("hot-old")).leadQuality).toBe("HOT");
});

test("what the menu holds; only one is open, Escape and a click elsewhere close it", async () => {
  await open("/follow-ups?filter=all", { javaScript: true });
  await opener("Olga Old").click();
  const olga = menu("Olga Old");
  expect(await olga.getByRole("link", { name: "Call" }).getAttribute("href")).toBe("tel:+12025550100");
  expect(await olga.getByRole("link", { name: "Email" }).getAttribute("href")).toBe("mailto:olga@example.com");
  expect(await olga.getByRole("link", { name: "Log a note" }).getAttribute("href")).toBe("/contacts/old#log");
  expect(await olga.getByRole("link", { name: "Reassign" }).count()).toBe(0);
  await opener("Olga Old").click();
  await olga.waitFor({ state: "hidden" });
  await opener("Olga Old").click();
  await arrived(olga);
  await opener("Hana Hot").click();
  await arrived(menu("Hana Hot"));
  expect(await olga.count()).toBe(0);
  expect(await menu("Hana Hot").getByRole("link", { name: "Call" }).count()).toBe(0);
  await hub.page.keyboard.press("Escape");
  await menu("Hana Hot").waitFor({ state: "hidden" });
  expect(await focused()).toBe("More actions for Hana Hot");
  await opener("Olga Old").click();
  await hub.page.getByRole("heading", { level: 1 }).click();
  await olga.waitFor({ state: "hidden" });
  await opener("Olga Old").click();
  await olga.getByRole("link", { name: "Open profile" }).click();
  await hub.page.waitForURL("**/contacts/old");
});

test("a snooze from the menu is for its row alone", async () => {
  await open("/follow-ups?filter=all", { javaScript: true });
  await hub.page.getByRole("checkbox", { name: "Select Sara" }).check();
  await opener("Olga Old").click();
  await hub.page.getByRole("button", { name: "Snooze Olga Old: Tomorrow" }).click();
  await expect.poll(names).not.toContain("Olga Old");
  await expect.poll(async () => (await stored("old")).nextFollowUpDate).toBe(addDays(hub.world.today, 1));
  expect((await stored("shared")).nextFollowUpDate).toBe(addDays(hub.world.today, -2));
});

test("a click anywhere on the row opens the profile, with scripts; text that is dragged over is only selected", async () => {
  await open("/follow-ups?filter=all", { javaScript: true });
  const reason = hub.page.locator('follow-up-row[contact-name="Olga Old"] [part=reason]');
  const box = (await reason.boundingBox())!;
  await hub.page.mouse.move(box.x + 5, box.y + 8);
  await hub.page.mouse.down();
  await hub.page.mouse.move(box.x + 80, box.y + 8);
  await hub.page.mouse.up();
  await hub.page.getByRole("checkbox", { name: "Select Sara" }).check();
  expect(new URL(hub.page.url()).pathname).toBe("/follow-ups");
  await reason.click();
  await hub.page.waitForURL("**/contacts/old");
});

test.each([
  { width: 1280, height: 700 },
  { width: 390, height: 844 },
  { width: 320, height: 568 },
])("at $width × $height px no part of an admin's menu is out of reach", async ({ width, height }) => {
  await hub.trial.connection.database.users.updateOne(
    { _id: hub.world.ann },
    { $set: { "memberships.0.role": "admin" } },
  );
  const { contacts } = hub.trial.connection.database;
  const due = { organizationId: hub.world.first, assigneeIds: [hub.world.ann], nextFollowUpDate: hub.world.today };
  await contacts.insertMany(
    Array.from({ length: 12 }, (_, index) =>
      contact({ ...due, id: `more-${index}`, phone: "1", email: "a@b.example" }),
    ),
  );
  await open("/follow-ups?filter=all&select=all", { javaScript: true, width });
  await hub.page.setViewportSize({ width, height });
  for (const name of ["Hana Hot", "Ines Idle", "Contact more-4", "Tara Today"]) {
    await opener(name).focus();
    await hub.page.keyboard.press("Enter");
    // Once it is open it moves into the window.
    const isInside = async () => {
      const box = (await menu(name).boundingBox())!;
      return box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
    };
    await expect.poll(isInside).toBe(true);
    // Clicked for real: neither the bar of the selection nor the header lies above it.
    for (const item of ["Open profile", "Reassign", "Pick a date"]) {
      await menu(name).getByRole("link", { name: item }).click({ trial: true });
    }
    await menu(name)
      .getByRole("button", { name: `Lead quality of ${name}: None` })
      .click({ trial: true });
    await hub.page.keyboard.press("Escape");
  }
});

describe("with JavaScript, at once", () => {
  test("a date is picked on the spot, for that row alone, and none in the past", async () => {
    await open("/follow-ups?filter=all", { javaScript: true });
    await hub.page.getByRole("checkbox", { name: "Select Sara" }).check();
    await opener("Olga Old").click();
    await hub.page.getByRole("link", { name: "Pick a date, Olga Old" }).click();
    const dialog = hub.page.getByRole("dialog", { name: "Snooze Olga Old to" });
    await dialog.getByLabel("Another date").fill(hub.world.today);
    await dialog.getByRole("button", { name: "Snooze to date" }).click();
    expect(await dialog.isVisible()).toBe(true);
    await dialog.getByLabel("Another date").fill(addDays(hub.world.today, 100));
    await dialog.getByRole("button", { name: "Snooze to date" }).click();
    await arrived(hub.page.getByText("Snoozed 1 follow-up"));
    expect((await stored("old")).nextFollowUpDate).toBe(addDays(hub.world.today, 100));
    expect((await stored("shared")).nextFollowUpDate).toBe(addDays(hub.world.today, -2));
    expect(await focused()).toBe("More actions for Sara");
    await hub.page.keyboard.press("Shift+S");
    await hub.page.getByRole("dialog", { name: "Snooze Sara to" }).getByRole("button", { name: "Cancel" }).click();
    expect(await hub.trial.connection.database.activities.countDocuments({})).toBe(1);
  });

  test("by keyboard: the arrows move in the menu, the hub's keys wait, the focus goes on to the next row", async () => {
    await open("/follow-ups?filter=all", { javaScript: true });
    await opener("Olga Old").focus();
    await hub.page.keyboard.press("Enter");
    await expect.poll(focused).toBe("Open profile, Olga Old");
    await hub.page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("Call +1 (202) 555-0100, Olga Old");
    await hub.page.keyboard.press("ArrowUp");
    await hub.page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("Lead quality of Olga Old: None");
    await hub.page.keyboard.press("d");
    await hub.page.keyboard.press("a");
    await hub.page.keyboard.press("Escape");
    expect(await hub.page.getByRole("checkbox", { checked: true }).count()).toBe(0);
    await hub.page.keyboard.press("Enter");
    for (let step = 0; step < 6; step++) await hub.page.keyboard.press("ArrowDown");
    expect(await focused()).toMatch(/^Snooze Olga Old: Tomorrow/);
    await hub.page.keyboard.press("Enter");
    await expect.poll(names).not.toContain("Olga Old");
    expect(await focused()).toBe("More actions for Sara");
    await expect.poll(async () => (await stored("old")).nextFollowUpDate).toBe(addDays(hub.world.today, 1));
    expect(await hub.trial.connection.database.activities.countDocuments({})).toBe(1);
  });

  test("a click elsewhere only closes the menu", async () => {
    await open("/follow-ups?filter=all", { javaScript: true });
    await opener("Ivo Hot").click();
    await hub.page.getByRole("button", { name: "Mark Hana Hot done" }).click();
    await menu("Ivo Hot").waitFor({ state: "hidden" });
    await hub.page.waitForTimeout(300);
    expect(await names()).toContain("Hana Hot");
    await hub.page.getByRole("button", { name: "Mark Hana Hot done" }).click();
    await expect.poll(names).not.toContain("Hana Hot");
  });
});
