import { describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

// What the product says of itself, statement by statement, for the hub and the panel.
hubForEachTest();

const PHOTO = "https://photos.example/olga.svg";
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';
const contacts = () => trial.connection.database.contacts;
const dateOf = async (id: string) => (await contacts().findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const rows = () => page.locator("follow-up-row:visible");
const names = () => rows().evaluateAll((all) => all.map((row) => row.getAttribute("contact-name")));
const row = (name: string) => page.locator(`follow-up-row[contact-name="${name}"]:visible`);
const tab = (name: string) => page.getByRole("navigation", { name: "Filter" }).getByRole("link", { name });
const bar = () => page.getByRole("group", { name: "Selected follow-ups" });
/** Ann has so many contacts more that are due. */
const plantDue = (count: number) =>
  contacts().insertMany(
    Array.from({ length: count }, (_, n) =>
      contact({
        ...{ organizationId: world.first, id: `more-${n}`, assigneeIds: [world.ann] },
        nextFollowUpDate: addDays(world.today, -1),
      }),
    ),
  );

describe.each([
  { surface: "the hub", path: "/follow-ups?filter=all" },
  { surface: "the panel", path: "/dashboard" },
])("$surface: the row", ({ path }) => {
  const open = () => openPage(path, { javaScript: true });

  test("avatar: the contact’s initials or photo", async () => {
    await contacts().updateOne({ organizationId: world.first, id: "old" }, { $set: { photoUrl: PHOTO } });
    await openPage("/account", { javaScript: true });
    await page.route(PHOTO, (route) => route.fulfill({ contentType: "image/svg+xml", body: PICTURE }));
    await page.goto(trial.server.origin + path);
    expect((await row("Hana Hot").locator("[part=avatar]").textContent())?.trim()).toBe("HH");
    expect(await row("Olga Old").locator("img").getAttribute("src")).toBe(PHOTO);
    await expect
      .poll(() =>
        row("Olga Old")
          .locator("img")
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBe(8);
  });

  test("contact name: tap the row to open the contact’s profile", async () => {
    await open();
    await arrived(row("Sara"));
    await page.waitForLoadState("networkidle");
    await row("Sara").locator("[part=reason]").click();
    await page.waitForURL("**/contacts/shared");
  });

  test("reason: “Follow-up due today” or “Follow-up overdue by N days”", async () => {
    await open();
    const reasonOf = async (name: string) => (await row(name).locator("[part=reason]").textContent())?.trim();
    expect(await reasonOf("Tara Today")).toBe("Follow-up due today");
    expect(await reasonOf("Olga Old")).toBe("Follow-up overdue by 9 days");
    expect(await reasonOf("Ines Idle")).toBe("Follow-up overdue by 1 day");
  });

  test("lead quality chip: Hot, Warm, Cold or Nurture, from the contact record", async () => {
    await contacts().updateOne({ organizationId: world.first, id: "old" }, { $set: { leadQuality: "NURTURE" } });
    await contacts().updateOne({ organizationId: world.first, id: "shared" }, { $set: { leadQuality: "WARM" } });
    await open();
    const chipOf = async (name: string) => (await row(name).locator("[part~=chip]").textContent())?.trim();
    expect(await chipOf("Hana Hot")).toBe("Hot");
    expect(await chipOf("Sara")).toBe("Warm");
    expect(await chipOf("Tara Today")).toBe("Cold");
    expect(await chipOf("Olga Old")).toBe("Nurture");
    expect(await row("Ines Idle").locator("[part~=chip]").count()).toBe(0);
  });

  test("Snooze pushes the follow-up out by 3 days, and the row leaves the list", async () => {
    await open();
    await page.getByRole("button", { name: "Snooze Sara" }).click();
    await row("Sara").waitFor({ state: "detached" });
    await expect.poll(() => dateOf("shared")).toBe(addDays(world.today, 3));
  });

  test("Mark done clears nextFollowUpDate and logs the activity", async () => {
    await open();
    await page.getByRole("button", { name: "Mark Sara done" }).click();
    await row("Sara").waitFor({ state: "detached" });
    await expect.poll(() => dateOf("shared")).toBeNull();
    const logged = await trial.connection.database.activities.find({ contactId: "shared" }).toArray();
    expect(logged).toMatchObject([{ action: "done", userId: world.ann, organizationId: world.first }]);
  });

  test("overflow menu: more actions for the contact", async () => {
    await contacts().updateOne({ organizationId: world.first, id: "shared" }, { $set: { phone: "+49 30 901820" } });
    await open();
    await page.waitForLoadState("networkidle");
    await row("Sara")
      .getByRole("button", { name: /^More actions/ })
      .click();
    const menu = page.getByRole("group", { name: "Actions for Sara" });
    for (const name of [/^Open profile/, /^Call/]) await arrived(menu.getByRole("link", { name }));
    for (const name of [/Tomorrow/, /Warm/]) await arrived(menu.getByRole("button", { name }));
  });

  test("hot: an amber flame next to the name, whenever the follow-up is due; overdue: a red left border", async () => {
    await open();
    const look = async (name: string) => {
      const flame = row(name).locator("[part=flame]");
      const color = (element: Element, property: string) => getComputedStyle(element).getPropertyValue(property);
      return {
        flame: (await flame.count()) ? hue(await flame.evaluate(color, "color")) : null,
        border: hue(await row(name).locator("[part~=card]").evaluate(color, "border-left-color")),
      };
    };
    const amber = { low: 25, high: 50 };
    const isAmber = (found: number | null) => found !== null && found >= amber.low && found <= amber.high;
    const isRed = (found: number | null) => found !== null && (found <= 15 || found >= 345);
    const [both, hot, overdue, neither] = [
      await look("Hana Hot"),
      await look("Ivo Hot"),
      await look("Olga Old"),
      await look("Tara Today"),
    ];
    expect([isAmber(both.flame), isRed(both.border)]).toEqual([true, true]);
    expect([isAmber(hot.flame), hot.border]).toEqual([true, null]);
    expect([overdue.flame, isRed(overdue.border)]).toEqual([null, true]);
    expect(neither).toEqual({ flame: null, border: null });
  });

  test("hot and overdue first, then hot, then overdue, then everything else", async () => {
    await open();
    expect(await names()).toEqual(["Hana Hot", "Ivo Hot", "Olga Old", "Sara", "Ines Idle", "Tara Today"]);
  });

  test("empty: it says “All caught up”, with a shortcut to Go to contacts", async () => {
    await contacts().updateMany({ organizationId: world.first }, { $set: { nextFollowUpDate: null } });
    await open();
    await arrived(page.getByText("All caught up").locator("visible=true"));
    await page.getByRole("link", { name: "Go to contacts" }).locator("visible=true").click();
    await page.waitForURL("**/contacts");
  });
});

test("the panel has up to 10 contacts, the hub up to 200, and each leads to the other from its header", async () => {
  await plantDue(300);
  await openPage("/dashboard", { javaScript: true });
  await arrived(page.locator("follow-up-panel:state(rows)"));
  expect(await rows().count()).toBe(10);
  await page
    .locator("follow-up-panel")
    .getByRole("link", { name: /Follow-ups|all/i })
    .first()
    .click();
  await page.waitForURL("**/follow-ups*");
  await arrived(rows().first());
  await expect.poll(() => page.locator("follow-up-row").count()).toBe(200);
  await page.getByRole("link", { name: "Dashboard", exact: true }).first().click();
  await page.waitForURL("**/dashboard");
});

test("four tabs with live counts: All, Overdue, Due today, Hot", async () => {
  await openPage("/follow-ups?filter=all", { javaScript: true });
  await arrived(page.getByRole("button", { name: "Keys" }));
  const counts = () => page.getByRole("navigation", { name: "Filter" }).getByRole("link").allInnerTexts();
  const shown = async () => (await counts()).map((text) => text.replace(/\s+/g, " ").trim()).slice(0, 4);
  expect(await shown()).toEqual(["All 6", "Overdue 4", "Due today 2", "Hot 2"]);
  await page.getByRole("button", { name: "Mark Ivo Hot done" }).click();
  await expect.poll(shown).toEqual(["All 5", "Overdue 4", "Due today 1", "Hot 1"]);
  await page.getByRole("button", { name: "Snooze Olga Old" }).click();
  await expect.poll(shown).toEqual(["All 4", "Overdue 3", "Due today 1", "Hot 1"]);
  for (const [name, due] of [
    ["Overdue 3", ["Hana Hot", "Sara", "Ines Idle"]],
    ["Due today 1", ["Tara Today"]],
    ["Hot 1", ["Hana Hot"]],
  ] as const) {
    await tab(name).click();
    await expect.poll(names).toEqual(due);
  }
});

describe.each([{ javaScript: false }, { javaScript: true }])(
  "several at once, with JavaScript $javaScript",
  ({ javaScript }) => {
    const begin = async () => {
      await openPage("/follow-ups?filter=overdue", { javaScript });
      if (javaScript) await arrived(page.getByRole("button", { name: "Keys" }));
    };

    test("a checkbox on each row; the bar at the bottom counts them; X clears without acting", async () => {
      await begin();
      expect(await page.getByRole("checkbox", { name: /^Select .* / }).count()).toBeGreaterThanOrEqual(3);
      await page.getByRole("checkbox", { name: "Select Olga Old" }).check();
      await page.getByRole("checkbox", { name: "Select Sara" }).check();
      const box = (await bar().boundingBox())!;
      expect(box.y + box.height).toBeGreaterThan(800);
      await bar().getByRole("link", { name: "Clear selection" }).click();
      await expect.poll(() => page.locator(".rows input:checked").count()).toBe(0);
      expect(await dateOf("old")).toBe(addDays(world.today, -9));
    });

    test.each([
      ["Snooze", () => addDays(world.today, 3)],
      ["Mark done", () => null],
    ])("Select all grabs everything in the current filter, and %s acts on all of it", async (action, date) => {
      await begin();
      await page.getByRole(javaScript ? "checkbox" : "link", { name: "Select all" }).click();
      await expect.poll(() => page.locator(".rows input:checked").count()).toBe(4);
      await bar().getByRole("button", { name: action, exact: true }).click();
      await expect.poll(names).toEqual([]);
      for (const id of ["old", "hot-old", "shared", "inactive"]) await expect.poll(() => dateOf(id)).toBe(date());
      expect(await dateOf("today")).toBe(world.today);
      expect(await dateOf("bobs")).toBe(addDays(world.today, -2));
    });
  },
);

/** A color's hue in degrees; null where it is transparent. */
function hue(color: string): number | null {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  if (alpha === 0) return null;
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const spread = most - least;
  if (most === red) return (((green - blue) / spread) * 60 + 360) % 360;
  return most === green ? ((blue - red) / spread) * 60 + 120 : ((red - green) / spread) * 60 + 240;
}
