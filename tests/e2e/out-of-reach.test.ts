import { beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { hubForEachTest, openPage, page, profile, trial, world } from "../support/hub-test.ts";

hubForEachTest();
beforeEach(async () => {
  await openPage("/follow-ups?filter=all", { javaScript: true });
  await page.getByRole("button", { name: "Keys" }).waitFor();
});

const OLD = -9;
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const inDays = (days: number) => addDays(world.today, days);
const retry = () => page.getByRole("button", { name: "Retry" });
const markDone = (name: string) => page.getByRole("button", { name: `Mark ${name} done` }).click();
const goTo = (name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
/** Keeps answers back for a while. */
const slow = (address: string, milliseconds: number) =>
  page.route(address, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await route.continue();
  });

test("an undo that fails on another page leaves that page, and waits to be tried again", async () => {
  await markDone("Olga Old");
  await page.getByText("Marked 1 follow-up done").waitFor();
  await goTo("Contacts");
  await page.getByRole("heading", { name: "Contacts" }).waitFor();
  await profile.setOffline(true);
  await page.keyboard.press("z");
  await page.getByText("Not undone.").waitFor();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Contacts");
  await profile.setOffline(false);
  await page.keyboard.press("r");
  await page.getByText("Put back 1 follow-up").waitFor();
  expect(await dateOf("old")).toBe(inDays(OLD));
});

test("an undo of a date that fails is told of once, and the undo key tries it again", async () => {
  await goTo("Contacts");
  await page.locator("summary", { hasText: "Follow-up of Olga Old" }).click();
  await page.getByLabel("Follow-up date for Olga Old").fill(inDays(3));
  await page.getByRole("button", { name: "Set date for Olga Old" }).click();
  await page.getByText("Follow-up set for").waitFor();
  await goTo("Dashboard");
  await page.waitForURL("**/dashboard");
  await profile.setOffline(true);
  for (let times = 0; times < 2; times++) {
    const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("/api/follow-ups/undo"));
    await page.keyboard.press("z");
    await failed;
    await page.getByText("Not undone.").waitFor();
  }
  expect(await page.getByText("Not undone.").count()).toBe(1);
  await profile.setOffline(false);
  await page.keyboard.press("z");
  await page.getByText("Put back 1 follow-up").waitFor();
  expect(await page.getByText("Not undone.").count()).toBe(0);
  expect(await dateOf("old")).toBe(inDays(OLD));
});

test("a page that can't be had says so, keeps Retry, and comes when the connection is back", async () => {
  await profile.setOffline(true);
  await markDone("Olga Old");
  await retry().waitFor();
  await page.keyboard.press("2");
  await page.getByRole("heading", { name: "The server can’t be reached" }).waitFor();
  expect(await retry().count()).toBe(1);
  await profile.setOffline(false);
  await page.getByRole("heading", { name: "Follow-ups" }).waitFor();
  await retry().click();
  await page.getByText("Marked 1 follow-up done").waitFor();
  expect(await dateOf("old")).toBeNull();
});

test("a page that a stopped server can't give comes when the server is there again, though the network never left", async () => {
  await page.route("**/*.data*", (route) => route.abort());
  await page.keyboard.press("2");
  await page.getByRole("heading", { name: "The server can’t be reached" }).waitFor();
  await page.unrouteAll();
  await page.getByRole("heading", { name: "Follow-ups" }).waitFor();
});

test("midnight without a connection changes nothing", async () => {
  await page.clock.install();
  await page.reload();
  await page.getByRole("checkbox", { name: "Select Olga Old" }).check();
  await profile.setOffline(true);
  const asked = page.waitForEvent("requestfailed", (request) => request.url().includes("/api/follow-ups/due"));
  await page.clock.runFor(25 * 3_600_000);
  await asked;
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Follow-ups");
  expect(await page.getByRole("checkbox", { name: "Select Olga Old" }).isChecked()).toBe(true);
});

test("done, undone and done again in one breath is done", async () => {
  await slow("**/api/follow-ups/**", 300);
  await page.keyboard.press("j");
  await page.keyboard.press("d");
  await page.keyboard.press("z");
  await page.getByRole("checkbox", { name: "Select Hana Hot" }).focus();
  await page.keyboard.press("d");
  await expect.poll(() => trial.connection.database.activities.countDocuments({})).toBe(3);
  expect(await dateOf("hot-old")).toBeNull();
  await expect.poll(() => page.locator(`follow-up-row[contact-name="Hana Hot"]`).count()).toBe(0);
});

test("what was done in another way meanwhile isn't tried again", async () => {
  await page.route("**/api/follow-ups/due", (route) =>
    route.request().method() === "GET" ? route.continue() : route.abort(),
  );
  await page.getByRole("button", { name: "Snooze Olga Old" }).click();
  await retry().waitFor();
  await page.unroute("**/api/follow-ups/due");
  await page.getByRole("button", { name: "Snooze Olga Old" }).click();
  await page.getByText("Snoozed 1 follow-up").waitFor();
  expect(await retry().count()).toBe(0);
  expect(await dateOf("old")).toBe(inDays(3));
});

