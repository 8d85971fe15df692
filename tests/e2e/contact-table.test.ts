import { describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";
import { contact } from "../support/two-organizations.ts";

hubForEachTest();

async function open(path: string, options: { javaScript: boolean; width?: number }): Promise<void> {
  await openPage(path, options);
}
const makeAdmin = () =>
  trial.connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
const dateOf = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const names = () => page.locator(".contact-who a").allTextContents();
const dateOfRow = (name: string) => page.locator("summary", { hasText: `Follow-up of ${name}` });
const head = (name: string) => page.getByRole("columnheader", { name });
const query = () => Object.fromEntries(new URL(page.url()).searchParams);

describe.each([{ javaScript: false }, { javaScript: true }])(
  "the table with JavaScript $javaScript",
  ({ javaScript }) => {
    test("a date opens the choices of a snooze, a field and none, and Undo takes each back", async () => {
      await open("/contacts?search=o&sort=date", { javaScript });
      expect(await page.getByRole("button", { name: "Tomorrow" }).count()).toBe(0);
      await dateOfRow("Olga Old").click();
      await page.getByRole("button", { name: "Follow up with Olga Old: Tomorrow" }).click();
      await arrived(page.getByText("Follow-up set for"));
      expect(await dateOf("old")).toBe(addDays(world.today, 1));
      expect(query()).toEqual({ search: "o", sort: "date" });
      expect(await page.locator("details[open]").count()).toBe(0);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect.poll(() => dateOf("old")).toBe(addDays(world.today, -9));
      await arrived(dateOfRow("Olga Old").getByText("9 days overdue"));

      await dateOfRow("Olga Old").click();
      const field = page.getByLabel("Follow-up date for Olga Old");
      await field.fill(addDays(world.today, 40));
      await field.press("Enter");
      await arrived(page.getByText("Follow-up set for"));
      expect(await dateOf("old")).toBe(addDays(world.today, 40));

      await dateOfRow("Olga Old").click();
      await page.getByRole("button", { name: "Follow up with Olga Old: No date" }).click();
      await arrived(page.getByText("Follow-up cleared"));
      expect(await dateOf("old")).toBeNull();
    });

    test("heads sort, one way and the other, from the first page on; what no index serves is no link", async () => {
      const many = Array.from({ length: 60 }, (_, n) =>
        contact({ organizationId: world.first, assigneeIds: [world.ann], id: `m${n}`, name: `Many ${n}` }),
      );
      await trial.connection.database.contacts.insertMany(many);
      await open("/contacts?status=ACTIVE", { javaScript });
      expect(await head("Name").getAttribute("aria-sort")).toBe("ascending");
      await page.getByRole("link", { name: "Next page" }).click();
      await page.waitForURL(/after=/);
      await head("Name").getByRole("link").click();
      await page.waitForURL(/sort=-name/);
      expect(query()).toEqual({ status: "ACTIVE", sort: "-name" });
      await expect.poll(async () => (await names())[0]).toBe("Tara Today");
      expect(await names()).toEqual([...(await names())].sort().reverse());
      expect(await head("Name").getAttribute("aria-sort")).toBe("descending");
      await head("Follow-up").getByRole("link").click();
      await expect.poll(async () => (await names())[0]).toBe("Olga Old");
      await head("Follow-up").getByRole("link").click();
      await expect.poll(async () => (await names())[0]).toBe("Lars Later");
      expect(await head("Name").getAttribute("aria-sort")).toBeNull();
      for (const name of ["Quality", "Company", "Last contact"]) {
        expect(await head(name).getByRole("link").count()).toBe(0);
      }
      await page.goto(`${trial.server.origin}/contacts?followUp=none&sort=date`);
      expect(await head("Follow-up").getByRole("link").count()).toBe(0);
    });
  },
);

describe.each([{ javaScript: false }, { javaScript: true }])(
  "the filters with JavaScript $javaScript",
  ({ javaScript }) => {
    const choose = async (filter: string, option: string) => {
      await page.getByRole("combobox", { name: filter, exact: true }).selectOption(option);
      if (!javaScript) await page.getByRole("button", { name: "Search" }).click();
    };

    test("an admin asks for their own, nobody's or a member's, and the overdue of these, which outlasts what is done", async () => {
      await makeAdmin();
      const nobodys = { organizationId: world.first, id: "nobodys", name: "Nele Nobodys" };
      await trial.connection.database.contacts.insertOne(contact({ ...nobodys, nextFollowUpDate: "2026-01-02" }));
      await open("/contacts", { javaScript });
      await arrived(page.getByText("11 contacts"));
      await choose("Owner", "Unassigned");
      await expect.poll(names).toEqual(["Nele Nobodys"]);
      expect(await page.getByRole("cell", { name: "Unassigned" }).count()).toBe(1);
      await choose("Owner", "bob");
      await expect.poll(names).toEqual(["Bea Bobs", "Sara"]);
      await choose("Owner", "Mine");
      await arrived(page.getByText("9 contacts"));
      await choose("Follow-up", "Overdue");
      await expect.poll(names).toEqual(["Olga Old", "Hana Hot", "Sara", "Ines Idle"]);
      expect(query()).toMatchObject({ owner: "mine", followUp: "overdue" });
      expect(await head("Name").getByRole("link").count()).toBe(0);
      await head("Follow-up").getByRole("link").click();
      await expect.poll(names).toEqual(["Ines Idle", "Sara", "Hana Hot", "Olga Old"]);
      const asked = { owner: "mine", followUp: "overdue", sort: "-date" };
      expect(query()).toEqual(asked);
      await dateOfRow("Hana Hot").click();
      await page.getByRole("button", { name: "Follow up with Hana Hot: Tomorrow" }).click();
      await expect.poll(names).toEqual(["Ines Idle", "Sara", "Olga Old"]);
      expect(query()).toEqual(asked);
      await page.getByRole("checkbox", { name: "Select Sara" }).check();
      await page.getByRole("button", { name: "Clear date" }).click();
      await expect.poll(names).toEqual(["Ines Idle", "Olga Old"]);
      expect(query()).toEqual(asked);
    });

    test("a filter that has an order of its own leaves the usual one behind, unless another was chosen there", async () => {
      await open("/contacts?sort=changed", { javaScript });
      await choose("Follow-up", "Overdue");
      await page.waitForURL(/followUp=overdue/);
      await choose("Follow-up", "Any follow-up");
      await page.waitForURL((address) => !address.searchParams.get("followUp"));
      expect(query()["sort"] ?? "").toBe("");
      await choose("Follow-up", "Overdue");
      await page.waitForURL(/followUp=overdue/);
      await choose("Sort", "Latest follow-up first");
      await page.waitForURL(/sort=-date/);
      await choose("Follow-up", "Any follow-up");
      await page.waitForURL((address) => !address.searchParams.get("followUp"));
      expect(query()["sort"]).toBe("-date");
    });

    test("all that match are counted, and page by page the filter stays", async () => {
      const many = Array.from({ length: 70 }, (_, n) =>
        contact({
          ...{ organizationId: world.first, assigneeIds: [world.ann], id: `m${n}`, name: `Many ${n}` },
          nextFollowUpDate: addDays(world.today, -100),
        }),
      );
      await trial.connection.database.contacts.insertMany(many);
      await open("/contacts?followUp=overdue", { javaScript });
      await arrived(page.getByText("Showing 50 of 74 contacts"));
      await page.getByRole("link", { name: "Next page" }).click();
      await page.waitForURL(/followUp=overdue&after=/);
      await arrived(page.getByText("Showing 24 of 74 contacts"));
      expect((await names()).slice(-4)).toEqual(["Olga Old", "Hana Hot", "Sara", "Ines Idle"]);
      await page.goto(`${trial.server.origin}/contacts?search=many`);
      await arrived(page.getByText("Showing 50 of 70 contacts"));
    });
  },
);

test("who sees only their own isn't asked whose, and sees no other's by asking", async () => {
  await open(`/contacts?owner=${world.bob}`, { javaScript: false });
  expect(await page.getByRole("combobox", { name: "Owner" }).count()).toBe(0);
  expect(await head("Owner").count()).toBe(0);
  expect(await names()).toHaveLength(9);
  expect(await names()).not.toContain("Bea Bobs");
});

test("who owns a contact, and what was said last, stand in the table", async () => {
  await makeAdmin();
  await open("/contacts/shared", { javaScript: true });
  await page.getByLabel("Call").check();
  await page.getByLabel("What was said").fill("Wants an offer.");
  await page.getByRole("button", { name: "Add to timeline" }).click();
  await page.locator(".timeline").getByText("Wants an offer.").waitFor();
  await page.goto(`${trial.server.origin}/contacts`);
  const cells = page.getByRole("row", { name: /Sara/ }).getByRole("cell");
  expect(await cells.nth(-2).textContent()).toBe("ann, bob");
  expect(await cells.last().textContent()).toMatch(/^Called .*: Wants an offer\.$/);
});

test.each([390, 320])("at %s px a contact has at most 76 px, and its date opens within the window", async (width) => {
  await makeAdmin();
  await trial.connection.database.contacts.updateMany(
    { organizationId: world.first, id: { $in: ["old", "inactive"] } },
    { $set: { name: "Ines ".repeat(40), company: "Company ".repeat(20), email: `${"e".repeat(90)}@example.com` } },
  );
  await trial.connection.database.activities.insertOne({
    ...{ organizationId: world.first, contactId: "old", userId: world.ann, operationId: "op", at: new Date() },
    ...{ action: "call", dateBefore: null, dateAfter: null, text: "Wants three bedrooms. ".repeat(20) },
  });
  await open("/contacts", { javaScript: true, width });
  const rows = page.getByRole("row").filter({ has: page.getByRole("checkbox") });
  expect(await rows.count()).toBe(10);
  const tallest = await rows.evaluateAll((all) => Math.max(...all.map((row) => row.getBoundingClientRect().height)));
  expect(tallest).toBeLessThanOrEqual(76);
  // The link reaches over it.
  await page.getByText("Cold", { exact: true }).last().click({ force: true });
  await page.getByRole("heading", { level: 1, name: "Tara Today" }).waitFor();
  await page.goBack();
  await dateOfRow("Tara Today").click();
  const box = (await page.getByLabel("Follow-up date for Tara Today").boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(width);
  expect(box.y + box.height).toBeLessThanOrEqual(900);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test("on a slow network what was chosen and typed before the scripts came is asked for when they come", async () => {
  await open("/dashboard", { javaScript: true });
  let letGo!: () => void;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${trial.server.origin}/contacts`, { waitUntil: "commit" });
  await page.getByRole("combobox", { name: "Lead quality" }).selectOption("Hot");
  await page.getByRole("searchbox", { name: "Search contacts" }).fill("ivo");
  letGo();
  await page.waitForURL(/leadQuality=HOT/);
  expect(query()).toMatchObject({ search: "ivo", leadQuality: "HOT" });
  await expect.poll(names).toEqual(["Ivo Hot"]);
});
