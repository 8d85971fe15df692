import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { arrived, newProfile, sharedBrowser } from "../support/browser.ts";
import { runCommand } from "../support/database.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";

const BENS_FIRST = "stable battery horse";
const BENS_NEXT = "horse battery stable";

let server: TestServer;
let browser: Browser;
const profiles: BrowserContext[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([borrowServer(), sharedBrowser()]);
});
afterAll(async () => {
  for (const profile of profiles) await profile.close();
  await server.stop();
});

/** The words of the command in the README that begins with these, and what is piped into it. */
async function commandOfReadme(beginning: string): Promise<{ words: string[]; input: string[] }> {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const line = readme.split("\n").find((each) => each.includes(`npm run db -- ${beginning}`))!;
  const [, piped, command] = /^(?:echo "([^"]*)" \| )?npm run db -- (.*)$/.exec(line)!;
  const words = [...command!.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  return { words, input: piped === undefined ? [] : [`${piped}\n`] };
}

/** A page of a browser without scripts. */
async function newPage(): Promise<Page> {
  const profile = await newProfile(browser, { javaScript: false });
  profiles.push(profile);
  return profile.newPage();
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${server.origin}/login`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await arrived(page.getByRole("heading", { level: 1, name: "Follow-ups" }));
}

async function openFromMenu(page: Page, link: string): Promise<void> {
  await page.locator("summary", { hasText: "Account" }).click();
  await page.getByRole("link", { name: link }).click();
  await arrived(page.getByRole("heading", { level: 1 }));
}

test("a newcomer makes an organization, invites a colleague, who changes their password, revokes a key and removes the colleague", async () => {
  for (const beginning of ["organization add", "user add"]) {
    const { words, input } = await commandOfReadme(beginning);
    expect(await runCommand(words, { directory: server.dataDirectory, input })).toMatchObject({ code: 0 });
  }
  const ann = await newPage();
  await signIn(ann, "ann@acme.example", "a long password");

  await openFromMenu(ann, "Members");
  await ann.getByLabel("Email").fill("ben@acme.example");
  await ann.getByRole("button", { name: "Create invitation" }).click();
  const link = await ann.getByLabel("Address").inputValue();

  const ben = await newPage();
  await ben.goto(link);
  await ben.getByLabel("Your name").fill("Ben Brown");
  await ben.getByLabel("New password").fill(BENS_FIRST);
  await ben.getByLabel("Confirm password").fill(BENS_FIRST);
  await ben.getByRole("button", { name: "Join" }).click();
  await arrived(ben.getByText("You joined Acme Ltd"));

  await openFromMenu(ben, "Your account");
  await ben.getByRole("link", { name: "Change your password" }).click();
  await ben.getByLabel("Current password").fill(BENS_FIRST);
  await ben.getByLabel("New password").fill(BENS_NEXT);
  await ben.getByLabel("Confirm password").fill(BENS_NEXT);
  await ben.getByRole("button", { name: "Change password" }).click();
  await arrived(ben.getByText("Password changed."));
  await signIn(await newPage(), "ben@acme.example", BENS_NEXT);

  await openFromMenu(ann, "Members");
  await ann.getByRole("link", { name: "Manage Ben Brown" }).click();
  await ann.getByRole("button", { name: "Create link" }).click();
  await ben.goto(await ann.getByLabel("Address").inputValue());
  await ben.getByLabel("New password").fill(BENS_FIRST);
  await ben.getByLabel("Confirm password").fill(BENS_FIRST);
  await ben.getByRole("button", { name: "Set password" }).click();
  await arrived(ben.getByText("Password set."));
  await signIn(ben, "ben@acme.example", BENS_FIRST);

  await openFromMenu(ann, "API keys");
  await ann.getByLabel("What is it for?").fill("Our CRM");
  await ann.getByRole("checkbox").first().check();
  await ann.getByRole("button", { name: "Create key" }).click();
  const key = await ann.getByLabel("Key", { exact: true }).inputValue();
  const save = () =>
    fetch(`${server.origin}/api/contacts`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify({ contacts: [{ id: "crm-1", name: "Sarah Lee", assignees: ["ben@acme.example"] }] }),
    });
  expect((await save()).status).toBe(200);
  await ann.getByRole("button", { name: "Revoke Our CRM" }).click();
  await arrived(ann.getByText("The key “Our CRM” is revoked"));
  expect((await save()).status).toBe(401);

  await openFromMenu(ann, "Members");
  await ann.getByRole("link", { name: "Manage Ben Brown" }).click();
  await ann.getByLabel("Hand over to").selectOption("Ann Smith");
  await ann.getByRole("button", { name: "Remove Ben Brown" }).click();
  await arrived(ann.getByText("Ben Brown is removed; 1 contact handed over to Ann Smith"));
  await ben.reload();
  expect(new URL(ben.url()).pathname).toBe("/login");
  await ann.goto(`${server.origin}/contacts/crm-1`);
  await arrived(ann.locator("#assignees > p").getByText("Ann Smith"));
});
