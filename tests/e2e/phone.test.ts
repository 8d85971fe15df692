import { expect, test } from "vitest";
import { hubForEachTest, openPage, page, profile, trial, world } from "../support/hub-test.ts";

hubForEachTest();

test("on a phone the head is one line, the tabs are drawn sideways, and a finger needn't meet a checkbox", async () => {
  await openPage("/follow-ups?filter=all", { javaScript: true, width: 390, touch: true });
  const head = await page.locator(".site-header").boundingBox();
  expect(head!.height).toBeLessThanOrEqual(60);
  const tabs = page.locator(".tab-line");
  expect(await tabs.evaluate((line) => line.scrollWidth > line.clientWidth && line.clientHeight < 60)).toBe(true);
  const box = page.getByRole("checkbox", { name: "Select Olga Old" });
  const reached = await box.evaluate((input) => {
    const { left, top, width, height } = input.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const at = [-21, 21].flatMap((way) => [
      document.elementFromPoint(x + way, y),
      document.elementFromPoint(x, y + way),
    ]);
    return at.every((element) => element === input);
  });
  expect(reached).toBe(true);
});

test("in a window of 320 × 256 nothing lies over the rows, and the bar stands above them", async () => {
  await openPage("/follow-ups?filter=all", { javaScript: true, width: 320 });
  await page.setViewportSize({ width: 320, height: 256 });
  await page.getByRole("checkbox", { name: "Select Ines Idle" }).check();
  const covering = await page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((each) => ["fixed", "sticky"].includes(getComputedStyle(each).position))
      .filter((each) => each.getBoundingClientRect().height > 0)
      .map(({ className }) => className),
  );
  expect(covering.filter((name) => !/loading-bar|visually-hidden|toasts/.test(name))).toEqual([]);
  const bar = await page.getByRole("group", { name: "Selected follow-ups" }).boundingBox();
  const rows = await page.locator(".rows").boundingBox();
  expect(bar!.y + bar!.height).toBeLessThanOrEqual(rows!.y);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test.each(["/contacts", "/team", "/away", "/settings"])(
  "in a window of 320 × 256 nothing lies over %s, and it doesn't scroll sideways",
  async (path) => {
    await trial.connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
    await openPage(path, { javaScript: true, width: 320 });
    await page.setViewportSize({ width: 320, height: 256 });
    const covering = await page.evaluate(() =>
      [...document.querySelectorAll("body *")]
        .filter((each) => ["fixed", "sticky"].includes(getComputedStyle(each).position))
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height > 1)
        .map(({ className }) => className),
    );
    expect(covering.filter((name) => !/loading-bar|visually-hidden|toasts/.test(name))).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  },
);

test.each([
  "/follow-ups?filter=all",
  "/dashboard",
  "/contacts",
  "/contacts/old",
  "/follow-ups/upcoming",
  "/follow-ups/work",
  "/follow-ups/spread",
  "/team",
  "/away",
  "/settings",
  "/account",
])("on a phone a finger has 44 px for each control of %s", async (path) => {
  const { users, contacts } = trial.connection.database;
  await users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  await contacts.updateOne({ id: "hot-old" }, { $set: { nextFollowUpDate: "2026-01-05" } });
  await openPage(path, { javaScript: true, width: 390, touch: true });
  if (path === "/dashboard") await page.getByRole("link", { name: "View all" }).waitFor();
  expect(await page.evaluate(SMALL_TARGETS)).toEqual([]);
});

// What is too small for a finger but a link within a sentence; a row opens its profile wherever it is touched.
const SMALL_TARGETS = `(() => {
  const inside = (root) => [...root.querySelectorAll("*")].flatMap((each) => [each, ...(each.shadowRoot ? inside(each.shadowRoot) : [])]);
  const controls = inside(document).filter((each) => each.matches("button, a[href], input, select, textarea, summary"));
  return controls.flatMap((control) => {
    const boxes = [control, control.closest("label")].flatMap((each) => each?.getBoundingClientRect() ?? []);
    const drawn = ["::before", "::after"].flatMap((name) => {
      const { position, width, height } = getComputedStyle(control, name);
      return position === "absolute" ? { width: parseFloat(width), height: parseFloat(height) } : [];
    });
    const isSeen = control.checkVisibility({ visibilityProperty: true }) && boxes[0].width > 1 && !control.closest(".visually-hidden");
    const isText = getComputedStyle(control).display === "inline" || control.part.contains("name");
    const reaches = (side) => [...boxes, ...drawn].some((box) => box[side] > 43.5);
    return !isSeen || (isText && drawn.length === 0) || (reaches("width") && reaches("height")) ? [] : [control.outerHTML.slice(0, 200)];
  });
})()`;

test("a long name of an organization leaves the main links in sight", async () => {
  const name = "Rheinisch-Westfälische Grundstücksverwaltungsgesellschaft Beteiligungen mbH & Co. KG";
  await trial.connection.database.organizations.updateOne({ _id: world.first }, { $set: { name } });
  for (const width of [1280, 768]) {
    await openPage("/follow-ups?filter=all", { javaScript: true, width });
    const last = await page.getByRole("navigation", { name: "Main" }).boundingBox();
    const links = await page.locator(".site-nav").evaluate((nav) => nav.scrollWidth - nav.clientWidth < 8);
    expect({ links, isWide: last!.width > 200 }).toEqual({ links: true, isWide: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    if (width === 1280) await profile.close();
  }
});

test("on a phone the way to log what happened comes before an admin's details, in sight and for a keyboard", async () => {
  await trial.connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  await openPage("/contacts/old", { javaScript: true, width: 390, touch: true });
  const parts = page.locator("#contact-name, #follow-up, #log, #details, #assignees");
  expect(await parts.evaluateAll((all) => all.map(({ id }) => id))).toEqual([
    "contact-name",
    "follow-up",
    "log",
    "details",
    "assignees",
  ]);
  const tops = await parts.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  await page.getByRole("link", { name: "Details", exact: true }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Edit Olga Old");
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await page.getByRole("link", { name: "Details", exact: true }).isVisible()).toBe(false);
});
