import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newProfile } from "../support/browser.ts";
import { startHubTrial, type HubTrial } from "../support/hub-trial.ts";

let trial: HubTrial;
let axe: string;

beforeAll(async () => {
  trial = await startHubTrial();
  await trial.replant();
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
});
afterAll(() => trial.stop());

/** What axe finds wrong with the page as it is now, and whether it scrolls sideways. */
async function findings(page: Page): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  await client.send("Page.setBypassCSP", { enabled: true });
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: Finding[] }> } };
    interface Finding {
      id: string;
      nodes: { target: unknown[] }[];
    }
    const result = await axe.run();
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  return sideways ? [...violations, "scrolls sideways"] : violations;
}

const PAGES = [
  "/follow-ups?filter=all",
  "/dashboard",
  "/contacts",
  "/contacts/old",
  "/account",
  "/follow-ups/work?filter=all&skip=0",
];

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test.each([1280, 390, 320])("every page at %i px", async (width) => {
    const { page, profile } = await trial.signIn("/follow-ups?filter=all", { javaScript: true, width, colorScheme });
    for (const path of PAGES) {
      await page.goto(trial.server.origin + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await findings(page), path).toEqual([]);
    }
    await page.goto(`${trial.server.origin}/follow-ups?filter=all&select=all`);
    await page.getByRole("button", { name: "Keys" }).waitFor({ state: "attached" });
    await page.locator("summary", { hasText: "Account" }).click();
    expect(await findings(page), "selection and account menu").toEqual([]);
    await page.getByRole("button", { name: "Mark Olga Old done" }).click();
    await page.getByText("Marked 1 follow-up done").waitFor();
    expect(await findings(page), "toast").toEqual([]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Put back 1 follow-up").waitFor();
    await profile.close();
  });

  test("signing in, an empty list and a page that isn't there", async () => {
    const profile = await newProfile(trial.browser, { javaScript: true, colorScheme });
    const page = await profile.newPage();
    await page.goto(`${trial.server.origin}/login`);
    expect(await findings(page), "sign in").toEqual([]);
    await page.getByLabel("Email").fill("ann@example.com");
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    expect(await findings(page), "refused").toEqual([]);
    await profile.close();
    const cid = await trial.signIn("/follow-ups?filter=hot", {
      javaScript: true,
      colorScheme,
      email: "cid@example.com",
    });
    await cid.page.getByRole("heading", { name: "All caught up" }).waitFor();
    expect(await findings(cid.page), "empty").toEqual([]);
    await cid.page.goto(`${trial.server.origin}/nowhere`);
    expect(await findings(cid.page), "not found").toEqual([]);
    await cid.profile.close();
  });
});
