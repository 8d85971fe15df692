import { expect, test } from "vitest";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

hubForEachTest();

async function open(path: string): Promise<void> {
  await openPage(path, { javaScript: true });
}
const dateOfRow = (name: string) => page.locator("summary", { hasText: `Follow-up of ${name}` });
const hasFocus = (name: string) => dateOfRow(name).evaluate((summary) => summary === document.activeElement);

test("Escape and a click elsewhere close the choices, and Escape gives the focus back", async () => {
  await open("/contacts");
  const choice = page.getByRole("button", { name: "Follow up with Olga Old: Tomorrow" });
  await dateOfRow("Olga Old").click();
  await choice.focus();
  await page.keyboard.press("Escape");
  expect(await choice.isVisible()).toBe(false);
  expect(await hasFocus("Olga Old")).toBe(true);
  await dateOfRow("Olga Old").click();
  await page.getByRole("heading", { level: 1 }).click();
  expect(await choice.isVisible()).toBe(false);
  await dateOfRow("Olga Old").click();
  await choice.click();
  await page.getByText("Follow-up set for").waitFor();
  await expect.poll(() => hasFocus("Olga Old")).toBe(true);
});

test("where a date takes its row out of the list, the next row's date has the focus, and at last the heading", async () => {
  await open("/contacts?followUp=overdue");
  const chooseTomorrow = async (name: string) => {
    await dateOfRow(name).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: `Follow up with ${name}: Tomorrow` }).focus();
    await page.keyboard.press("Enter");
    await dateOfRow(name).waitFor({ state: "detached" });
  };
  await chooseTomorrow("Hana Hot");
  await expect.poll(() => hasFocus("Sara")).toBe(true);
  await chooseTomorrow("Ines Idle");
  await expect.poll(() => hasFocus("Sara")).toBe(true);
  await chooseTomorrow("Sara");
  await expect.poll(() => hasFocus("Olga Old")).toBe(true);
  await chooseTomorrow("Olga Old");
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("No contacts match");
});

test("a date's choices close where Tab leaves them, and stay open with what was typed where it can't be set", async () => {
  await open("/contacts");
  const field = page.getByLabel("Follow-up date for Olga Old");
  await dateOfRow("Olga Old").click();
  await page.getByRole("button", { name: "Set date for Olga Old" }).focus();
  await page.keyboard.press("Tab");
  expect(await field.isVisible()).toBe(false);
  await dateOfRow("Olga Old").click();
  await field.evaluate((input) => input.removeAttribute("min"));
  await field.fill("1800-01-02");
  await field.press("Enter");
  await page.locator(".notice-error").waitFor();
  expect(await field.isVisible()).toBe(true);
  expect(await field.inputValue()).toBe("1800-01-02");
});

test("Enter held down chooses a date once, and Undo stays", async () => {
  await open("/contacts");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/contacts")) sent.push(request.url());
  });
  await page.route("**/contacts.data**", async (route) => {
    if (route.request().method() === "POST") await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await dateOfRow("Olga Old").click();
  await page.getByRole("button", { name: "Follow up with Olga Old: Tomorrow" }).focus();
  for (let times = 0; times < 12; times++) {
    await page.keyboard.down("Enter");
    await page.waitForTimeout(60);
  }
  await page.keyboard.up("Enter");
  await page.getByText("Follow-up set for").waitFor();
  expect(sent).toHaveLength(1);
  expect(await page.locator("details[open]").count()).toBe(0);
  await page.getByRole("button", { name: "Undo" }).waitFor();
});

test("a choice pressed again while it is on its way is sent once", async () => {
  await open("/contacts");
  let sent = 0;
  await page.route("**/contacts.data**", async (route) => {
    if (route.request().method() === "POST") {
      sent++;
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
    await route.continue();
  });
  await dateOfRow("Olga Old").click();
  const choice = page.getByRole("button", { name: "Follow up with Olga Old: Tomorrow" });
  await choice.press("Enter");
  await choice.press("Enter");
  await page.getByText("Follow-up set for").waitFor();
  expect(sent).toBe(1);
});

test("what has the focus is not hidden behind the page's head and the table's", async () => {
  const many = Array.from({ length: 45 }, (_, n) =>
    contact({ organizationId: world.first, assigneeIds: [world.ann], id: `m${n}`, name: `Many ${n}` }),
  );
  await trial.connection.database.contacts.insertMany(many);
  await open("/contacts");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const summaries = page.locator(".date-menu summary");
  await summaries.nth((await summaries.count()) - 8).focus();
  for (let step = 0; step < 90; step++) {
    await page.keyboard.press("Shift+Tab");
    const hidden = await page.evaluate(() => {
      const active = document.activeElement!;
      const { top } = active.getBoundingClientRect();
      const heads = [...document.querySelectorAll(".contact-table thead th")];
      const isOfTable = !!active.closest(".contact-table tbody");
      return isOfTable && top < Math.max(...heads.map((cell) => cell.getBoundingClientRect().bottom));
    });
    expect(hidden).toBe(false);
  }
});

test("the choices that open at the window's foot are seen whole", async () => {
  await open("/contacts");
  await page.setViewportSize({ width: 1280, height: 560 });
  await dateOfRow("Hana Hot").click();
  const choices = page.locator("details[open] form");
  await expect.poll(() => choices.evaluate((form) => form.getBoundingClientRect().bottom)).toBeLessThanOrEqual(560);
});
