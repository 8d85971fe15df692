import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { dateInList } from "../../app/domain/date-text.ts";
import { workingDaysAfter } from "../../app/domain/working-days.ts";
import { arrived } from "../support/browser.ts";
import { beginAnew, hubForEachTest, openPage, page, problems, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

hubForEachTest();

const open = async (path: string, javaScript: boolean) => {
  await openPage(path, { javaScript });
  if (javaScript) await page.getByRole("button", { name: "Keys" }).waitFor({ state: "attached" });
};
const stored = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!;
const dateOf = async (id: string) => (await stored(id)).nextFollowUpDate;
const activities = (contactId: string) =>
  trial.connection.database.activities.find({ contactId, userId: world.ann }).sort({ at: 1, _id: 1 }).toArray();
const nextTry = () => workingDaysAfter(world.today, 1)[0]!;
const nextTryText = () => `Next try ${dateInList(nextTry(), world.today, "en-GB")}`;
const bar = () => page.getByRole("group", { name: "Selected follow-ups" });
const dialog = (whom: string) => page.getByRole("dialog", { name: `Mark ${whom} done as` });
const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
/** Says that a contact was tried for nothing so often. */
const plantTries = (contactId: string, times: number) =>
  trial.connection.database.activities.insertMany(
    Array.from({ length: times }, (_, n) => ({
      ...{ organizationId: world.first, contactId, userId: world.ann, at: new Date(Date.now() - 1_000 * (n + 1)) },
      ...{ action: "done" as const, outcome: "noAnswer" as const, dateBefore: world.today, dateAfter: world.today },
      operationId: `op_planted_${contactId}_${n}_00000000`,
    })),
  );

test.each([false, true])(
  "from the bar, for what is selected, and back to the same view (JavaScript: %s)",
  async (javaScript) => {
    await open("/follow-ups?filter=overdue&quality=NONE&sort=oldest", javaScript);
    await page.getByRole("checkbox", { name: "Select Olga Old" }).click();
    await page.getByRole("checkbox", { name: "Select Ines Idle" }).click();
    await bar().getByRole("button", { name: "Done as…" }).click();
    await arrived(page.getByRole("heading", { name: "Mark 2 follow-ups done as" }));
    await page.getByRole("radio", { name: `No answer ${nextTryText()}` }).check();
    await page.getByLabel("Note, if there is something to say").fill("Rang twice");
    await page.getByRole("button", { name: "Mark done", exact: true }).last().click();
    await arrived(page.getByText(`Marked 2 follow-ups done: no answer. ${nextTryText()}`));
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      filter: "overdue",
      quality: "NONE",
      sort: "oldest",
    });
    await expect.poll(() => dateOf("old")).toBe(nextTry());
    expect(await activities("inactive")).toMatchObject([{ action: "done", outcome: "noAnswer", text: "Rang twice" }]);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await arrived(page.getByText("Put back 2 follow-ups"));
    expect(await dateOf("old")).toBe(addDays(world.today, -9));
    expect(problems).toEqual([]);
  },
);

test("from a row's menu, for that row alone, and without scripts on its own page", { timeout: 60_000 }, async () => {
  await open("/follow-ups?filter=all", true);
  await page.getByRole("checkbox", { name: "Select Sara" }).check();
  await page.getByRole("button", { name: "More actions for Olga Old" }).click();
  await page.getByRole("link", { name: "Done as…, Olga Old" }).click();
  await dialog("Olga Old").getByRole("radio", { name: "Left message" }).check();
  await dialog("Olga Old").getByRole("button", { name: "Mark done" }).click();
  await arrived(page.getByText(/Marked Olga Old done: left message\. Next try /));
  expect(await dateOf("old")).toBe(addDays(world.today, 2));
  expect(await dateOf("shared")).toBe(addDays(world.today, -2));

  await beginAnew();
  await open("/follow-ups?filter=all", false);
  await page.getByRole("button", { name: "More actions for Olga Old" }).click();
  await page.waitForURL("**/contacts/old");
  await page.getByRole("link", { name: "Mark Olga Old done as…" }).click();
  await page.getByLabel("What came of it").selectOption("Left message");
  await page.getByRole("button", { name: "Add to timeline" }).click();
  await arrived(page.getByText(/Marked Olga Old done: left message\. Next try /));
  expect(await dateOf("old")).toBe(addDays(world.today, 2));
});

