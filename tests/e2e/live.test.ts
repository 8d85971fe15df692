import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { startHubTrial, type HubTrial } from "../support/hub-trial.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";
import type { Page } from "playwright-core";

let trial: HubTrial;
let world: TwoOrganizations;

beforeAll(async () => {
  trial = await startHubTrial({ killable: true });
});
afterAll(() => trial.stop());
beforeEach(async () => {
  world = await trial.replant();
});

const names = (page: Page) =>
  page.locator("follow-up-row").evaluateAll((all) => all.map((row) => row.getAttribute("contact-name")));
const open = async () => {
  const { page } = await trial.signIn("/follow-ups?filter=all", { javaScript: true });
  await page.getByRole("button", { name: "Keys" }).waitFor();
  return page;
};

test("what one browser clears leaves the other, and its selection stays", async () => {
  const [one, other] = [await open(), await open()];
  await other.getByRole("checkbox", { name: "Select Sara" }).check();
  await other.getByRole("button", { name: "Snooze Ines Idle" }).focus();
  await one.getByRole("button", { name: "Mark Olga Old done" }).click();
  await other.getByRole("link", { name: "All 5" }).waitFor({ timeout: 2_000 });
  expect(await names(other)).not.toContain("Olga Old");
  expect(await other.getByRole("checkbox", { name: "Select Sara" }).isChecked()).toBe(true);
  expect(await other.evaluate(() => document.activeElement?.textContent)).toBe("Snooze Ines Idle");
  await one.context().close();
  await other.context().close();
});

test("where another browser clears the focused row, the next one has the focus, and at last the heading", async () => {
  const [one, other] = [await open(), await open()];
  const focused = () => other.evaluate(() => document.activeElement?.textContent);
  await other.getByRole("button", { name: "Snooze Ivo Hot" }).focus();
  await one.getByRole("button", { name: "Mark Ivo Hot done" }).click();
  await expect.poll(focused).toBe("Snooze Olga Old");
  // Who has gone elsewhere isn't fetched back.
  await other.getByRole("heading", { level: 1 }).click();
  await one.getByRole("button", { name: "Mark Olga Old done" }).click();
  await other.getByRole("link", { name: "All 4" }).waitFor();
  expect(await other.evaluate(() => document.activeElement === document.body)).toBe(true);
  await other.getByRole("checkbox", { name: "Select Sara" }).focus();
  await one.keyboard.press("a");
  await one.keyboard.press("d");
  await expect.poll(focused).toBe("All caught up");
  await one.context().close();
  await other.context().close();
});

test("a row that another browser changes keeps its menu's button, and the page its place", async () => {
  const [one, other] = [await open(), await open()];
  const menuOf = (page: Page) => page.getByRole("button", { name: "More actions for Olga Old" });
  const menu = other.locator("follow-up-menu");
  await menuOf(other).click();
  await menu.locator("[part=items]").waitFor();
  await menuOf(one).click();
  await one.getByRole("button", { name: "Lead quality of Olga Old: Cold" }).click();
  await other.locator("follow-up-row[contact-name='Olga Old'][lead-quality=COLD]").waitFor();
  await other.keyboard.press("Escape");
  const focused = () => other.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.ariaLabel);
  await expect.poll(focused).toBe("More actions for Olga Old");

  await menuOf(other).click();
  await menu.locator("[part=items]").waitFor();
  await menuOf(other).click();
  await menu.locator("[part=items]").waitFor({ state: "hidden" });
  await one.context().close();
  await other.context().close();
});

test("answers that come late and out of order leave the screen as the database is", async () => {
  const page = await open();
  let wait = 900;
  await page.route("**/api/follow-ups/due**", async (route) => {
    wait -= 250;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
    await route.continue();
  });
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByRole("button", { name: "Snooze Sara", exact: true }).click();
  await page.getByRole("button", { name: "Mark Tara Today done" }).click();
  await expect.poll(() => names(page)).toEqual(["Hana Hot", "Ivo Hot", "Ines Idle"]);
  const { contacts } = trial.connection.database;
  const mine = { organizationId: world.first, assigneeIds: world.ann, status: { $ne: "ARCHIVED" as const } };
  const due = { ...mine, nextFollowUpDate: { $lte: world.today } };
  await expect.poll(() => contacts.countDocuments(due)).toBe(3);
  await page.waitForTimeout(1_500);
  expect(await names(page)).toEqual(["Hana Hot", "Ivo Hot", "Ines Idle"]);
  await page.context().close();
});

/** The names that are due in the database, most urgent first, as the screen has to show them. */
const dueNames = async () => {
  const due = { nextFollowUpDate: { $ne: null, $lte: world.today }, status: { $ne: "ARCHIVED" as const } };
  const mine = { organizationId: world.first, assigneeIds: world.ann, ...due };
  return (await trial.connection.database.contacts.find(mine).toArray()).map(({ name }) => name).sort();
};
const endsEqual = async (page: Page) => {
  const wanted = await dueNames();
  await expect.poll(async () => (await names(page)).sort()).toEqual(wanted);
};

