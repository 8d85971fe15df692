import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";

hubForEachTest();

const open = async (path: string, javaScript: boolean) => {
  await openPage(path, { javaScript });
  const hasKeys = javaScript && path.startsWith("/follow-ups");
  if (hasKeys) await page.getByRole("button", { name: "Keys" }).waitFor({ state: "attached" });
};
const stored = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!;
const dateOf = async (id: string) => (await stored(id)).nextFollowUpDate;
const inDays = (days: number) => addDays(world.today, days);
const change = (id: string, $set: object) =>
  trial.connection.database.contacts.updateOne({ organizationId: world.first, id }, { $set });
/** Says that a contact was moved so often. */
const plantMoves = (contactId: string, times: number) =>
  trial.connection.database.activities.insertMany(
    Array.from({ length: times }, (_, n) => ({
      ...{ organizationId: world.first, contactId, userId: world.ann, action: "snooze" as const },
      ...{ at: new Date(Date.now() - 86_400_000 * (n + 1)), dateBefore: inDays(-n - 2), dateAfter: inDays(-n - 1) },
      operationId: `op_planted_${contactId}_${n}_00000000`,
    })),
  );
const log = async (kind: "Call" | "Email" | "Meeting", text: string) => {
  await page.getByRole("radio", { name: kind }).check();
  await page.getByLabel("What was said").fill(text);
};
const add = () => page.getByRole("button", { name: "Add to timeline" }).click();

test.each([false, true])(
  "a meeting of yesterday restarts the cadence from then, unless the tick is off (JavaScript: %s)",
  async (javaScript) => {
    await change("later", { cadenceDays: 14 });
    await open("/contacts/later", javaScript);
    await log("Meeting", "Not about the house");
    await page.getByLabel("Counts as follow-up").uncheck();
    await add();
    await arrived(page.getByText("Added to the timeline", { exact: true }));
    expect(await dateOf("later")).toBe(inDays(5));
    await log("Meeting", "Likes the house");
    expect(await page.getByLabel("Counts as follow-up").isChecked()).toBe(true);
    await page.getByLabel("When, if not now").fill(`${inDays(-1)}T00:30`);
    await add();
    // There was another one today.
    await arrived(page.getByText("Added to the timeline. The follow-up stays: there was contact later."));
    await page.getByRole("button", { name: "Undo" }).click();
    await arrived(page.getByText("Took back what was logged"));
    await trial.connection.database.activities.deleteMany({ text: "Not about the house" });
    await log("Meeting", "Likes the house");
    await page.getByLabel("When, if not now").fill(`${inDays(-1)}T00:30`);
    await add();
    await arrived(page.getByText(/^Added to the timeline\. Next: /));
    expect(await dateOf("later")).toBe(inDays(13));
    await arrived(page.getByText("Last contact yesterday, meeting"));
    expect(problems).toEqual([]);
  },
);

test.each([false, true])(
  "a reply brings a snoozed contact back, and its row says when it came (JavaScript: %s)",
  async (javaScript) => {
    await open("/contacts/later", javaScript);
    await log("Email", "Yes, please");
    await page.getByLabel("They got in touch").check();
    await add();
    await arrived(page.getByText("Added to the timeline. The follow-up is due today: it is your turn."));
    await arrived(page.getByRole("heading", { name: "Follow-up due today · Answered just now" }));
    await arrived(page.getByText("Email from them"));
    await open("/follow-ups?filter=today", javaScript);
    const row = page.locator("follow-up-row[contact-name='Lars Later']");
    await arrived(row.getByText(/^Follow-up due today · Answered (just now|1 minute ago)$/));
    await arrived(row.getByText(/^They wrote \d+ \w+: Yes, please$/));
    await page.getByRole("button", { name: "Snooze Lars Later" }).click();
    await row.waitFor({ state: "detached" });
    await expect.poll(() => dateOf("later")).toBe(inDays(3));
    expect(problems).toEqual([]);
  },
);

