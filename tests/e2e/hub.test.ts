import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, problems, profile, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

hubForEachTest();

const rows = () => page.locator("follow-up-row");
const names = async () => {
  const shown = await rows().evaluateAll((all) => all.map((row) => row.getAttribute("contact-name")));
  // Without JavaScript each action leads to another page: what follows needs all of it.
  await page.waitForLoadState();
  return shown;
};
const tab = (name: string) => page.getByRole("navigation", { name: "Filter" }).getByRole("link", { name });
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;

/** Every text that a screen reader is given, also what style sheets put there. */
async function spokenTexts(): Promise<unknown[]> {
  const client = await profile.newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  return nodes.filter(({ role }) => role?.value === "StaticText").map(({ name }) => name?.value);
}

async function begin(javaScript: boolean): Promise<void> {
  await openPage("/follow-ups?filter=overdue", { javaScript });
  // There as soon as scripts have taken over.
  if (javaScript) await arrived(page.getByRole("button", { name: "Keys" }));
}

describe.each([{ javaScript: false }, { javaScript: true }])(
  "the hub with JavaScript $javaScript",
  ({ javaScript }) => {
    beforeEach(() => begin(javaScript));
    afterEach(async () => {
      await profile.close();
      expect(problems).toEqual([]);
    });

    test("from signing in to an empty list, and out", async () => {
      expect(await names()).toEqual(["Hana Hot", "Olga Old", "Sara", "Ines Idle"]);
      await tab("Due today 2").click();
      await page.waitForURL("**filter=today");
      await expect.poll(names).toEqual(["Ivo Hot", "Tara Today"]);
      await tab("Hot 2").click();
      await page.waitForURL("**filter=hot");
      await expect.poll(names).toEqual(["Hana Hot", "Ivo Hot"]);
      await tab("All 6").click();
      await page.waitForURL("**filter=all");
      await expect.poll(names).toHaveLength(6);

      // A row's own button acts on that row alone, whatever is ticked.
      await page.getByRole("checkbox", { name: "Select Olga Old" }).check();
      await page.getByRole("button", { name: "Mark Tara Today done" }).click();
      await expect.poll(names).toHaveLength(5);
      await arrived(tab("All 5"));
      await expect.poll(() => dateOf("today")).toBeNull();
      expect(await dateOf("old")).toBe(addDays(world.today, -9));

      await tab("Overdue 4").click();
      await page.waitForURL("**filter=overdue");
      await expect.poll(names).toHaveLength(4);
      await page.getByRole(javaScript ? "checkbox" : "link", { name: "Select all" }).click();
      await expect.poll(() => page.locator(".rows input:checked").count()).toBe(4);
      const bar = page.getByRole("group", { name: "Selected follow-ups" });
      await bar.getByRole("button", { name: "Snooze" }).click();
      await arrived(page.getByText("Snoozed 4 follow-ups"));
      await arrived(page.getByRole("heading", { name: "All caught up" }));
      for (const id of ["old", "hot-old", "shared", "inactive"]) {
        await expect.poll(() => dateOf(id)).toBe(addDays(world.today, 3));
      }

      await tab("All 1").click();
      await page.waitForURL("**filter=all");
      await page.getByRole("button", { name: "Snooze Ivo Hot" }).click();
      await arrived(page.getByRole("heading", { name: "All caught up" }));
      await arrived(tab("All 0"));
      await expect.poll(() => trial.connection.database.activities.countDocuments({ userId: world.ann })).toBe(6);
      await page.getByRole("link", { name: "Go to contacts" }).click();
      await page.waitForURL("**/contacts");

      await page.locator("summary", { hasText: "Account" }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.waitForURL("**/login");
      await page.goto(`${trial.server.origin}/follow-ups`);
      expect(page.url()).toContain("/login?redirectTo=");
    });

    test("undo puts a follow-up back", async () => {
      await page.getByRole("button", { name: "Snooze Olga Old" }).click();
      await expect.poll(names).toHaveLength(3);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect.poll(names).toHaveLength(4);
      await expect.poll(() => dateOf("old")).toBe(addDays(world.today, -9));
    });

    test("the bulk bar shows, counts and clears the selection", async () => {
      const bar = page.getByRole("group", { name: "Selected follow-ups" });
      expect(await bar.isVisible()).toBe(false);
      await page.getByRole("checkbox", { name: "Select Olga Old" }).check();
      await page.getByRole("checkbox", { name: "Select Sara" }).check();
      expect(await bar.isVisible()).toBe(true);
      expect(await spokenTexts()).toContain("2");
      await bar.getByRole("link", { name: "Clear selection" }).click();
      await expect.poll(() => page.locator(".rows input:checked").count()).toBe(0);
      await expect.poll(() => rows().count()).toBe(4);
    });

    test("Enter in a checkbox changes nothing", async () => {
      await page.getByRole("checkbox", { name: "Select Olga Old" }).press("Enter");
      await page.waitForTimeout(300);
      expect(await trial.connection.database.activities.countDocuments({})).toBe(0);
    });

    test("more than 200: it says so, and refills", async () => {
      await trial.connection.database.contacts.insertMany(
        Array.from({ length: 1_237 }, (_, index) =>
          contact({
            organizationId: world.first,
            assigneeIds: [world.ann],
            id: `many-${index}`,
            nextFollowUpDate: addDays(world.today, -1),
          }),
        ),
      );
      await page.goto(`${trial.server.origin}/follow-ups`);
      await arrived(page.getByText("Showing 200 of 1,243"));
      expect(await rows().count()).toBe(200);
      await page.getByRole("button", { name: "Mark Hana Hot done" }).click();
      await arrived(page.getByText("Showing 200 of 1,242"));
      await expect.poll(() => rows().count()).toBe(200);
    });

    test("a follow-up date is set and cleared from contacts, and the timeline tells", async () => {
      await page.goto(`${trial.server.origin}/contacts?search=nora`);
      await page.locator("summary", { hasText: "Follow-up of Nora None" }).click();
      await page.getByLabel("Follow-up date for Nora None").fill(addDays(world.today, 7));
      await page.getByRole("button", { name: "Set date for Nora None" }).click();
      await arrived(page.getByText("Follow-up set for"));
      expect(await dateOf("none")).toBe(addDays(world.today, 7));
      await page.getByRole("link", { name: "Nora None" }).click();
      await arrived(page.getByRole("heading", { name: "Nora None" }));
      await page.getByRole("button", { name: "Clear follow-up for Nora None" }).click();
      await arrived(page.getByText("Follow-up cleared").first());
      expect(await dateOf("none")).toBeNull();
      expect(await page.locator(".timeline li").count()).toBe(2);
    });
  },
);

describe("with JavaScript, at once", () => {
  beforeEach(() => begin(true));

  test("the row leaves before the server answers, and comes back when it refuses", async () => {
    let refuse: () => void = () => {};
    const refused = new Promise<void>((resolve) => (refuse = resolve));
    await page.route("**/api/follow-ups/due", async (route) => {
      if (route.request().method() !== "PATCH") return route.fallback();
      await refused;
      await route.fulfill({ status: 503, json: { error: { code: "unavailable", message: "Try again.", issues: [] } } });
    });
    const before = await names();
    await page.getByRole("button", { name: "Snooze Olga Old" }).click();
    await expect.poll(names).toHaveLength(3);
    await arrived(tab("Overdue 3"));
    refuse();
    await arrived(page.getByText("That may not have been saved. Try again."));
    expect(await names()).toEqual(before);
    await arrived(tab("Overdue 4"));
    await page.unroute("**/api/follow-ups/due");
    await page.getByRole("button", { name: "Retry" }).click();
    await arrived(page.getByText("Snoozed 1 follow-up"));
    expect(await dateOf("old")).toBe(addDays(world.today, 3));
  });

  test("a slow page says that it is coming, and only a slow one", async () => {
    const bar = page.getByRole("progressbar", { name: "Loading" });
    const opacity = () => bar.evaluate((element) => Number(getComputedStyle(element).opacity));
    let answer: () => void = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route(/follow-ups.*filter=hot/, async (route) => {
      await answered;
      await route.continue();
    });
    // Nothing was fetched beforehand, as the pointer has not been there.
    const press = async () => {
      await page.keyboard.press("4");
      return bar.count();
    };
    await expect.poll(press).toBe(1);
    // It shows nothing for 300 ms, by its style, as a test can't rely on coming sooner.
    const style = await bar.evaluate((element) => {
      const { animationName, animationDelay, animationFillMode } = getComputedStyle(element);
      const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
      const frames = rules.find((rule) => rule instanceof CSSKeyframesRule && rule.name === animationName);
      const from = (frames as CSSKeyframesRule).findRule("0%")?.style.opacity;
      return { animationDelay, animationFillMode, from };
    });
    expect(style).toEqual({ animationDelay: "0.3s", animationFillMode: "backwards", from: "0" });
    await expect.poll(opacity).toBe(1);
    answer();
    await bar.waitFor({ state: "detached" });
    expect(await names()).toEqual(["Hana Hot", "Ivo Hot"]);
  });

  test("the row that the keys reach lies under neither the header nor the bar", async () => {
    const { contacts } = trial.connection.database;
    const due = { organizationId: world.first, assigneeIds: [world.ann], nextFollowUpDate: addDays(world.today, -1) };
    await contacts.insertMany(Array.from({ length: 30 }, (_, index) => contact({ ...due, id: `more-${index}` })));
    await arrived(tab("All 36"));
    const reach = async (key: string, times: number) => {
      for (let step = 0; step < times; step++) await page.keyboard.press(key);
      return page.evaluate(() => {
        const top = document.querySelector(".site-header")!.getBoundingClientRect().bottom;
        const bottom = document.querySelector(".bulk-bar")!.getBoundingClientRect().top;
        const row = document.activeElement!.closest("li")!.getBoundingClientRect();
        return row.top >= top && row.bottom <= bottom;
      });
    };
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    expect(await reach("j", 20)).toBe(true);
    expect(await reach("k", 12)).toBe(true);
    expect(await reach("j", 30)).toBe(true);
  });

  test("clicks in one place clear row after row", async () => {
    const box = (await page.getByRole("button", { name: "Mark Olga Old done" }).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (const clickCount of [1, 2]) {
      // As fast as somebody clicks on purpose, which the browser still counts as one double click.
      await page.mouse.down({ clickCount });
      await page.mouse.up({ clickCount });
      await arrived(tab(`All ${6 - clickCount}`));
      await page.waitForTimeout(300);
    }
    expect(await names()).toEqual(["Hana Hot", "Ines Idle"]);
  });

  test("a double click acts once, and the focus goes to the next row", async () => {
    await page.getByRole("button", { name: "Snooze Hana Hot" }).dblclick();
    await arrived(page.getByText("Snoozed 1 follow-up"));
    await page.waitForTimeout(300);
    expect(await dateOf("hot-old")).toBe(addDays(world.today, 3));
    expect(await trial.connection.database.activities.countDocuments({ contactId: "hot-old" })).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Snooze Olga Old");
  });
});
