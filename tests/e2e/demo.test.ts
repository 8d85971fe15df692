import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "../../db/passwords.ts";
import { openDatabase } from "../../db/connection.ts";
import { findings } from "../support/axe.ts";
import { arrived, newProfile, sharedBrowser } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ DEMO: "1" });
});
afterAll(() => server.stop());

describe.each([{ javaScript: false }, { javaScript: true }])(
  "the demo with JavaScript $javaScript",
  ({ javaScript }) => {
    test("says how to sign in where one signs in, and opens at a press, on the page that was asked for", async () => {
      const profile = await newProfile(await sharedBrowser(), { javaScript });
      const page = await profile.newPage();
      await page.goto(`${server.origin}/contacts`);
      await arrived(page.getByText("Sign in as demo@example.com with the password demo."));
      if (javaScript) expect(await findings(page)).toEqual([]);
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await arrived(page.getByText("This is a demo: sign in as demo@example.com with the password demo."));
      await page.getByRole("link", { name: "Back to sign in" }).click();
      await page.goto(`${server.origin}/contacts`);
      await page.getByRole("button", { name: "Open the demo" }).click();
      await arrived(page.getByRole("heading", { level: 1, name: "Contacts" }));
      await profile.close();
    });
  },
);

test("once its password is another one, nothing is said of the demo", async () => {
  const connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const passwordHash = await hashPassword("a password of their own");
  await connection.database.users.updateOne({ email: "demo@example.com" }, { $set: { passwordHash } });
  await connection.close();
  for (const path of ["/login", "/forgot"]) {
    expect(await (await fetch(server.origin + path)).text()).not.toContain("demo@example.com");
  }
});