test.each([false, true])(
  "who was moved five times is nurtured or has no date, by the profile and one at a time (JavaScript: %s)",
  { timeout: 60_000 },
  async (javaScript) => {
    await plantMoves("old", 5);
    await plantMoves("hot-old", 6);
    await open("/follow-ups/work?filter=overdue", javaScript);
    await arrived(page.getByText("Follow-up overdue by 4 days · Moved 6 times without contact"));
    await page.getByRole("button", { name: "No date for Hana Hot" }).click();
    await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
    await arrived(page.getByText("Cleared 1 follow-up"));
    expect(await stored("hot-old")).toMatchObject({ nextFollowUpDate: null, leadQuality: "HOT" });
    await open("/contacts/old", javaScript);
    await arrived(page.getByText("Moved 5 times without contact"));
    await page.getByRole("button", { name: "Nurture Olga Old in 30 days" }).click();
    await arrived(page.getByText("Nurture: moved 1 follow-up"));
    expect(await stored("old")).toMatchObject({ nextFollowUpDate: inDays(30), leadQuality: "NURTURE" });
    await page.getByRole("button", { name: "Undo" }).click();
    await arrived(page.getByText("Put back 1 follow-up"));
    expect(await stored("old")).toMatchObject({ nextFollowUpDate: inDays(-9), leadQuality: null });
  },
);

test("the menu of a row offers both at once, of that row alone", { timeout: 60_000 }, async () => {
  await plantMoves("old", 5);
  await plantMoves("shared", 5);
  await open("/follow-ups?filter=overdue", true);
  const menuOf = (name: string) => page.getByRole("button", { name: `More actions for ${name}` }).click();
  await arrived(page.getByText("Follow-up overdue by 9 days · Moved 5 times without contact"));
  await menuOf("Hana Hot");
  await arrived(page.getByRole("link", { name: "Done as…, Hana Hot" }));
  expect(await page.getByRole("link", { name: "Nurture in 30 days" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await menuOf("Olga Old");
  await page.getByRole("link", { name: "Nurture in 30 days, Olga Old" }).click();
  await arrived(page.getByText("Nurture: moved 1 follow-up"));
  await expect.poll(() => stored("old")).toMatchObject({ nextFollowUpDate: inDays(30), leadQuality: "NURTURE" });
  await menuOf("Sara");
  await page.getByRole("link", { name: "No date, Sara" }).click();
  await arrived(page.getByText("Cleared 1 follow-up"));
  await expect.poll(() => dateOf("shared")).toBeNull();
  await page.keyboard.press("z");
  await arrived(page.locator("follow-up-row[contact-name='Sara']"));
  await expect.poll(() => dateOf("shared")).toBe(inDays(-2));
  expect(problems).toEqual([]);
});

test.each([false, true])(
  "all that are ticked are nurtured or have no date at once (JavaScript: %s)",
  async (javaScript) => {
    for (const [button, told, changed] of [
      ["Nurture in 30 days", "Nurture: moved 2 follow-ups", { nextFollowUpDate: inDays(30), leadQuality: "NURTURE" }],
      ["No date", "Cleared 2 follow-ups", { nextFollowUpDate: null }],
    ] as const) {
      await open("/follow-ups?filter=overdue", javaScript);
      for (const name of ["Olga Old", "Sara"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
      const bar = page.getByRole("group", { name: "Selected follow-ups" });
      await bar.getByLabel("Snooze to").first().click();
      await bar.getByRole("button", { name: button }).click();
      await arrived(page.getByText(told));
      for (const id of ["old", "shared"]) await expect.poll(() => stored(id)).toMatchObject(changed);
      await page.getByRole("button", { name: "Undo" }).first().click();
      await arrived(page.getByText("Put back 2 follow-ups"));
      await expect.poll(() => dateOf("old")).toBe(inDays(-9));
    }
    expect(problems).toEqual([]);
  },
);
