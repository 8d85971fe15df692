import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

hubForEachTest();

const open = async (path = "/follow-ups?filter=all") => {
  await openPage(path, { javaScript: true });
  await page.getByRole("button", { name: "Keys" }).waitFor();
};
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const ticked = () =>
  page
    .locator(".rows input:checked")
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute("aria-label")!.replace("Select ", "")));
const plantMore = (count: number) =>
  trial.connection.database.contacts.insertMany(
    Array.from({ length: count }, (_, n) =>
      contact({
        organizationId: world.first,
        assigneeIds: [world.ann],
        id: `more-${n}`,
        nextFollowUpDate: world.today,
      }),
    ),
  );

test("each range begins where Shift is first pressed", async () => {
  await open();
  await press("j", "Shift+J");
  expect(await ticked()).toEqual(["Hana Hot", "Ivo Hot"]);
  await press("d");
  await page.getByText("Marked 2 follow-ups done").waitFor();
  await press("Shift+J");
  expect(await ticked()).toEqual(["Olga Old", "Sara"]);
  await press("Escape", "Shift+J");
  expect(await ticked()).toEqual(["Sara", "Ines Idle"]);
});

test("a range begins at the row that was ticked, though another row's own button was pressed since", async () => {
  await open();
  await page.getByRole("checkbox", { name: "Select Hana Hot" }).click();
  await page.getByRole("button", { name: "Mark Sara done" }).click();
  await page.getByRole("checkbox", { name: "Select Ines Idle" }).click({ modifiers: ["Shift"] });
  expect(await ticked()).toEqual(["Hana Hot", "Ivo Hot", "Olga Old", "Ines Idle"]);
});

test.each(["open", "closed"] as const)(
  "what is typed into a field inside an %s shadow root stays there",
  async (mode) => {
    await open();
    await page.evaluate((mode) => {
      const bubble = document.createElement("chat-bubble");
      const field = document.createElement("input");
      bubble.attachShadow({ mode }).append(field);
      document.body.append(bubble);
      field.focus();
    }, mode);
    await page.keyboard.type("read");
    expect(await ticked()).toEqual([]);
    expect(await page.getByRole("button", { name: "Mark Hana Hot done" }).count()).toBe(1);
  },
);

test("rows that come later aren't ticked, though the page was opened with all ticked", async () => {
  await plantMore(200);
  await open("/follow-ups?filter=all&select=all");
  expect(await ticked()).toHaveLength(200);
  await press("Escape");
  await page.getByRole("button", { name: "Mark Hana Hot done" }).click();
  await page.getByText("Showing 200 of 205").waitFor();
  expect(await ticked()).toEqual([]);
});

test("pressed again, a takes all that match", async () => {
  await plantMore(200);
  await open();
  page.once("dialog", (dialog) => void dialog.accept());
  await press("a", "a");
  await page.getByText("All 206 selected").waitFor();
  await press("d");
  await page.getByText("Marked 206 follow-ups done").waitFor();
});

test("a date that is half typed in the bar's menu holds nothing up", async () => {
  await open();
  await page.getByRole("checkbox", { name: "Select Sara" }).check();
  await page.locator(".bulk-bar summary").click();
  await page.locator(".bulk-bar").getByLabel("Another date").pressSequentially("12");
  await press("Escape");
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByText("Marked 1 follow-up done").waitFor();
  await page.locator(".bulk-bar").getByRole("button", { name: "Snooze", exact: true }).click();
  await page.getByText("Snoozed 1 follow-up").waitFor();
  const sara = await trial.connection.database.contacts.findOne({ organizationId: world.first, id: "shared" });
  expect(sara!.nextFollowUpDate).toBe(addDays(world.today, 3));
});

test("back from a profile, the ticks and the focus are where they were", async () => {
  await open();
  await press("j", "j", "x", "j", "o");
  await page.getByRole("heading", { name: "Olga Old", level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole("button", { name: "Keys" }).waitFor();
  await expect.poll(ticked).toEqual(["Ivo Hot"]);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  await expect.poll(focused).toBe("Select Olga Old");
  // By a link one begins anew.
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Contacts" }).click();
  await page.getByRole("heading", { name: "Contacts", level: 1 }).waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Follow-ups" }).click();
  await page.getByRole("button", { name: "Keys" }).waitFor();
  expect(await ticked()).toEqual([]);
});

test("on paper there are the rows and their days, in light colors, and nothing to press", async () => {
  await open();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
  expect(await page.getByRole("checkbox").filter({ visible: true }).count()).toBe(0);
  expect(await page.locator("follow-up-row").filter({ visible: true }).count()).toBe(6);
  const printed = await page.evaluate(() => ({
    due: getComputedStyle(document.querySelector(".rows > li")!, "::before").content,
    scheme: getComputedStyle(document.documentElement).colorScheme,
  }));
  expect(printed).toEqual({ due: expect.stringMatching(/^"Due \w+day,? \d/), scheme: "light" });
});
