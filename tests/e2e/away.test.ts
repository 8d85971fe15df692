import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { beginAnew, hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";

hubForEachTest();

const open = async (path: string, javaScript: boolean, email?: string) => {
  await openPage(path, { javaScript, ...(email && { email }) });
  if (javaScript) await page.waitForLoadState("networkidle");
};
const stored = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!;
const absences = () => trial.connection.database.absences.find({}).toArray();
const fill = async (from: number, until: number) => {
  await page.getByLabel("From").fill(addDays(world.today, from));
  await page.getByLabel("Until").fill(addDays(world.today, until));
  await page.getByLabel("Stand-in").selectOption({ label: "bob" });
  await page.getByRole("button", { name: "Say that I am away" }).click();
};

test.each([true, false])(
  "one says that one is away; who stands in works the list beside their own (JavaScript: %s)",
  { timeout: 60_000 },
  async (javaScript) => {
    await open("/account", javaScript);
    await fill(3, 2);
    await page.getByText("The last day is before the first one.").waitFor();
    expect(await page.getByLabel("Until").inputValue()).toBe(addDays(world.today, 2));
    await fill(0, 4);
    await page.getByRole("list", { name: "Absences" }).getByText("bob stands in").first().waitFor();
    expect(await absences()).toMatchObject([{ userId: world.ann, standInId: world.bob }]);
    expect(problems).toEqual([]);

    await page.context().close();
    await open("/follow-ups", javaScript, "bob@example.com");
    const tabs = page.getByRole("navigation", { name: "Filter" });
    expect(await tabs.getByRole("link", { name: "All 2", exact: true }).count()).toBe(1);
    await page.getByRole("link", { name: "For ann 6" }).click();
    await page.getByRole("heading", { name: "For ann" }).waitFor();
    if (javaScript) await page.waitForLoadState("networkidle");
    expect(await page.getByText("Follow-up overdue by 9 days · for ann").count()).toBe(1);
    await page.getByRole("button", { name: "Mark Olga Old done" }).click();
    await expect.poll(async () => (await stored("old")).nextFollowUpDate).toBe(null);
    await page.goto(`${trial.server.origin}/contacts/old`);
    await page.getByText("You stand in for ann until").waitFor();
    await page.locator(".timeline").getByText("bob for ann").waitFor();
    await page.goto(`${trial.server.origin}/contacts/hot-old`);
    await page.getByRole("button", { name: "Mark Hana Hot done", exact: true }).click();
    await page.getByText("Marked 1 follow-up done").first().waitFor();
    expect((await stored("hot-old")).nextFollowUpDate).toBe(null);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await page.getByText("Put back 1 follow-up").waitFor();
    expect((await stored("hot-old")).nextFollowUpDate).not.toBe(null);
    expect(problems).toEqual([]);
  },
);

test.each([true, false])("an absence is removed, and that undone (JavaScript: %s)", async (javaScript) => {
  await open("/away", javaScript);
  await fill(1, 2);
  await page.getByText("bob stands in").first().waitFor();
  await page.getByRole("button", { name: /^Remove/ }).click();
  await page.getByText("The absence is removed").waitFor();
  expect(await absences()).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await page.getByText("ann is away again as before").waitFor();
  expect(await absences()).toHaveLength(1);
});

test("the list goes with the absence, in words", { timeout: 60_000 }, async () => {
  for (const javaScript of [true, false]) {
    const of = { organizationId: world.first, userId: world.ann, standInId: world.bob, setBy: world.ann };
    const days = { from: world.today, until: world.today, createdAt: new Date(), expiresAt: new Date("2100-01-01") };
    await trial.connection.database.absences.insertOne({ _id: "absence_1", ...of, ...days });
    await open(`/follow-ups?for=${world.ann}`, javaScript, "bob@example.com");
    await page.getByRole("heading", { name: "For ann" }).waitFor();
    await trial.connection.database.absences.deleteMany({});
    await page.reload();
    await page.getByText("That isn’t a list that you can work on, or not any more.").waitFor();
    await page.getByRole("heading", { name: "Follow-ups", exact: true }).waitFor();
    await beginAnew();
  }
});