test("with the server killed in mid-action the rows come back, and Retry works when it is up again", async () => {
  const page = await open();
  await trial.kill();
  const before = await names(page);
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByRole("button", { name: "Snooze Sara", exact: true }).click();
  await page.getByText("2 changes may not have been saved. The server can't be reached.").waitFor();
  expect(await names(page)).toEqual(before);
  await trial.restart();
  // What works meanwhile hides nothing of what failed.
  await page.getByRole("button", { name: "Mark Tara Today done" }).click();
  await page.getByText("Marked 1 follow-up done").waitFor();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect.poll(dueNames).toEqual(["Hana Hot", "Ines Idle", "Ivo Hot"]);
  await endsEqual(page);
  await page.context().close();
});

test("with the server killed while it works on an action, the screen ends equal to the database", async () => {
  const page = await open();
  await page.route("**/api/follow-ups/due", async (route) => {
    const sent = route.continue();
    setTimeout(() => trial.server.process.kill("SIGKILL"), 3);
    await sent;
  });
  const exit = once(trial.server.process, "exit");
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await exit;
  await page.unroute("**/api/follow-ups/due");
  await trial.restart();
  await endsEqual(page);
  await page.context().close();
});

test("where an answer is lost, what was done shows, and Retry does it no second time", async () => {
  const page = await open();
  await page.route("**/api/follow-ups/due", async (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Snooze Olga Old", exact: true }).click();
  await page.getByText("That may not have been saved. The server can't be reached.").waitFor();
  await expect.poll(() => names(page)).not.toContain("Olga Old");
  await page.unroute("**/api/follow-ups/due");
  await page.getByRole("button", { name: "Retry" }).click();
  await page.getByText("Snoozed 1 follow-up").waitFor();
  const { contacts, activities } = trial.connection.database;
  const old = await contacts.findOne({ organizationId: world.first, id: "old" });
  expect(old!.nextFollowUpDate).toBe(addDays(world.today, 3));
  expect(await activities.countDocuments({ contactId: "old" })).toBe(1);
  await endsEqual(page);
  await page.context().close();
});

test("a page that was left open acts in no organization that another tab has switched to", async () => {
  const { users, contacts, activities } = trial.connection.database;
  await users.updateOne(
    { _id: world.ann },
    { $push: { memberships: { organizationId: world.second, role: "member" } } },
  );
  const page = await open();
  // Told of the change, a page would go to the other organization by itself.
  await page.context().route("**/api/follow-ups/changes*", () => undefined);
  await page.reload();
  await page.getByRole("button", { name: "Keys" }).waitFor();
  const dashboard = await page.context().newPage();
  await dashboard.goto(`${trial.server.origin}/dashboard`);
  await dashboard.locator("follow-up-panel:state(rows)").waitFor();
  const other = await page.context().newPage();
  await other.goto(`${trial.server.origin}/contacts`);
  await other.locator("summary", { hasText: "Account" }).click();
  await other.getByRole("button", { name: "second" }).click();
  await other.locator("summary", { hasText: "second" }).waitFor();
  for (const each of [page, dashboard]) {
    await each.getByRole("button", { name: "Mark Olga Old done" }).click();
    await each.locator("summary", { hasText: "second" }).waitFor();
  }
  for (const organizationId of [world.first, world.second]) {
    expect((await contacts.findOne({ organizationId, id: "old" }))!.nextFollowUpDate).not.toBeNull();
  }
  expect(await activities.countDocuments({})).toBe(0);
  await page.context().close();
});

test("while something is on its way, leaving the site asks whether to", async () => {
  const page = await open();
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/api/follow-ups/due", async (route) => {
    if (route.request().method() === "PATCH") await held;
    await route.continue();
  });
  const asked: string[] = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  letGo();
  await page.getByText("Marked 1 follow-up done").waitFor();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => page.isClosed()).toBe(true);
  expect(asked).toHaveLength(1);
  await page.context().close();
});

test("a device that slept over midnight learns from the list that it is another day", async () => {
  const page = await open();
  const loaded = page.waitForRequest((request) => request.url().includes("/follow-ups.data"));
  await page.route("**/api/follow-ups/due**", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), today: addDays(world.today, 1) } });
  });
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await loaded;
  await page.context().close();
});

test("a server that doesn't answer is given up, and the row is back with Retry", async () => {
  const page = await open();
  await page.evaluate(() => {
    AbortSignal.timeout = () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 200);
      return controller.signal;
    };
  });
  trial.server.process.kill("SIGSTOP");
  await page.getByRole("button", { name: "Mark Olga Old done" }).click();
  await page.getByRole("button", { name: "Retry" }).waitFor();
  expect(await names(page)).toContain("Olga Old");
  trial.server.process.kill("SIGCONT");
  await page.context().close();
});

// The last one, as it leaves no server.
test("a stream of changes doesn't keep the server from stopping", async () => {
  const page = await open();
  const exit = once(trial.server.process, "exit");
  trial.server.process.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
  await page.context().close();
});