test("the undo key takes back what was done one at a time, then what was done before", async () => {
  await markDone("Hana Hot");
  await page.getByText("Marked 1 follow-up done").waitFor();
  await page.getByRole("link", { name: "One at a time" }).click();
  await page.getByRole("heading", { name: "Ivo Hot", level: 1 }).waitFor();
  await page.keyboard.press("d");
  await page.getByRole("heading", { name: "Olga Old", level: 1 }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keys" }).waitFor();
  await page.keyboard.press("z");
  await expect.poll(() => dateOf("hot-today")).toBe(world.today);
  expect(await dateOf("hot-old")).toBeNull();
  await page.keyboard.press("z");
  await expect.poll(() => dateOf("hot-old")).toBe(inDays(-4));
});

test("the undo key takes back what the panel on the dashboard did, and the panel shows it", async () => {
  await markDone("Hana Hot");
  await page.getByText("Marked 1 follow-up done").waitFor();
  await goTo("Dashboard");
  await page.locator("follow-up-panel:state(rows)").waitFor();
  await markDone("Olga Old");
  await expect.poll(() => dateOf("old")).toBeNull();
  const names = () =>
    page
      .locator("[part=list] > li:not([inert]) > follow-up-row")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("contact-name")));
  await expect.poll(names).toEqual(["Ivo Hot", "Sara", "Ines Idle", "Tara Today"]);
  await page.keyboard.press("z");
  await expect.poll(names).toEqual(["Ivo Hot", "Olga Old", "Sara", "Ines Idle", "Tara Today"]);
  await page.keyboard.press("z");
  await expect.poll(names).toEqual(["Hana Hot", "Ivo Hot", "Olga Old", "Sara", "Ines Idle", "Tara Today"]);
});

test("a second click on Undo undoes nothing more, and takes nothing back of what is told", async () => {
  await markDone("Sara");
  await page.getByText("Marked 1 follow-up done").waitFor();
  await markDone("Olga Old");
  await expect.poll(() => dateOf("old")).toBeNull();
  await slow("**/api/follow-ups/undo", 200);
  await page.getByRole("button", { name: "Undo" }).dblclick();
  await page.getByText("Put back 1 follow-up").waitFor();
  expect(await dateOf("old")).toBe(inDays(OLD));
  expect(await dateOf("shared")).toBeNull();
});

test("what is typed stays where it can't be sent, and is sent later", async () => {
  await page.goto(`${trial.server.origin}/contacts/old?edit`);
  await page.getByLabel("Company").fill("Acme É");
  await page.getByRole("textbox", { name: "Email" }).fill("josé@example.com");
  await page.route("**/contacts/old.data**", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("No answer came: it may have been saved.").waitFor();
  expect(await page.getByLabel("Company").inputValue()).toBe("Acme É");
  await page.getByLabel("What was said").fill("Spoke for long");
  await profile.setOffline(true);
  await page.getByRole("button", { name: "Add to timeline" }).click();
  await page.getByText("The note isn’t added yet. You are offline.").waitFor();
  expect(await page.getByLabel("What was said").inputValue()).toBe("Spoke for long");
  await profile.setOffline(false);
  await page.unroute("**/contacts/old.data**");
  await retry().click();
  await page.getByText("Added to the timeline").waitFor();
  expect(await page.getByLabel("Company").inputValue()).toBe("Acme É");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved", { exact: true }).waitFor();
  const { company, email } = (await trial.connection.database.contacts.findOne({
    organizationId: world.first,
    id: "old",
  }))!;
  expect({ company, email }).toEqual({ company: "Acme É", email: "josé@example.com" });
});

test("a secret whose answer is lost is shown when its form is sent again, and is made once", async () => {
  const { first: organizationId } = world;
  const admin = { $set: { memberships: [{ organizationId, role: "admin" as const }] } };
  await trial.connection.database.users.updateOne({ _id: world.ann }, admin);
  const forms = [
    { path: "/api-keys", button: "Create key", label: "Key", kind: "apiKeyMade" as const },
    { path: "/members", button: "Create invitation", label: "Address", kind: "memberInvited" as const },
    { path: "/account", button: "Create address", label: "Address", kind: "calendarAddressMade" as const },
  ];
  for (const { path, button, label, kind } of forms) {
    await page.goto(trial.server.origin + path);
    if (path === "/members") await page.getByLabel("Email").fill("new@example.com");
    if (path === "/api-keys") {
      await page.getByLabel("What is it for?").fill("Ours");
      await page.getByLabel(/^Contacts/).check();
    }
    const address = new RegExp(`${path}(/calendar)?\\.data`);
    await page.route(address, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      await route.fetch({ maxRedirects: 0 });
      return route.abort();
    });
    await page.getByRole("button", { name: button }).click();
    await page.getByText("No answer came: it may have been saved.").waitFor();
    await page.unroute(address);
    await page.getByRole("button", { name: button }).click();
    expect(await page.getByLabel(label, { exact: true }).inputValue()).toMatch(/^(fuh_|http)/);
    expect(await trial.connection.database.auditEvents.countDocuments({ organizationId, kind })).toBe(1);
  }
});
