import { describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { findings } from "../support/axe.ts";
import { hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

hubForEachTest();

const names = () =>
  page.locator("follow-up-row").evaluateAll((all) => all.map((row) => row.getAttribute("contact-name")));
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const search = () => page.getByRole("searchbox", { name: "Search due follow-ups" });
const quality = () => page.getByRole("combobox", { name: "Lead quality" });
const sort = () => page.getByRole("combobox", { name: "Sort" });
const tab = (name: string) => page.getByRole("navigation", { name: "Filter" }).getByRole("link", { name });
/** Many more that are due, one of them Zoe, whom the first 200 leave out. */
const plantMany = (count: number) =>
  trial.connection.database.contacts.insertMany(
    Array.from({ length: count }, (_, n) =>
      contact({
        ...{ organizationId: world.first, assigneeIds: [world.ann], id: `more-${n}` },
        ...{ name: n === count - 1 ? "Zoe Last" : `Anna ${n}`, leadQuality: "WARM" },
        nextFollowUpDate: addDays(world.today, n === count - 1 ? 0 : -1),
      }),
    ),
  );

describe.each([{ javaScript: false }, { javaScript: true }])("with JavaScript $javaScript", ({ javaScript }) => {
  const open = async (path: string) => {
    await openPage(path, { javaScript });
    // There as soon as scripts have taken over.
    if (javaScript) await arrived(page.getByRole("button", { name: "Keys" }));
  };
  /** Sends the form, where it isn't sent by itself. */
  const send = () => (javaScript ? undefined : page.getByRole("button", { name: "Search" }).click());

  test("search and lead quality narrow the tab by its address, and what is done there leads back there", async () => {
    await plantMany(230);
    await open("/follow-ups?filter=all");
    await arrived(page.getByText("Showing 200 of 236"));
    await search().fill("zoe");
    await send();
    await page.waitForURL("**filter=all&q=zoe**");
    await expect.poll(names).toEqual(["Zoe Last"]);
    await arrived(tab("All 236"));
    await page.getByRole("button", { name: "Snooze Zoe Last" }).click();
    await arrived(page.getByRole("heading", { name: "Nothing due matches “zoe”" }));
    expect(new URL(page.url()).searchParams.get("q")).toBe("zoe");
    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect.poll(names).toEqual(["Zoe Last"]);
    expect(new URL(page.url()).searchParams.get("q")).toBe("zoe");
    await search().fill("");
    await quality().selectOption("Hot");
    await send();
    await expect.poll(names).toEqual(["Hana Hot", "Ivo Hot"]);
    // One at a time goes through the same, and leads back.
    await page.getByRole("link", { name: "One at a time" }).click();
    await arrived(page.getByText("2 left"));
    await page.getByRole("link", { name: "Back to the list" }).click();
    await expect.poll(names).toEqual(["Hana Hot", "Ivo Hot"]);
    // A tab keeps what narrows it, and another order too.
    await tab("Due today 3").click();
    await expect.poll(names).toEqual(["Ivo Hot"]);
    await quality().selectOption("No quality");
    await send();
    await page.getByRole("heading", { name: "Nothing due matches no lead quality" }).waitFor();
    await page.getByRole("link", { name: "Show the whole tab" }).click();
    await expect.poll(names).toEqual(["Ivo Hot", "Tara Today", "Zoe Last"]);
    if (javaScript) expect(problems).toEqual([]);
  });

  test("the oldest stand first where that is asked for, on the page and after a change", async () => {
    await open("/follow-ups?filter=overdue");
    expect(await names()).toEqual(["Hana Hot", "Olga Old", "Sara", "Ines Idle"]);
    await sort().selectOption("Oldest");
    await send();
    await expect.poll(names).toEqual(["Olga Old", "Hana Hot", "Sara", "Ines Idle"]);
    await page.getByRole("button", { name: "Mark Olga Old done" }).click();
    await expect.poll(names).toEqual(["Hana Hot", "Sara", "Ines Idle"]);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect.poll(names).toEqual(["Olga Old", "Hana Hot", "Sara", "Ines Idle"]);
    expect(page.url()).toContain("sort=oldest");
  });

  test("the other lists stand beside the tabs", async () => {
    await open("/follow-ups?filter=all");
    const others = page.getByRole("navigation", { name: "Other lists" });
    await others.getByRole("link", { name: "Upcoming" }).click();
    await arrived(page.getByRole("heading", { level: 1, name: "Upcoming" }));
  });

  test("who has no next step is counted beside them, listed by a click, and gone with a date", async () => {
    await open("/follow-ups?filter=overdue");
    await page.getByRole("button", { name: "Mark Olga Old done" }).click();
    await expect.poll(names).toEqual(["Hana Hot", "Sara", "Ines Idle"]);
    await open("/follow-ups?filter=overdue");
    await page.getByRole("link", { name: "No next step 2" }).click();
    await arrived(page.getByRole("link", { name: "Nora None" }));
    await arrived(page.getByRole("link", { name: "Olga Old" }));
    await arrived(page.getByText("2 contacts", { exact: true }));
    const { contacts } = trial.connection.database;
    const dated = { $set: { nextFollowUpDate: addDays(world.today, 3) } };
    await contacts.updateMany({ organizationId: world.first, nextFollowUpDate: null }, dated);
    await page.reload();
    await arrived(page.getByRole("heading", { name: "No one is without a next step" }));
    await open("/follow-ups?filter=overdue");
    await arrived(page.getByRole("link", { name: "No next step 0" }));
  });
});

test("one checkbox ticks all or none, and is mixed in between; without scripts a link does", async () => {
  await openPage("/follow-ups?filter=all", { javaScript: true });
  const all = page.getByRole("checkbox", { name: "Select all" });
  const none = page.getByRole("checkbox", { name: "Select None" });
  const isMixed = () => all.evaluate((box: HTMLInputElement) => box.indeterminate);
  await page.getByRole("checkbox", { name: "Select Olga Old" }).check();
  expect(await isMixed()).toBe(true);
  await all.check();
  expect(await none.evaluate((box: HTMLInputElement) => [box.checked, box.indeterminate])).toEqual([true, false]);
  expect(await page.locator(".rows input:checked").count()).toBe(6);
  await none.uncheck();
  expect([await isMixed(), await page.locator(".rows input:checked").count()]).toEqual([false, 0]);
});

test("without scripts the link says None once all are ticked", async () => {
  await openPage("/follow-ups?filter=all&q=hot", { javaScript: false });
  await page.getByRole("link", { name: "Select all" }).click();
  await expect.poll(() => page.locator(".rows input:checked").count()).toBe(2);
  await page.getByRole("link", { name: "Select None" }).click();
  await expect.poll(() => page.locator(".rows input:checked").count()).toBe(0);
  expect(await names()).toEqual(["Hana Hot", "Ivo Hot"]);
});

test("all that match are those that the search and the lead quality let pass, more than are shown", async () => {
  await plantMany(230);
  await openPage("/follow-ups?filter=all&q=anna&quality=WARM", { javaScript: true });
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("button", { name: "Select all 229" }).click();
  await page.getByRole("button", { name: "Mark done", exact: true }).click();
  await page.getByRole("heading", { name: "Nothing due matches “anna” and Warm" }).waitFor();
  expect([await dateOf("more-0"), await dateOf("more-228")]).toEqual([null, null]);
  expect([await dateOf("more-229"), await dateOf("old")]).toEqual([world.today, addDays(world.today, -9)]);
  expect(await findings(page)).toEqual([]);
});

test("from the end of a long list a link leads to its top", async () => {
  await plantMany(60);
  await openPage("/follow-ups?filter=all", { javaScript: true });
  await page.getByRole("button", { name: "Keys" }).waitFor();
  const top = page.getByRole("link", { name: "Top", exact: true });
  expect(await top.isVisible()).toBe(false);
  await page.mouse.wheel(0, 4_000);
  await top.click();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
});
