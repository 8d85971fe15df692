import { beforeEach, describe, expect, test } from "vitest";
import { findings } from "../support/axe.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, problems, trial } from "../support/hub-test.ts";

hubForEachTest();

beforeEach(async () => {
  const { contacts, users } = trial.connection.database;
  await contacts.deleteMany({});
  await users.updateOne({ email: "ann@example.com" }, { $set: { "memberships.0.role": "admin" } });
});

describe.each([{ javaScript: false }, { javaScript: true }])("with JavaScript $javaScript", ({ javaScript }) => {
  test("a newcomer tries the hub with sample data, removes it, and has it back", async () => {
    await openPage("/follow-ups", { javaScript });
    await page.getByRole("heading", { name: "No contacts yet" }).waitFor();
    await page.getByRole("button", { name: "Add sample data" }).click();
    await arrived(page.getByText("Added 12 sample contacts."));
    await expect.poll(() => page.locator("follow-up-row").count()).toBe(7);
    await page.getByRole("button", { name: "Mark Priya Patel done" }).click();
    await expect.poll(() => page.locator("follow-up-row").count()).toBe(6);
    await page.getByRole("link", { name: "Contacts", exact: true }).click();
    await arrived(page.getByRole("heading", { name: "Contacts", exact: true }));
    await page.getByRole("button", { name: "Remove sample data" }).click();
    await arrived(page.getByText("Removed 12 sample contacts."));
    await arrived(page.getByRole("heading", { name: "No contacts yet" }));
    await page.locator(".notice", { hasText: "Removed 12" }).getByRole("button", { name: "Undo" }).click();
    await arrived(page.getByText("12 contacts are back as before"));
    await page.getByRole("link", { name: "Amara Diallo" }).waitFor();
    expect(problems).toEqual([]);
  });

  test("the dashboard leads a newcomer to an import", async () => {
    await openPage("/dashboard", { javaScript });
    await page.getByRole("link", { name: "Import contacts" }).click();
    await arrived(page.getByRole("heading", { name: "Import contacts" }));
    expect(problems).toEqual([]);
  });
});

test("axe finds nothing in the first minutes, with sample data and where a password was forgotten", async () => {
  await openPage("/contacts", { javaScript: true });
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Add sample data" }).click();
  await arrived(page.getByText("Added 12 sample contacts."));
  expect(await findings(page)).toEqual([]);
  await page.goto(`${trial.server.origin}/forgot`);
  await page.getByText("You are the only admin?").click();
  expect(await findings(page)).toEqual([]);
});
