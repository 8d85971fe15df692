import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startHubTrial, type HubTrial } from "../support/hub-trial.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";

let trial: HubTrial;
let world: TwoOrganizations;

beforeAll(async () => {
  trial = await startHubTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  world = await trial.replant();
  const { users } = trial.connection.database;
  await users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
});

function csv(rows: number): { name: string; mimeType: string; buffer: Buffer } {
  const lines = ["Record ID,First Name,Last Name,Email,Lead Status", "bad,No,Mail,nobody,NEW"];
  for (let row = 0; row < rows; row++) lines.push(`hs-${row},Ann,Lee ${row},ann${row}@acme.example,NEW`);
  return { name: "hubspot.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
}

const countOf = () => trial.connection.database.contacts.countDocuments({ organizationId: world.first, id: /^hs-/ });

async function uploadFrom(page: Page, rows: number) {
  page.setDefaultTimeout(20_000);
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await page.getByLabel("CSV, Excel (.xlsx) or vCard file, at most 60 MB").setInputFiles(csv(rows));
  await page.getByRole("button", { name: "Review import" }).click();
  await page.getByRole("heading", { name: "Import hubspot.csv" }).waitFor();
}

describe.each([true, false])("with JavaScript: %s", (javaScript) => {
  test("a file goes in, and its rejected rows come back", async () => {
    const { page, profile } = await trial.signIn("/contacts", { javaScript });
    await uploadFrom(page, 3);
    expect(await page.getByLabel("Last name").inputValue()).toBe("Last Name");
    await page.getByRole("cell", { name: "ann0@acme.example" }).waitFor();
    await page.getByText("Line 2").waitFor();
    await page.getByRole("button", { name: "Import 3 contacts" }).click();
    await page.getByRole("heading", { name: "Imported" }).waitFor();
    expect(await countOf()).toBe(3);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download rejected rows" }).click(),
    ]);
    expect(await text(await download.createReadStream())).toContain("bad,No,Mail,nobody,NEW,2,");
    await page.getByRole("link", { name: "Go to contacts" }).click();
    await page.getByText("Lee 2").first().waitFor();
    await profile.close();
  });

  test("another choice of columns is checked before it is imported", async () => {
    const { page, profile } = await trial.signIn("/contacts", { javaScript });
    await uploadFrom(page, 2);
    await page.getByLabel("Email", { exact: true }).selectOption("");
    if (!javaScript) await page.getByRole("button", { name: "Check again" }).click();
    await page.getByRole("button", { name: "Import 3 contacts" }).click();
    await page.getByRole("heading", { name: "Imported" }).waitFor();
    expect(await countOf()).toBe(2);
    await profile.close();
  });

  test("a large file shows how far it is", async () => {
    const { page, profile } = await trial.signIn("/contacts", { javaScript });
    await uploadFrom(page, 8_000);
    await page.getByRole("button", { name: "Import 8,000 contacts" }).click();
    await page.getByRole("progressbar", { name: "Importing…" }).waitFor();
    await page.getByRole("heading", { name: "Imported" }).waitFor({ timeout: 80_000 });
    expect(await countOf()).toBe(8_000);
    await profile.close();
  });

  test("a calendar address is made, shown once and turned off", async () => {
    const { page, profile } = await trial.signIn("/account", { javaScript });
    await page.getByRole("button", { name: "Create address" }).click();
    const address = await page.getByLabel("Address", { exact: true }).inputValue();
    expect((await fetch(address)).status).toBe(200);
    await page.reload();
    await page.getByRole("button", { name: "Turn off" }).click();
    await page.getByText("Calendar address turned off").waitFor();
    expect((await fetch(address)).status).toBe(404);
    await profile.close();
  });
});
