import { afterEach, describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, problems, profile, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

hubForEachTest();

const names = () => page.locator(".contact-who a").allTextContents();
const stored = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!;
const go = (path: string) => page.goto(trial.server.origin + path);
const bar = () => page.getByRole("group", { name: "Selected contacts" });

async function begin(javaScript: boolean, role: "admin" | "member" = "member"): Promise<void> {
  const { users } = trial.connection.database;
  await users.updateOne({ _id: world.ann }, { $set: { memberships: [{ organizationId: world.first, role }] } });
  await openPage("/contacts", { javaScript });
}

describe.each([{ javaScript: false }, { javaScript: true }])(
  "contacts with JavaScript $javaScript",
  ({ javaScript }) => {
    afterEach(async () => {
      await profile.close();
      expect(problems).toEqual([]);
    });

    test("searching, filtering, sorting", async () => {
      await begin(javaScript);
      expect(await names()).toHaveLength(9);
      await page.getByRole("searchbox", { name: "Search contacts" }).fill("HÓT");
      if (!javaScript) await page.getByRole("button", { name: "Search" }).click();
      await expect.poll(names).toEqual(["Hana Hot", "Ivo Hot"]);
      expect(new URL(page.url()).searchParams.get("search")).toBe("HÓT");
      await page.getByRole("searchbox", { name: "Search contacts" }).fill("");
      await page.getByLabel("Lead quality").selectOption("COLD");
      if (!javaScript) await page.getByRole("button", { name: "Search" }).click();
      await expect.poll(names).toEqual(["Tara Today"]);
      await page.getByLabel("Lead quality").selectOption("");
      await page.getByRole("combobox", { name: "Follow-up" }).selectOption("No follow-up");
      if (!javaScript) await page.getByRole("button", { name: "Search" }).click();
      await expect.poll(names).toEqual(["Nora None"]);
      await go("/contacts?sort=date");
      expect((await names()).slice(0, 3)).toEqual(["Arno Away", "Olga Old", "Hana Hot"]);
      await go("/contacts?search=hot&sort=date");
      expect(await names()).toEqual(["Hana Hot", "Ivo Hot"]);
      await page.getByLabel("Sort").selectOption("Recently changed first");
      if (!javaScript) await page.getByRole("button", { name: "Search" }).click();
      await page.waitForURL(/search=hot.*&sort=changed/);
      await go("/contacts?search=zzz");
      await arrived(page.getByText("No contacts match"));
      await page.getByRole("link", { name: "Show all contacts" }).click();
      await expect.poll(names).toHaveLength(9);
      await expect.poll(() => page.getByRole("searchbox").inputValue()).toBe("");
    });

    test("page by page, there and back", async () => {
      await begin(javaScript);
      await trial.connection.database.contacts.insertMany(
        Array.from({ length: 120 }, (_, n) =>
          contact({
            organizationId: world.first,
            assigneeIds: [world.ann],
            id: `m${n}`,
            name: `A${String(n).padStart(3, "0")}`,
          }),
        ),
      );
      await go("/contacts");
      await page.getByRole("link", { name: "Next page" }).click();
      await expect.poll(async () => (await names())[0]).toBe("A050");
      await page.getByRole("link", { name: "Next page" }).click();
      await expect.poll(async () => (await names())[0]).toBe("A100");
      await page.getByRole("link", { name: "Previous page" }).click();
      await expect.poll(async () => (await names())[0]).toBe("A050");
      await page.getByRole("link", { name: "First page" }).click();
      await expect.poll(async () => (await names())[0]).toBe("A000");
      // A search too, whose order is another one.
      await go("/contacts?search=a");
      for (const [link, first] of [
        ["Next page", "A050"],
        ["Next page", "A100"],
        ["Previous page", "A050"],
        ["Previous page", "A000"],
      ] as const) {
        await page.getByRole("link", { name: link }).click();
        await expect.poll(async () => (await names())[0]).toBe(first);
      }
      expect(await page.getByRole("link", { name: "Previous page" }).count()).toBe(0);
    });

    test("dates of the ticked ones, and back again", async () => {
      await begin(javaScript);
      expect(await bar().isVisible()).toBe(false);
      await page.getByRole("checkbox", { name: "Select Nora None" }).check();
      await page.getByRole("checkbox", { name: "Select Olga Old" }).check();
      await page.locator("summary", { hasText: "Follow up" }).click();
      await bar().getByRole("button", { name: "Tomorrow" }).click();
      await arrived(page.getByText("Follow-up set for"));
      expect((await stored("none")).nextFollowUpDate).toBe(addDays(world.today, 1));
      expect((await stored("old")).nextFollowUpDate).toBe(addDays(world.today, 1));
      await page.getByRole("button", { name: "Undo" }).click();
      await arrived(page.getByText("Put back 2 follow-ups"));
      expect((await stored("none")).nextFollowUpDate).toBeNull();
      expect(await page.getByRole("checkbox", { name: /^Select/, checked: true }).count()).toBe(0);
      await page.getByRole("link", { name: "Select all" }).click();
      await expect.poll(() => page.getByRole("checkbox", { name: /^Select/, checked: true }).count()).toBe(9);
      await bar().getByRole("button", { name: "Clear date" }).click();
      await arrived(page.getByText("Follow-up cleared: 8 contacts"));
      expect((await stored("bobs")).nextFollowUpDate).not.toBeNull();
    });

    test("an admin sees everyone's, and assigns one or many", async () => {
      await begin(javaScript, "admin");
      expect(await names()).toHaveLength(10);
      await page.getByRole("checkbox", { name: "Select Nora None" }).check();
      await page.getByRole("checkbox", { name: "Select Bea Bobs" }).check();
      await page.locator("summary", { hasText: "Assign" }).click();
      await bar().getByLabel("Member").selectOption("bob");
      await bar().getByRole("button", { name: "Assign", exact: true }).click();
      await arrived(page.getByText("Assigned 1 contact"));
      expect((await stored("none")).assigneeIds).toEqual([world.ann, world.bob]);
      await page.getByRole("link", { name: "Nora None" }).click();
      await arrived(page.getByRole("heading", { level: 1, name: "Nora None" }));
      await page.locator("#assignees summary").click();
      await page.getByRole("group", { name: "Members" }).getByLabel("ann").uncheck();
      await page.getByRole("button", { name: "Save assignees" }).click();
      await arrived(page.getByText("Assignees saved"));
      expect((await stored("none")).assigneeIds).toEqual([world.bob]);
    });

    test("a contact is added, talked to and scheduled", async () => {
      await begin(javaScript);
      await page.getByRole("link", { name: "Add contact" }).click();
      await arrived(page.getByRole("heading", { level: 1, name: "Add contact" }));
      await page.getByLabel("Name", { exact: true }).fill("  <i>José</i> ");
      await page.getByLabel("Email").fill("jose@example.com");
      await page.getByRole("button", { name: "Add contact" }).click();
      await arrived(page.getByRole("heading", { level: 1, name: "<i>José</i>" }));
      const id = decodeURIComponent(new URL(page.url()).pathname.slice("/contacts/".length));
      expect(await stored(id)).toMatchObject({ name: "<i>José</i>", assigneeIds: [world.ann] });

      await page.getByLabel("Call").check();
      await page.getByLabel("What was said").fill("Wants an offer.\nCall back.");
      await page.getByRole("button", { name: "Add to timeline" }).click();
      await arrived(page.locator(".timeline").getByText("Wants an offer."));
      await page.getByRole("button", { name: /In 3 days/ }).click();
      await arrived(page.getByText("Follow-up set for"));
      expect((await stored(id)).nextFollowUpDate).toBe(addDays(world.today, 3));
      await expect.poll(() => page.locator(".timeline li").count()).toBe(3);
      expect(await page.locator(".timeline li").allTextContents()).toEqual([
        expect.stringContaining("Follow-up set"),
        expect.stringContaining("Call"),
        expect.stringContaining("Contact added"),
      ]);
    });

    test("of two who edit, the later one is told and loses nothing typed", async () => {
      await begin(javaScript);
      await go("/contacts/old");
      await page.getByRole("link", { name: "Edit Olga Old" }).click();
      await page.getByLabel("Company").fill("Mine & Co.");
      await page.getByLabel("Phone").fill("+1 mine");
      await trial.connection.database.contacts.updateOne(
        { organizationId: world.first, id: "old" },
        { $set: { company: "Theirs Ltd", email: "theirs@example.com" } },
      );
      await page.getByRole("button", { name: "Save" }).click();
      await arrived(page.getByText("Someone else changed this contact"));
      await arrived(page.getByText("Someone else entered: Theirs Ltd"));
      expect(await page.getByLabel("Company").inputValue()).toBe("Mine & Co.");
      expect(await page.getByLabel("Phone").inputValue()).toBe("+1 mine");
      expect((await stored("old")).company).toBe("Theirs Ltd");
      await page.getByRole("button", { name: "Save mine" }).click();
      await arrived(page.getByText("Saved", { exact: true }));
      expect(await stored("old")).toMatchObject({
        company: "Mine & Co.",
        phone: "+1 mine",
        email: "theirs@example.com",
      });
      await arrived(page.getByText("Company: Theirs Ltd → Mine & Co."));
    });

    test("upcoming: brought to today, or moved", async () => {
      await begin(javaScript);
      await go("/follow-ups");
      await page.getByRole("link", { name: "Upcoming" }).click();
      await arrived(page.getByRole("heading", { level: 1, name: "Upcoming" }));
      expect(await names()).toEqual(["Lars Later"]);
      const open = () => page.locator("summary", { hasText: "Follow-up of Lars Later" }).click();
      await open();
      await page.getByRole("button", { name: "Follow up with Lars Later: Tomorrow" }).click();
      await arrived(page.getByText("Follow-up set for"));
      expect((await stored("later")).nextFollowUpDate).toBe(addDays(world.today, 1));
      await open();
      await page.getByLabel("Follow-up date for Lars Later").fill(addDays(world.today, 30));
      await page.getByRole("button", { name: "Set date for Lars Later" }).click();
      await arrived(page.getByRole("heading", { name: "Later", exact: true }));
      await page.getByRole("button", { name: "Do Lars Later today" }).click();
      await arrived(page.getByText("Nothing upcoming"));
      expect((await stored("later")).nextFollowUpDate).toBe(world.today);
    });
  },
);

test("what is being typed outlives another form of the page", async () => {
  await begin(true);
  await go("/contacts/none?edit");
  await page.getByLabel("Company").fill("Half typed");
  await page.getByLabel("What was said").fill("Half said");
  await page.getByRole("button", { name: /Tomorrow/ }).click();
  await arrived(page.getByText("Follow-up set for"));
  expect(await page.getByLabel("Company").inputValue()).toBe("Half typed");
  expect(await page.getByLabel("What was said").inputValue()).toBe("Half said");
  await page.getByRole("button", { name: "Add to timeline" }).click();
  await arrived(page.locator(".timeline").getByText("Half said"));
  expect(await page.getByLabel("What was said").inputValue()).toBe("");
  expect(await page.getByLabel("Company").inputValue()).toBe("Half typed");
  await profile.close();
});

test("typing goes on while answers arrive", async () => {
  await begin(true);
  const box = page.getByRole("searchbox", { name: "Search contacts" });
  await box.pressSequentially("olga old", { delay: 90 });
  await expect.poll(names).toEqual(["Olga Old"]);
  expect(await box.inputValue()).toBe("olga old");
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  await profile.close();
});
