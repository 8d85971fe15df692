import { beforeEach, describe, expect, test } from "vitest";
import { NO_CADENCE, type CadenceSettings } from "../../app/domain/cadence.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { dayAndMonth } from "../../app/domain/date-text.ts";
import { signIn } from "../support/browser-session.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";

hubForEachTest();
beforeEach(async () => {
  await useCadence({ byLeadQuality: { ...NO_CADENCE.byLeadQuality, HOT: 7, none: 10 } });
});

const useCadence = (cadence: Partial<CadenceSettings>) =>
  trial.connection.database.organizations.updateOne(
    { _id: world.first },
    { $set: { cadence: { ...NO_CADENCE, ...cadence } } },
  );
const makeAdmin = () =>
  trial.connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
const open = async (path: string, javaScript: boolean) => {
  await openPage(path, { javaScript });
  if (javaScript && path.startsWith("/follow-ups?")) await arrived(page.getByRole("button", { name: "Keys" }));
};
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const inDays = (days: number) => addDays(world.today, days);
const said = (days: number) => dayAndMonth(inDays(days), world.today, "en-GB");

describe.each([{ javaScript: false }, { javaScript: true }])("with JavaScript $javaScript", ({ javaScript }) => {
  test("done offers the next date in one click, for one and for many; each can be undone", async () => {
    await open("/follow-ups?filter=all", javaScript);
    // Cold leads have no cadence.
    await page.getByRole("button", { name: "Mark Tara Today done" }).click();
    await arrived(page.getByText("Marked 1 follow-up done. No next date."));
    expect(await page.getByRole("button", { name: /^Next/ }).allTextContents()).toEqual([
      expect.stringContaining("Next in 30 days"),
    ]);
    await page.getByRole("button", { name: "Undo" }).click();
    await arrived(page.getByText("Put back 1 follow-up"));

    await page.getByRole("button", { name: "Mark Hana Hot done" }).click();
    await arrived(page.getByText("Marked 1 follow-up done"));
    expect(await dateOf("hot-old")).toBeNull();
    await page.getByRole("button", { name: `Next: ${said(7)}` }).click();
    await arrived(page.getByText("Set the next date of 1 follow-up"));
    expect(await dateOf("hot-old")).toBe(inDays(7));
    await page.getByRole("button", { name: "Undo" }).click();
    await arrived(page.getByText("Put back 1 follow-up"));
    expect(await dateOf("hot-old")).toBeNull();

    for (const name of ["Ivo Hot", "Olga Old", "Tara Today"]) {
      await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    }
    const bar = page.getByRole("group", { name: "Selected follow-ups" });
    await bar.getByRole("button", { name: "Mark done" }).click();
    await arrived(page.getByText("Marked 3 follow-ups done. No next date for 1."));
    await page.getByRole("button", { name: `Next for 2: ${said(7)} – ${said(10)}` }).click();
    await arrived(page.getByText("Set the next date of 2 follow-ups"));
    expect([await dateOf("hot-today"), await dateOf("old"), await dateOf("today")]).toEqual([
      inDays(7),
      inDays(10),
      null,
    ]);
  });

  test("set by itself where the organization has switched that on", async () => {
    await useCadence({ byLeadQuality: { ...NO_CADENCE.byLeadQuality, HOT: 7 }, automatic: true });
    await open("/follow-ups?filter=all", javaScript);
    await page.getByRole("button", { name: "Mark Hana Hot done" }).click();
    await arrived(page.getByText(`Marked 1 follow-up done. Next: ${said(7)}`));
    expect(await page.getByRole("button", { name: /^Next/ }).count()).toBe(0);
    expect(await dateOf("hot-old")).toBe(inDays(7));
    await page.getByRole("button", { name: "Undo" }).click();
    await arrived(page.getByText("Put back 1 follow-up"));
    expect(await dateOf("hot-old")).toBe(inDays(-4));
  });

  test("one at a time offers it too", async () => {
    await open("/follow-ups/work?filter=all&skip=0", javaScript);
    await page.getByRole("button", { name: "Mark Hana Hot done" }).click();
    const next = page.getByRole("button", { name: `Next: ${said(7)}` });
    await arrived(next);
    if (javaScript) await page.keyboard.press("n");
    else await next.click();
    await arrived(page.getByText("Set the next date of 1 follow-up"));
    expect(await dateOf("hot-old")).toBe(inDays(7));
    expect(new URL(page.url()).pathname).toBe("/follow-ups/work");
  });

  test("an admin sets the organization's cadence; what is wrong is named and nothing typed is lost", async () => {
    await makeAdmin();
    await open("/follow-ups?filter=all", javaScript);
    await page.locator("summary", { hasText: "Account" }).click();
    await page.getByRole("link", { name: "Organization settings" }).click();
    await arrived(page.getByRole("heading", { name: "Organization settings" }));
    await page.getByLabel("Name", { exact: true }).fill("First & Co");
    await page.getByLabel("Warm").fill("900");
    await page.getByLabel("Hot", { exact: true }).fill("");
    await page.getByLabel("The day it was due").check();
    await page.getByLabel("Move Saturdays and Sundays to Monday").check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await arrived(page.getByText("A whole number of days from 1 to 730"));
    expect(await page.getByLabel("Warm").getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("First & Co");
    expect(await page.getByLabel("Move Saturdays and Sundays to Monday").isChecked()).toBe(true);
    await page.getByLabel("Warm").fill("21");
    await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await arrived(page.getByText("Settings saved"));
    expect(await trial.connection.database.organizations.findOne({ _id: world.first })).toMatchObject({
      name: "First & Co",
      timeZone: "Asia/Tokyo",
      cadence: {
        byLeadQuality: { HOT: null, WARM: 21, COLD: null, NURTURE: null, none: 10 },
        from: "previous",
        skipWeekends: true,
        automatic: false,
      },
    });
    expect(await page.getByLabel("Warm").inputValue()).toBe("21");
  });

  test("a contact has its own cadence", async () => {
    await open("/contacts/hot-old", javaScript);
    await arrived(page.getByText("Every 7 days, as for every Hot lead"));
    const openForm = async () => {
      const field = page.getByLabel("Every how many days");
      if (!(await field.isVisible())) await page.locator("summary", { hasText: "Cadence" }).click();
      return field;
    };
    await (await openForm()).fill("30");
    await page.getByRole("button", { name: "Set cadence" }).click();
    await arrived(page.getByText("Every 30 days, set for this contact"));
    await openForm();
    await page.getByRole("button", { name: "No cadence" }).click();
    await arrived(page.getByText("None, set for this contact"));
    await openForm();
    await page.getByRole("button", { name: "By lead quality (every 7 days)" }).click();
    await arrived(page.getByText("Every 7 days, as for every Hot lead"));
    const { contacts } = trial.connection.database;
    expect(await contacts.findOne({ organizationId: world.first, id: "hot-old" })).toMatchObject({ cadenceDays: null });
  });

  test("settings are for admins", async () => {
    await open("/follow-ups?filter=all", javaScript);
    await page.locator("summary", { hasText: "Account" }).click();
    expect(await page.getByRole("link", { name: "Organization settings" }).count()).toBe(0);
    const answer = await page.goto(`${trial.server.origin}/settings`);
    expect(answer!.status()).toBe(403);
    await arrived(page.getByText("Only an admin"));
  });
});

test("by keyboard: d, then n, and z takes back one after the other", async () => {
  await open("/follow-ups?filter=all", true);
  await page.keyboard.press("j");
  await page.keyboard.press("d");
  await arrived(page.getByRole("button", { name: `Next: ${said(7)}` }));
  await page.keyboard.press("n");
  await arrived(page.getByText("Set the next date of 1 follow-up"));
  expect(await dateOf("hot-old")).toBe(inDays(7));
  await page.keyboard.press("z");
  await expect.poll(() => dateOf("hot-old")).toBeNull();
  await page.keyboard.press("z");
  await expect.poll(() => dateOf("hot-old")).toBe(inDays(-4));
});

test("what is posted by hand is checked: somebody else's contact, a member's settings, an unknown operation", async () => {
  await open("/follow-ups?filter=all", true);
  const { origin } = trial.server;
  const ann = await signIn(origin, "ann@example.com");
  const post = (path: string, fields: Record<string, string>) =>
    ann.fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { Origin: origin } });
  expect((await post("/contacts/bobs/lead-quality", { leadQuality: "HOT" })).status).toBe(404);
  expect((await post("/contacts/old/lead-quality", { leadQuality: "BOILING" })).status).toBe(400);
  expect((await post("/contacts/bobs/cadence", { intent: "set", days: "3" })).status).toBe(404);
  expect((await post("/settings", { name: "Mine" })).status).toBe(403);
  const away = await post("/contacts/old/lead-quality", { leadQuality: "", redirectTo: "https://elsewhere.example/" });
  expect(away.headers.get("Location")).toBe("/contacts/old");

  const next = await ann.api("/api/follow-ups/next", "POST", { operationId: "op_unknown" });
  expect([next.status, next.body.error?.code]).toEqual([404, "not_found"]);
  expect((await ann.api("/api/follow-ups/next", "POST", {})).status).toBe(400);
  expect((await ann.api("/api/follow-ups/next", "PATCH", {})).status).toBe(405);
  const quality = await ann.api("/api/follow-ups/lead-quality", "PATCH", { personId: "bobs", leadQuality: "HOT" });
  expect(quality.status).toBe(404);
  const done = await ann.api("/api/follow-ups/due", "PATCH", { personIds: ["hot-old", "today"], action: "done" });
  expect(done.body).toMatchObject({
    ok: true,
    count: 2,
    action: "done",
    next: [{ id: "hot-old", date: inDays(7) }],
    nextIsSet: false,
  });
  const set = await ann.api("/api/follow-ups/next", "POST", { operationId: done.body.operationId });
  expect(set.body).toMatchObject({ ok: true, count: 1 });
  const undone = await ann.api("/api/follow-ups/undo", "POST", { operationId: set.body.operationId });
  expect(undone.body).toMatchObject({ ok: true, count: 1 });
});
