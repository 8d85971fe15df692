import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startHubTrial, type HubTrial } from "../support/hub-trial.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";

let trial: HubTrial;
let world: TwoOrganizations;
let axe: string;

beforeAll(async () => {
  trial = await startHubTrial();
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
});
afterAll(() => trial.stop());
beforeEach(async () => {
  world = await trial.replant();
  const { users } = trial.connection.database;
  await users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
});

/** What axe finds wrong with the page as it is now, and whether it scrolls sideways. */
async function findings(page: Page): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  await client.send("Page.setBypassCSP", { enabled: true });
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } };
    const { violations } = await axe.run();
    const sideways = document.documentElement.scrollWidth > window.innerWidth;
    return [...violations.map(({ id }) => id), ...(sideways ? ["scrolls sideways"] : [])];
  });
}

function csv(rows: number): { name: string; mimeType: string; buffer: Buffer } {
  const lines = ["Record ID,First Name,Last Name,Email,Lead Status", "bad,No,Mail,nobody,NEW"];
  for (let row = 0; row < rows; row++) lines.push(`hs-${row},Ann,Lee ${row},ann${row}@acme.example,NEW`);
  return { name: "hubspot.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
}

const countOf = () => trial.connection.database.contacts.countDocuments({ organizationId: world.first, id: /^hs-/ });

async function uploadFrom(page: Page, rows: number) {
  page.setDefaultTimeout(20_000);
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await page.getByLabel("CSV file, at most 60 MB").setInputFiles(csv(rows));
  await page.getByRole("button", { name: "Upload and look at it" }).click();
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
      page.getByRole("link", { name: "Download the rejected rows" }).click(),
    ]);
    expect(await readFile(await download.path(), "utf8")).toContain("bad,No,Mail,nobody,NEW,2,");
    await page.getByRole("link", { name: "Go to contacts" }).click();
    await page.getByText("Lee 2").first().waitFor();
    await profile.close();
  });

  test("another choice of columns is checked before it is imported", async () => {
    const { page, profile } = await trial.signIn("/contacts", { javaScript });
    await uploadFrom(page, 2);
    await page.getByLabel("Email").selectOption("");
    if (!javaScript) await page.getByRole("button", { name: "Check again" }).click();
    await page.getByRole("button", { name: "Import 3 contacts" }).click();
    await page.getByRole("heading", { name: "Imported" }).waitFor();
    expect(await countOf()).toBe(2);
    await profile.close();
  });

  test("a large file shows how far it is", async () => {
    const { page, profile } = await trial.signIn("/contacts", { javaScript });
    await uploadFrom(page, 4_000);
    await page.getByRole("button", { name: "Import 4,000 contacts" }).click();
    await page.getByRole("progressbar", { name: "Importing…" }).waitFor();
    await page.getByRole("heading", { name: "Imported" }).waitFor();
    expect(await countOf()).toBe(4_000);
    await profile.close();
  });

  test("a calendar address is made, shown once and turned off", async () => {
    const { page, profile } = await trial.signIn("/account", { javaScript });
    await page.getByRole("button", { name: "Make an address" }).click();
    const address = await page.getByLabel("Address", { exact: true }).inputValue();
    expect((await fetch(address)).status).toBe(200);
    await page.reload();
    await page.getByRole("button", { name: "Turn it off" }).click();
    await page.getByText("no longer works").waitFor();
    expect((await fetch(address)).status).toBe(404);
    await profile.close();
  });
});

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test.each([1280, 390])("nothing for axe to find at %i px", async (width) => {
    const { page, profile } = await trial.signIn("/contacts", { javaScript: true, width, colorScheme });
    expect(await findings(page), "contacts").toEqual([]);
    await page.getByRole("link", { name: "Import", exact: true }).click();
    await page.getByRole("heading", { name: "Import contacts" }).waitFor();
    expect(await findings(page), "upload").toEqual([]);
    await page.getByRole("link", { name: "All contacts" }).click();
    await uploadFrom(page, 2);
    expect(await findings(page), "preview").toEqual([]);
    await page.getByRole("button", { name: "Import 2 contacts" }).click();
    await page.getByRole("heading", { name: "Imported" }).waitFor();
    expect(await findings(page), "result").toEqual([]);
    await page.goto(`${trial.server.origin}/account`);
    await page.getByRole("button", { name: "Make an address" }).click();
    await page.getByLabel("Address", { exact: true }).waitFor();
    expect(await findings(page), "calendar").toEqual([]);
    await page.goto(`${trial.server.origin}/api`);
    expect(await findings(page), "api").toEqual([]);
    await profile.close();
  });
});
