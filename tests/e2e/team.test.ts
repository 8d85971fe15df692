import { beforeEach, expect, test } from "vitest";
import { beginAnew, hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";

hubForEachTest();
const makeAdmin = () =>
  trial.connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
beforeEach(makeAdmin);

const open = async (path: string, javaScript: boolean) => {
  await openPage(path, { javaScript });
  if (javaScript) await page.waitForLoadState("networkidle");
};
const stored = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!;
const line = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

test.each([true, false])(
  "from the team's page into a member's list, worked there, and given to somebody else (JavaScript: %s)",
  { timeout: 60_000 },
  async (javaScript) => {
    await open("/dashboard", javaScript);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Team" }).click();
    await page.getByRole("heading", { name: "Team", level: 1 }).waitFor();
    await line("bob").getByRole("link", { name: "Overdue, bob: 2", exact: true }).click();
    await page.getByRole("heading", { name: "bob’s follow-ups" }).waitFor();
    if (javaScript) await page.waitForLoadState("networkidle");
    expect(await page.getByRole("listitem").filter({ hasText: "Bea Bobs" }).count()).toBe(1);
    await page.getByRole("button", { name: "Snooze Bea Bobs" }).click();
    await page.getByText("Snoozed", { exact: false }).first().waitFor();
    await expect.poll(async () => (await stored("bobs")).nextFollowUpDate! > world.today).toBe(true);
    expect(await page.getByRole("heading", { name: "bob’s follow-ups" }).count()).toBe(1);
    await page.getByRole("checkbox", { name: "Select Sara" }).click();
    await page.getByRole("button", { name: "Reassign…" }).click();
    await page.getByText("1 follow-up that you selected").waitFor();
    await page.getByLabel("Give to").selectOption({ label: "ann" });
    await page.getByRole("button", { name: "Reassign 1 follow-up" }).click();
    await page.getByText("Gave 1 follow-up to ann").waitFor();
    expect((await stored("shared")).assigneeIds).toEqual([world.ann]);
    expect(new URL(page.url()).search).toContain(`for=${world.bob}`);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await page.getByText("Put back 1 follow-up").waitFor();
    expect([...(await stored("shared")).assigneeIds].sort()).toEqual([world.ann, world.bob].sort());
    expect(problems).toEqual([]);
  },
);

test.each([true, false])("a member's whole backlog is spread from the page (JavaScript: %s)", async (javaScript) => {
  await open("/team", javaScript);
  await page.getByRole("link", { name: "Spread what bob has overdue" }).click();
  await page.getByRole("button", { name: "Spread 2 follow-ups" }).click();
  await page.getByText("Spread 2 follow-ups over 2 days").waitFor();
  await page.getByRole("heading", { name: "bob’s follow-ups" }).waitFor();
  expect((await stored("bobs")).nextFollowUpDate! > world.today).toBe(true);
});

test("what is done in a member's list by keys shows at once, is undone, and stays in their tabs", async () => {
  await open(`/follow-ups?filter=all&for=${world.bob}`, true);
  await page.getByRole("checkbox", { name: "Select Bea Bobs" }).focus();
  await page.keyboard.press("d");
  await expect.poll(() => page.getByRole("link", { name: "All 1", exact: true }).count()).toBe(1);
  await expect.poll(async () => (await stored("bobs")).nextFollowUpDate).toBe(null);
  await page.keyboard.press("z");
  await expect.poll(() => page.getByRole("link", { name: "All 2", exact: true }).count()).toBe(1);
  await expect.poll(async () => (await stored("bobs")).nextFollowUpDate).not.toBe(null);
  await page.keyboard.press("2");
  await page.waitForURL(/filter=overdue/);
  expect(new URL(page.url()).searchParams.get("for")).toBe(world.bob);
  // What others do meanwhile comes by itself.
  await trial.connection.database.contacts.updateOne(
    { organizationId: world.first, id: "bobs" },
    { $set: { nextFollowUpDate: null, updatedAt: new Date() } },
  );
  await expect.poll(() => page.getByText("Bea Bobs").count(), { timeout: 10_000 }).toBe(0);
  expect(problems).toEqual([]);
});

test("the hot ones that wait, how long that is, and who is alone", { timeout: 60_000 }, async () => {
  await trial.connection.database.contacts.updateOne({ id: "hot-old" }, { $set: { nextFollowUpDate: "2026-01-05" } });
  await open("/team", true);
  const hot = page.getByRole("region", { name: "Hot, and 3 working days overdue or more" });
  await hot.getByRole("link", { name: "Hana Hot" }).waitFor();
  await hot.getByRole("link", { name: "settings" }).click();
  await page.getByLabel("Hot contacts that are overdue").fill("5");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Settings saved").waitFor();
  await page.goto(`${trial.server.origin}/team`);
  await page.getByRole("region", { name: "Hot, and 5 working days overdue or more" }).waitFor();
  expect(await page.getByText("You are the only member").count()).toBe(0);
  await beginAnew();
  await makeAdmin();
  await trial.connection.database.users.updateOne({ _id: world.bob }, { $set: { memberships: [] } });
  await open("/team", false);
  await page.getByRole("heading", { name: "You are the only member" }).waitFor();
});

test("two hundred members, and on a phone a list that is no wider", { timeout: 60_000 }, async () => {
  const { users } = trial.connection.database;
  const bob = (await users.findOne({ _id: world.bob }))!;
  await users.insertMany(
    Array.from({ length: 200 }, (_, place) => ({
      ...{ ...bob, _id: `many-${place}`, email: `many-${place}@example.com`, name: `Member with a long name ${place}` },
    })),
  );
  await openPage("/team", { javaScript: true, width: 390, touch: true });
  expect(await page.getByRole("row").count()).toBe(204);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("link", { name: "Overdue, bob: 2", exact: true }).scrollIntoViewIfNeeded();
});
