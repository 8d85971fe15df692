import { beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { ALL_ROWS, findings } from "../support/axe.ts";
import { hubForEachTest, openPage, openSignedOut, page, profile, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

hubForEachTest();
beforeEach(async () => {
  const { users } = trial.connection.database;
  await users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
});

const signIn = async (path: string, email = "ann@example.com") => {
  await openPage(path, { javaScript: true, email });
};
const go = async (path: string) => {
  await page.goto(trial.server.origin + path);
  await page.getByRole("heading", { level: 1 }).waitFor();
};
const nothingFound = async (state: string, widths?: number[], excluded?: string) =>
  expect(await findings(page, widths, excluded), state).toEqual([]);
const visit = async (...paths: string[]) => {
  for (const path of paths) {
    await go(path);
    await nothingFound(path);
  }
};
/** Many more that are due, so that not all of them are shown. */
const plantMany = () =>
  trial.connection.database.contacts.insertMany(
    Array.from({ length: 210 }, (_, n) =>
      contact({
        organizationId: world.first,
        assigneeIds: [world.ann],
        id: `more-${n}`,
        nextFollowUpDate: addDays(world.today, -1),
      }),
    ),
  );

test("the hub: its menus, its dialogs and what it says", async () => {
  await signIn("/follow-ups?filter=all");
  await page.getByRole("button", { name: "Keys" }).waitFor();
  await nothingFound("the list");
  await page.locator("summary", { hasText: "Account" }).click();
  await nothingFound("the account menu");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More actions for Hana Hot" }).click();
  await nothingFound("a row's menu");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await nothingFound("the keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  await nothingFound("a selection");
  await page.locator(".bulk-bar summary").click();
  await nothingFound("the selection's menu");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+S");
  await page.getByRole("dialog", { name: "Snooze 6 follow-ups to" }).waitFor();
  await nothingFound("the snooze dialog");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+D");
  const doneAs = page.getByRole("dialog", { name: "Mark 6 follow-ups done as" });
  await doneAs.getByRole("radio", { name: "Not interested" }).check();
  await doneAs.getByLabel("Note").fill("x".repeat(501));
  await doneAs.getByRole("button", { name: "Mark done" }).click();
  await doneAs.getByRole("alert").waitFor();
  await nothingFound("the dialog for what came of it");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByText("Marked 1 follow-up done").waitFor();
  await page.getByRole("button", { name: "Undo" }).focus();
  await nothingFound("what was done");
  await page.route("**/api/follow-ups/due", (route) => route.abort());
  await page.getByRole("button", { name: "Mark Sara done" }).click();
  await page.getByRole("button", { name: "Retry" }).waitFor();
  await nothingFound("a failure");
});

test("the hub with more than it shows, under way, and with nothing", async () => {
  await plantMany();
  await signIn("/follow-ups?filter=all");
  await page.getByRole("button", { name: "Keys" }).waitFor();
  await page.keyboard.press("a");
  await page.getByRole("button", { name: "Select all 216" }).click();
  // Two hundred rows take axe seconds at each width.
  await nothingFound("all that match", [390]);
  let goOn: () => void = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route("**/api/follow-ups/due", async (route) => {
    if (route.request().method() === "PATCH") await held;
    await route.continue();
  });
  // More than ten are marked done after a question.
  page.once("dialog", (question) => void question.accept());
  await page.keyboard.press("d");
  await page.getByRole("button", { name: "Stop" }).waitFor();
  await nothingFound("a run over all", [1280], ALL_ROWS);
  goOn();
  await page.getByRole("heading", { name: "All caught up" }).waitFor();
  await nothingFound("all done");
  await go("/follow-ups?filter=all");
  await nothingFound("nothing due");
  await go("/dashboard");
  await page.locator("follow-up-panel:state(empty)").waitFor();
  await nothingFound("an empty panel");
  await visit("/follow-ups/work?filter=all");
});

test("one at a time, upcoming, the dashboard", async () => {
  await signIn("/follow-ups/work?filter=all");
  await nothingFound("one at a time");
  await page.getByRole("button", { name: "Mark Hana Hot done" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await nothingFound("one at a time, with Undo");
  await visit("/follow-ups/work?filter=today&skipped=today&skipped=hot-today", "/follow-ups/upcoming", "/dashboard");
  await trial.connection.database.contacts.deleteMany({ id: { $ne: "old" } });
  await visit("/follow-ups?filter=hot", "/follow-ups/upcoming", "/follow-ups/done");
  await visit("/follow-ups/spread?days=2&perDay=5", "/follow-ups/spread?days=0");
  await visit("/follow-ups/done-as?personIds=old", "/follow-ups/done-as");
});

test("the team’s day, a member's list, who is away, spreading and reassigning", async () => {
  const { absences } = trial.connection.database;
  const away = { organizationId: world.first, standInId: world.ann, setBy: world.bob, createdAt: new Date() };
  const days = {
    from: addDays(world.today, -1),
    until: addDays(world.today, 3),
    expiresAt: new Date(Date.now() + 1e9),
  };
  await absences.insertOne({ _id: "absence_of_bob", userId: world.bob, ...away, ...days });
  const whose = `for=${world.bob}`;
  await signIn("/team");
  await visit("/team", `/follow-ups?filter=all&${whose}`, "/follow-ups?filter=all", `/follow-ups/done?${whose}`);
  await visit(`/follow-ups/reassign?filter=all&${whose}`, `/follow-ups/spread?days=2&perDay=5&${whose}`);
  await visit(`/away?${whose}`, "/away");
  await page.getByRole("button", { name: "Say that I am away" }).click();
  await page.getByRole("alert").waitFor();
  await nothingFound("an absence that can't be");
});

test("a day in words: as it is typed, and one that nobody understands", async () => {
  await signIn("/follow-ups?filter=all");
  await page.getByRole("button", { name: "Keys" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+S");
  const dialog = page.getByRole("dialog", { name: /^Snooze/ });
  const words = dialog.getByLabel("Day in words");
  await words.fill("in 2 weeks");
  await dialog.locator("output", { hasText: /\d/ }).waitFor();
  await nothingFound("words, and the day that they mean");
  await words.fill("gibberish");
  await words.press("Enter");
  await dialog.getByRole("alert").waitFor();
  await nothingFound("words that aren't understood");
  await go("/account");
  await page.getByLabel("Day 1 in words").fill("gibberish");
  await page.getByRole("button", { name: "Save days" }).click();
  await page.locator("[aria-invalid]").first().waitFor();
  await nothingFound("a day of one's own that isn't understood");
});

test("contacts, their list and their pages", async () => {
  await signIn("/contacts?select=all");
  await page.getByRole("checkbox", { name: "Select Olga Old" }).waitFor();
  await nothingFound("a selection");
  await page.locator("summary", { hasText: "Assign" }).click();
  await nothingFound("assigning");
  await page.keyboard.press("Escape");
  await page.locator("summary", { hasText: "Follow-up of Olga Old" }).click();
  await nothingFound("a date's choices");
  const photo = page.getByLabel("Photo address");
  /** Types what the server refuses; the browser by itself wouldn't even send it. */
  const typeWrongly = async () => {
    await photo.fill("http://insecure.example/a.png");
    await photo.evaluate((field) => ((field as HTMLInputElement).form!.noValidate = true));
  };
  await visit("/contacts?search=o&leadQuality=HOT", "/contacts?search=zzz", "/contacts/old", "/contacts/old?edit");
  await typeWrongly();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator("[aria-invalid]").waitFor();
  await nothingFound("a wrong address");
  await photo.fill("");
  await page.getByLabel("Company").fill("Mine");
  await trial.connection.database.contacts.updateOne(
    { organizationId: world.first, id: "old" },
    { $set: { company: "Theirs" } },
  );
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Someone else entered: Theirs").waitFor();
  await nothingFound("someone else's edit");
  await visit("/new-contact");
  await page.getByLabel("Name", { exact: true }).fill("Ann");
  await typeWrongly();
  await page.getByRole("button", { name: "Add contact" }).click();
  await page.getByText("Not added yet").waitFor();
  await nothingFound("a contact that can't be added");
});

test("import, from the file to the result", async () => {
  await signIn("/import");
  await nothingFound("upload");
  const lines = ["Record ID,First Name,Last Name,Email", "bad,No,Mail,nobody", "hs-1,Ann,Lee,ann.lee@acme.example"];
  const file = { name: "hubspot.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
  await page.getByLabel("CSV, Excel (.xlsx) or vCard file, at most 60 MB").setInputFiles(file);
  await page.getByRole("button", { name: "Review import" }).click();
  await page.getByRole("heading", { name: "Import hubspot.csv" }).waitFor();
  await nothingFound("preview");
  await page.getByRole("button", { name: "Import 1 contact" }).click();
  await page.getByRole("heading", { name: "Imported" }).waitFor();
  await nothingFound("result");
});

test("account, settings, the API's pages", async () => {
  await signIn("/account");
  await page.getByRole("button", { name: "Create address" }).click();
  await page.getByLabel("Address", { exact: true }).waitFor();
  await nothingFound("calendar");
  await visit("/settings");
  await page.getByLabel("Hot", { exact: true }).fill("-1");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator("[aria-invalid]").waitFor();
  await nothingFound("settings that can't be saved");
  await visit("/api", "/api-keys", "/audit", "/contacts/old/erase", "/nowhere", "/contacts/bobs-and-nobodys");
});

test("members: inviting, one of them, joining", async () => {
  await signIn("/members");
  await page.getByLabel("Email").fill("nobody");
  await page.getByRole("button", { name: "Create invitation" }).click();
  await page.locator("[aria-invalid]").waitFor();
  await nothingFound("somebody who can't be invited");
  await page.getByLabel("Email").fill("dan@example.com");
  await page.getByRole("button", { name: "Create invitation" }).click();
  const link = await page.getByLabel("Address").inputValue();
  await page.getByRole("heading", { name: "Open invitations" }).waitFor();
  await nothingFound("the list, with a link and an invitation");
  await visit(`/members/${world.bob}`);
  await page.getByLabel("Hand over to").selectOption("ann");
  await page.getByRole("button", { name: "Remove bob" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await nothingFound("after a removal, with Undo");
  await visit(new URL(link).pathname);
  await profile.clearCookies();
  await visit(new URL(link).pathname);
});

test("signing in", async () => {
  await openSignedOut({ javaScript: true });
  await go("/contacts?search=o");
  await nothingFound("sign in");
  await page.getByLabel("Email").fill("ann@example.com");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  await nothingFound("refused");
});
