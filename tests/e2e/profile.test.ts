import { describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { arrived } from "../support/browser.ts";
import { hubForEachTest, openPage, page, trial, world } from "../support/hub-test.ts";

hubForEachTest();

const stored = async (id: string) =>
  (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!;

describe.each([{ javaScript: false }, { javaScript: true }])(
  "the profile with JavaScript $javaScript",
  ({ javaScript }) => {
    test("logging and marking done is one step, and one undo", async () => {
      await openPage("/contacts/old", { javaScript });
      await page.getByLabel("What was said").fill("Wants three bedrooms");
      await page.getByRole("button", { name: "Log and mark done for Olga Old" }).click();
      await arrived(page.getByText("Logged and marked done."));
      await arrived(page.locator(".timeline").getByText("Wants three bedrooms"));
      expect((await stored("old")).nextFollowUpDate).toBeNull();
      expect(await page.getByLabel("What was said").inputValue()).toBe("");
      expect(await page.getByRole("button", { name: "Log and mark" }).count()).toBe(0);
      await page.getByRole("button", { name: "Undo" }).click();
      await arrived(page.getByText("Put back 1 follow-up"));
      expect((await stored("old")).nextFollowUpDate).toBe(addDays(world.today, -9));
    });

    test("one at a time it leads to the next contact", async () => {
      await openPage("/follow-ups/work?filter=overdue", { javaScript });
      await page.getByLabel("What was said").fill("Agreed");
      await page.getByRole("button", { name: "Log and mark done for Hana Hot" }).click();
      await arrived(page.getByRole("heading", { name: "Olga Old", level: 1 }));
      await arrived(page.getByText("Logged and marked done."));
      expect((await stored("hot-old")).nextFollowUpDate).toBeNull();
      expect(await page.getByLabel("What was said").inputValue()).toBe("");
    });
  },
);
