import { describe, expect, test } from "vitest";
import { arrived } from "../support/browser.ts";
import { findings } from "../support/axe.ts";
import { hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";

hubForEachTest();

const open = async (path: string, options: { width?: number } = {}) => {
  await openPage(path, { javaScript: true, ...options });
  await page.getByText("Keys").first().waitFor({ state: "attached" });
};
const field = () => page.getByRole("combobox", { name: "Search contacts, pages and actions" });
const active = () => page.locator(".palette").getByRole("option", { selected: true }).innerText();

test("without scripts Search leads to the search of contacts", async () => {
  await openPage("/dashboard", { javaScript: false });
  await page.getByRole("link", { name: "Search", exact: true }).click();
  await arrived(page.getByRole("searchbox", { name: "Search contacts" }));
});

describe.each([{ width: 1280 }, { width: 390 }])("at $width px", ({ width }) => {
  test("Ctrl K finds a contact, arrows and Enter open it, Escape gives the focus back", async () => {
    await open("/account", { width });
    const name = page.getByLabel("Name", { exact: true });
    await name.focus();
    await page.keyboard.press("Control+k");
    await field().waitFor();
    expect(await findings(page, [width])).toEqual([]);
    await page.keyboard.press("Escape");
    await field().waitFor({ state: "detached" });
    expect(await name.evaluate((element) => element === document.activeElement)).toBe(true);

    await page.keyboard.press("Control+k");
    await field().fill("olga");
    await page.getByRole("option", { name: "Olga Old" }).waitFor();
    expect(await active()).toContain("Olga Old");
    expect(await field().getAttribute("aria-activedescendant")).toBe(
      await page.locator(".palette").getByRole("option", { selected: true }).getAttribute("id"),
    );
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Olga Old" }).first().waitFor();
    expect(problems).toEqual([]);
  });
});

test("pages are those of the role, and / opens it where the page has no search of its own", async () => {
  await open("/dashboard");
  await page.keyboard.press("/");
  await field().fill("upc");
  expect(await active()).toBe("Upcoming");
  await field().fill("memb");
  await page.getByText("Nothing found").waitFor();
  await field().fill("upcoming");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Upcoming" }).waitFor();
});

test("what is selected in the hub is marked done from the palette, and it says whom it is about", async () => {
  await open("/follow-ups?filter=all");
  await page.getByRole("checkbox", { name: "Select Olga Old" }).check();
  await page.keyboard.press("Control+k");
  await field().fill("mark");
  expect((await active()).split("\n")).toEqual(["Mark done", "Olga Old"]);
  await page.keyboard.press("Enter");
  const dateOf = async () =>
    (await trial.connection.database.contacts.findOne({ organizationId: world.first, id: "old" }))!.nextFollowUpDate;
  await expect.poll(dateOf).toBeNull();
});

test("a search that fails says so, and tries again", async () => {
  await open("/account");
  await page.route("**/find?*", (route) => route.abort(), { times: 1 });
  await page.keyboard.press("Control+k");
  await field().fill("olga");
  await page.getByText("Couldn’t search the contacts.").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("option", { name: "Olga Old" }).waitFor();
});

test("? lists the keys of a page that has no list of its own", async () => {
  await open("/account");
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.getByText("Search contacts, pages and actions").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

test("on a phone Search and Keys stand in the account's menu, which has the focus afterwards", async () => {
  await open("/dashboard", { width: 390 });
  const summary = page.locator("details.account summary");
  for (const name of ["Search", "Keys"]) {
    await summary.click();
    await page.locator(".menu-items").getByText(name, { exact: true }).click();
    await page.getByRole("dialog", { name }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name }).waitFor({ state: "detached" });
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  }
});