test("by Shift and d, with the keyboard alone; the row says which try comes", { timeout: 60_000 }, async () => {
  await plantTries("hot-old", 2);
  await open("/follow-ups?filter=overdue", true);
  await arrived(page.getByText("Follow-up overdue by 4 days · 3rd try"));
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+D");
  await dialog("Hana Hot").waitFor();
  for (const key of ["ArrowDown", "ArrowDown", "Tab"]) await page.keyboard.press(key);
  await page.keyboard.type("Rang, d and s");
  await page.keyboard.press("Enter");
  await arrived(page.getByText(`Marked Hana Hot done: no answer. ${nextTryText()}`));
  expect(await focused()).toBe("Select Olga Old");
  expect((await activities("hot-old")).at(-1)).toMatchObject({ outcome: "noAnswer", text: "Rang, d and s" });
  await page.keyboard.press("z");
  await arrived(page.getByText("Put back 1 follow-up"));
  await arrived(page.getByText("Follow-up overdue by 4 days · 3rd try"));
  // Escape changes nothing, and another row begins with nothing said.
  await page.keyboard.press("Shift+D");
  await dialog("Olga Old").waitFor();
  await page.keyboard.press("Escape");
  await dialog("Olga Old").waitFor({ state: "detached" });
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
  await page.keyboard.press("?");
  await arrived(page.getByText("Mark them done; with Shift say what came of it"));
});

test("the palette offers it for the row", async () => {
  await open("/follow-ups?filter=overdue", true);
  await page.keyboard.press("j");
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "Done as… Hana Hot" }).click();
  await dialog("Hana Hot").waitFor();
});

test.each([false, true])("after the last try it asks whether to nurture (JavaScript: %s)", async (javaScript) => {
  await plantTries("old", 4);
  await open("/follow-ups?filter=overdue", javaScript);
  await arrived(page.getByText("Follow-up overdue by 9 days · 5th try"));
  await page.getByRole("checkbox", { name: "Select Olga Old" }).click();
  await bar().getByRole("button", { name: "Done as…" }).click();
  await page.getByRole("radio", { name: "No answer" }).check();
  await page.getByRole("button", { name: "Mark done", exact: true }).last().click();
  await arrived(page.getByText("Marked Olga Old done: no answer", { exact: true }));
  expect(await dateOf("old")).toBeNull();
  await page.getByRole("button", { name: "Nurture in 30 days?" }).click();
  await arrived(page.getByText("Set the next date of 1 follow-up"));
  expect(await stored("old")).toMatchObject({ nextFollowUpDate: addDays(world.today, 30), leadQuality: "NURTURE" });
});

