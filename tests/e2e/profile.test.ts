import type { Locator } from "playwright-core";
import { describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";

hubForEachTest();

const stored = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!;

const change = (id: string, $set: object) =>
  trial.connection.database.contacts.updateOne({ organizationId: world.first, id }, { $set });
const makeAdmin = () =>
  trial.connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
const go = (path: string) => page.goto(trial.server.origin + path);
const isFocused = (place: Locator) =>
  expect.poll(() => place.evaluate((element) => element === document.activeElement)).toBe(true);

describe.each([{ javaScript: false }, { javaScript: true }])(
  "the profile with JavaScript $javaScript",
  ({ javaScript }) => {
    test("a call that is logged counts as follow-up, and is one undo", async () => {
      await openPage("/contacts/old", { javaScript });
      expect(await page.getByLabel("Counts as follow-up").isVisible()).toBe(false);
      await page.getByRole("radio", { name: "Call" }).check();
      expect(await page.getByLabel("Counts as follow-up").isChecked()).toBe(true);
      await page.getByLabel("What was said").fill("Wants three bedrooms");
      await page.getByRole("button", { name: "Add to timeline" }).click();
      await arrived(page.getByText("Logged and marked done"));
      await arrived(page.locator(".timeline").getByText("Wants three bedrooms"));
      expect((await stored("old")).nextFollowUpDate).toBeNull();
      expect(await page.getByLabel("What was said").inputValue()).toBe("");
      await page.getByRole("button", { name: "Undo" }).click();
      await arrived(page.getByText("Put back 1 follow-up"));
      await arrived(page.locator(".timeline").getByText("Call (undone)"));
      expect((await stored("old")).nextFollowUpDate).toBe(addDays(world.today, -9));
    });

    test("one at a time it leads to the next contact", async () => {
      await openPage("/follow-ups/work?filter=overdue", { javaScript });
      await page.getByRole("radio", { name: "Meeting" }).check();
      await page.getByLabel("What was said").fill("Agreed");
      await page.getByRole("button", { name: "Add to timeline" }).click();
      await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
      await arrived(page.getByText("Logged and marked done"));
      expect((await stored("hot-old")).nextFollowUpDate).toBeNull();
      expect(await page.getByLabel("What was said").inputValue()).toBe("");
    });

    test("who it is, called and written to by buttons, in one column with the follow-up", async () => {
      await change("old", { phone: "+49 30 901820 / not a number", email: "olga@example.com", company: "Old Ltd" });
      await openPage("/contacts/old", { javaScript });
      const call = page.getByRole("link", { name: "Call +49 30 901820" });
      expect(await call.getAttribute("href")).toBe("tel:+4930901820");
      const email = page.getByRole("link", { name: "Email olga@example.com" });
      expect(await email.getAttribute("href")).toBe("mailto:olga@example.com");
      await page.setViewportSize({ width: 1280, height: 800 });
      const boxOf = async (place: Locator) => (await place.boundingBox())!;
      const [left, done, log] = [
        await boxOf(call),
        await boxOf(page.getByRole("button", { name: "Mark Olga Old done" })),
        await boxOf(page.getByLabel("What was said")),
      ];
      expect(left.x).toBe(done.x);
      expect(log.x).toBeGreaterThan(left.x + left.width);
      expect(left.height).toBeGreaterThanOrEqual(44);
      await page.setViewportSize({ width: 390, height: 844 });
      expect((await boxOf(page.getByLabel("What was said"))).x).toBeLessThan(60);
    });

    test("without a phone or an email there is a way to add them", async () => {
      await openPage("/contacts/none", { javaScript });
      await page.getByRole("link", { name: "Add one" }).click();
      await page.getByLabel("Phone").fill("+49 30 901820");
      await page.getByRole("button", { name: "Save" }).click();
      await arrived(page.getByRole("link", { name: "Call +49 30 901820" }));
    });

    test("done and snoozed from the profile, and only what the page showed", async () => {
      await openPage("/contacts/old", { javaScript });
      await page.getByRole("button", { name: "Snooze Olga Old: Tomorrow" }).click();
      await arrived(page.getByText("Snoozed 1 follow-up"));
      expect((await stored("old")).nextFollowUpDate).toBe(addDays(world.today, 1));
      // One that isn't due yet can be done too.
      await page.getByRole("button", { name: "Mark Olga Old done" }).click();
      await arrived(page.getByText("Marked 1 follow-up done"));
      expect((await stored("old")).nextFollowUpDate).toBeNull();
      await page.getByRole("button", { name: "Undo" }).click();
      await arrived(page.getByText("Put back 1 follow-up"));
      // The page shows the old date before another tab gives a new one.
      await page.waitForLoadState("networkidle");
      await change("old", { nextFollowUpDate: addDays(world.today, 9) });
      await page.getByRole("button", { name: "Mark Olga Old done" }).click();
      await arrived(page.getByText("Nothing to change"));
      expect((await stored("old")).nextFollowUpDate).toBe(addDays(world.today, 9));
    });

    test.each([
      ["/follow-ups?filter=overdue", "Follow-ups"],
      ["/contacts?search=olga&sort=date", "Contacts"],
    ])("the way back leads to %s, after a form too", async (path, label) => {
      await openPage(path, { javaScript });
      await page.getByRole("link", { name: "Olga Old" }).first().click();
      await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
      expect(new URL(page.url()).search).toBe("");
      await page.getByRole("button", { name: "Snooze Olga Old: Tomorrow" }).click();
      await arrived(page.getByText("Snoozed 1 follow-up"));
      await page.getByRole("button", { name: "Undo" }).click();
      await arrived(page.getByText("Put back 1 follow-up"));
      await page.getByRole("link", { name: "Edit Olga Old" }).click();
      await page.getByRole("link", { name: "Cancel" }).click();
      await page.getByRole("button", { name: /^Lead quality of Olga Old: Warm/ }).click();
      await arrived(page.locator(".chip", { hasText: "Warm" }));
      await page.getByRole("main").getByRole("link", { name: label, exact: true }).click();
      await page.waitForURL((url) => url.pathname + url.search === path);
    });

    test("one at a time leads to the profile and back to the same contact", async () => {
      const path = "/follow-ups/work?filter=overdue&skipped=hot-old";
      await openPage(path, { javaScript });
      await page.getByRole("link", { name: "Profile", exact: false }).click();
      await page.waitForURL("**/contacts/old");
      await page.getByRole("link", { name: "One at a time" }).click();
      await page.waitForURL((url) => url.pathname + url.search === path);
      await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
    });

    test("the way back outlives a merge, and a deleted contact leads to the list", async () => {
      const path = "/contacts?search=o&sort=date";
      await openPage(path, { javaScript });
      await page.getByRole("link", { name: "Olga Old" }).first().click();
      await page.getByRole("link", { name: "Merge with another contact…" }).click();
      await page.getByRole("searchbox").fill("Lars");
      await page.getByRole("button", { name: "Search", exact: true }).last().click();
      await page.getByRole("link", { name: "Lars Later" }).click();
      await page.getByRole("button", { name: "Merge contacts" }).click();
      await arrived(page.getByText("Merged the two contacts."));
      const back = page.getByRole("main").getByRole("link", { name: "Contacts", exact: true });
      expect(await back.getAttribute("href")).toBe(path);
      await page.getByRole("link", { name: "Delete this contact…" }).click();
      await page.getByRole("button", { name: "Delete contact" }).click();
      await arrived(page.getByText("Deleted Olga Old."));
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(path);
    });

    test("no address but ours is a way back", async () => {
      await openPage("/contacts/old?from=https://elsewhere.example/contacts", { javaScript });
      const back = page.getByRole("main").getByRole("link", { name: "Contacts", exact: true });
      expect(await back.getAttribute("href")).toBe("/contacts");
    });

    test("editing ends when it is saved, and when it is cancelled", async () => {
      await openPage("/contacts/old", { javaScript });
      for (let time = 0; time < 2; time++) {
        await page.getByRole("link", { name: "Edit Olga Old" }).click();
        await page.getByLabel("Company").fill(`Company ${time}`);
        await page.getByRole("button", { name: "Save" }).click();
        await arrived(page.getByText("Saved", { exact: true }));
        await arrived(page.getByRole("link", { name: "Edit Olga Old" }));
        expect(await page.locator("#details").count()).toBe(1);
        expect(await page.getByRole("textbox", { name: "Company" }).count()).toBe(0);
        if (javaScript) await isFocused(page.getByRole("link", { name: "Edit Olga Old" }));
      }
      await page.getByRole("link", { name: "Edit Olga Old" }).click();
      await page.getByLabel("Company").fill("Never kept");
      await page.getByRole("link", { name: "Cancel" }).click();
      await arrived(page.getByRole("link", { name: "Edit Olga Old" }));
      expect(await page.locator("#details").count()).toBe(1);
      expect((await stored("old")).company).toBe("Company 1");
      // What can't be saved stays open, and is left by Cancel too.
      await page.getByRole("link", { name: "Edit Olga Old" }).click();
      await page.getByRole("textbox", { name: "Email" }).fill("nobody");
      await page.getByRole("button", { name: "Save" }).click();
      await arrived(page.getByText("check the marked fields"));
      await page.getByRole("link", { name: "Cancel" }).click();
      await arrived(page.getByRole("link", { name: "Edit Olga Old" }));
      expect(await page.locator("#details").count()).toBe(1);
    });

    test("assignees are shown once, and nobody is Unassigned", async () => {
      await openPage("/contacts/shared", { javaScript });
      expect(await page.getByText("Assigned to").count()).toBe(1);
      await arrived(page.getByText("ann, bob", { exact: true }));
      await makeAdmin();
      await change("none", { assigneeIds: [] });
      await go("/contacts/none");
      expect(await page.getByText("Assigned to").count()).toBe(1);
      await arrived(page.getByText("Unassigned", { exact: true }));
      await page.locator("summary", { hasText: "Assign" }).click();
      await page.getByRole("group", { name: "Members" }).getByLabel("bob").check();
      await page.getByRole("button", { name: "Save assignees" }).click();
      await arrived(page.getByText("Assignees saved"));
      await arrived(page.locator("#assignees p", { hasText: "bob" }));
      expect(await page.getByText("Unassigned", { exact: true }).count()).toBe(0);
      expect(await page.getByRole("button", { name: "Save assignees" }).isVisible()).toBe(false);
    });
  },
);

test.each([{ javaScript: false }, { javaScript: true }])(
  "a long note shows its beginning, and all of it when asked, with JavaScript $javaScript",
  async ({ javaScript }) => {
    await trial.connection.database.activities.insertOne({
      ...{ organizationId: world.first, contactId: "old", userId: world.ann, action: "call", at: new Date() },
      ...{ text: `Long ${"word ".repeat(400)}and its end`, dateBefore: null, dateAfter: null, operationId: "op_long" },
    });
    await openPage("/contacts/old", { javaScript });
    const end = page.getByText("and its end");
    expect(await end.isVisible()).toBe(false);
    await page.locator("summary", { hasText: "The whole note" }).click();
    await expect.poll(() => end.isVisible()).toBe(true);
    expect(await page.getByText("Long word").filter({ visible: true }).count()).toBe(1);
  },
);

test.each([
  ["log", "What was said"],
  ["assignees", "ann"],
  ["details", "Edit Olga Old"],
  ["follow-up", "Follow-up date for Olga Old"],
])("#%s has its field focused, clear of the head", async (part, name) => {
  await makeAdmin();
  await openPage(`/contacts/old#${part}`, { javaScript: true });
  await page.setViewportSize({ width: 390, height: 500 });
  await page.reload();
  const field = page
    .locator(`#${part}`)
    .getByLabel(name)
    .or(page.getByRole("link", { name, exact: true }));
  await isFocused(field.first());
  const head = (await page.locator(".site-header").boundingBox())!;
  await expect.poll(async () => (await page.locator(`#${part}`).boundingBox())!.y).toBeGreaterThanOrEqual(head.height);
  await expect.poll(async () => (await page.locator(`#${part}`).boundingBox())!.y).toBeLessThan(500);
});

test("the button for logging leads to the field, again and again", async () => {
  await openPage("/contacts/old", { javaScript: true });
  const field = page.getByLabel("What was said");
  for (let time = 0; time < 2; time++) {
    await page.getByRole("link", { name: "Log what happened" }).click();
    await isFocused(field);
    await field.blur();
  }
});