test.each([false, true])(
  "without a cadence it warns of who has no next date, for one and for many, and sets it in one press (JavaScript: %s)",
  async (javaScript) => {
    await open("/follow-ups?filter=overdue", javaScript);
    await page.getByRole("button", { name: "Mark Olga Old done" }).click();
    await arrived(page.getByText("Marked 1 follow-up done. No next date.", { exact: true }));
    expect(await dateOf("old")).toBeNull();
    await page.getByRole("button", { name: "Next in 30 days" }).click();
    await arrived(page.getByText("Set the next date of 1 follow-up"));
    expect(await dateOf("old")).toBe(addDays(world.today, 30));
    for (const name of ["Hana Hot", "Sara"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    await bar().getByRole("button", { name: "Mark done", exact: true }).click();
    await arrived(page.getByText("Marked 2 follow-ups done. No next date.", { exact: true }));
    await page.getByRole("button", { name: "Next in 30 days" }).click();
    await arrived(page.getByText("Set the next date of 2 follow-ups"));
    expect([await dateOf("hot-old"), await dateOf("shared")]).toEqual(
      [30, 30].map((days) => addDays(world.today, days)),
    );
    await page.getByRole("button", { name: "Undo" }).click();
    await arrived(page.getByText("Put back 2 follow-ups"));
    expect([await dateOf("hot-old"), (await stored("hot-old")).leadQuality]).toEqual([null, "HOT"]);
    expect(problems).toEqual([]);
  },
);

test("all that match, in one go with one undo", { timeout: 120_000 }, async () => {
  const late = { organizationId: world.first, assigneeIds: [world.ann], nextFollowUpDate: addDays(world.today, -1) };
  const { contacts } = trial.connection.database;
  await contacts.insertMany(Array.from({ length: 210 }, (_, n) => contact({ ...late, id: `more-${n}` })));
  await open("/follow-ups?filter=overdue", true);
  await page.keyboard.press("a");
  await page.getByRole("button", { name: "Select all 214" }).click();
  await page.getByText("All 214 selected").waitFor();
  await bar().getByRole("button", { name: "Done as…" }).click();
  await dialog("214 follow-ups").getByRole("radio", { name: "No answer" }).check();
  await dialog("214 follow-ups").getByLabel("Note, if there is something to say").fill("Office closed");
  await dialog("214 follow-ups").getByRole("button", { name: "Mark done" }).click();
  await page.getByText(`Marked 214 follow-ups done: no answer. ${nextTryText()}`).waitFor({ timeout: 60_000 });
  const tried = { organizationId: world.first, nextFollowUpDate: nextTry() };
  expect(await contacts.countDocuments(tried)).toBe(214);
  expect(await trial.connection.database.activities.countDocuments({ text: "Office closed" })).toBe(214);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Put back 214 follow-ups").waitFor({ timeout: 60_000 });
  expect(await contacts.countDocuments(tried)).toBe(0);
});

test("who isn't interested gets the lead quality that is asked for then alone", async () => {
  await open("/follow-ups?filter=hot", true);
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+D");
  const quality = dialog("Hana Hot").getByLabel("Lead quality from now on");
  expect(await quality.isVisible()).toBe(false);
  await dialog("Hana Hot").getByRole("radio", { name: "Not interested" }).check();
  await quality.selectOption("Cold");
  await dialog("Hana Hot").getByRole("button", { name: "Mark done" }).click();
  await arrived(page.getByText("Marked Hana Hot done: not interested"));
  expect(await stored("hot-old")).toMatchObject({ nextFollowUpDate: null, cadenceDays: 0, leadQuality: "COLD" });
});

test("what can't be kept is told where it was typed, and what the server can't be told is kept for Retry", async () => {
  await open("/follow-ups?filter=overdue", true);
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+D");
  const note = dialog("Hana Hot").getByLabel("Note, if there is something to say");
  await note.fill(`Kept ${"x".repeat(500)}`);
  await dialog("Hana Hot").getByRole("radio", { name: "Met" }).check();
  await dialog("Hana Hot").getByRole("button", { name: "Mark done" }).click();
  await arrived(dialog("Hana Hot").getByRole("alert"));
  expect(await dialog("Hana Hot").getByRole("alert").textContent()).toBe("A note has at most 500 characters here.");
  expect(await note.inputValue()).toMatch(/^Kept x/);
  await note.fill("Kept words");
  await page.route("**/api/follow-ups/due", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  await dialog("Hana Hot").getByRole("button", { name: "Mark done" }).click();
  const retry = page.getByRole("button", { name: "Retry" });
  await retry.waitFor();
  await page.unroute("**/api/follow-ups/due");
  await retry.click();
  await arrived(page.getByText("Marked Hana Hot done: met"));
  expect(await activities("hot-old")).toMatchObject([{ outcome: "met", text: "Kept words" }]);
});

test("one at a time asks before what was chosen is lost with its contact", async () => {
  await open("/follow-ups/work?filter=overdue", true);
  await page.getByLabel("What came of it").selectOption("No answer");
  const asked: string[] = [];
  page.on("dialog", (question) => {
    asked.push(question.message());
    void question.dismiss();
  });
  await page.getByRole("button", { name: "Mark Hana Hot done", exact: true }).click();
  await expect.poll(() => asked).toEqual(["Your note isn’t saved yet. Leave without it?"]);
  expect(await page.getByLabel("What came of it").inputValue()).toBe("noAnswer");
  expect(await dateOf("hot-old")).toBe(addDays(world.today, -4));
});

test.each([false, true])(
  "the dashboard's row says which try comes, as the hub's (JavaScript: %s)",
  async (javaScript) => {
    await plantTries("hot-old", 2);
    await openPage("/dashboard", { javaScript });
    if (javaScript) await arrived(page.locator("follow-up-panel:state(rows)"));
    await arrived(page.getByText("Follow-up overdue by 4 days · 3rd try").filter({ visible: true }));
    await page.getByRole("button", { name: "Mark Sara done" }).filter({ visible: true }).click();
    await arrived(page.locator('follow-up-row[contact-name="Hana Hot"]:visible'));
    await arrived(page.getByText("Follow-up overdue by 4 days · 3rd try").filter({ visible: true }));
  },
);

test.each([false, true])("one at a time, with what was said (JavaScript: %s)", async (javaScript) => {
  await plantTries("hot-old", 1);
  await open("/follow-ups/work?filter=overdue", javaScript);
  await arrived(page.getByText("Follow-up overdue by 4 days · 2nd try"));
  if (javaScript) {
    await page.keyboard.press("Shift+D");
    expect(await page.evaluate(() => (document.activeElement as HTMLSelectElement).name)).toBe("outcome");
  } else await page.getByRole("link", { name: "Mark Hana Hot done as…" }).click();
  await page.getByLabel("What came of it").selectOption("No answer");
  await page.getByRole("button", { name: "Add to timeline" }).click();
  await arrived(page.getByText(`Marked Hana Hot done: no answer. ${nextTryText()}`));
  await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
  expect(await dateOf("hot-old")).toBe(nextTry());
  expect((await activities("hot-old")).map(({ action }) => action)).toEqual(["done", "done"]);
  // The next one begins with nothing said.
  expect(await page.getByLabel("What came of it").inputValue()).toBe("");
  await page.goto(`${trial.server.origin}/follow-ups/done`);
  await arrived(page.getByText(/Marked done: no answer, next on /).first());
});
