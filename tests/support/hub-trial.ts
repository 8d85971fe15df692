import { once } from "node:events";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { launchBrowser, newProfile, type ProfileOptions } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";
import { PASSWORD, plantTwoOrganizations, type TwoOrganizations } from "./two-organizations.ts";

/** A server with its database, and a browser beside it. */
export interface HubTrial {
  server: TestServer;
  connection: DatabaseConnection;
  browser: Browser;
  /** Empties the database and plants the two organizations anew. */
  replant(): Promise<TwoOrganizations>;
  /** Opens a browser profile of its own and signs in on the page at `path`. */
  signIn(path: string, options: ProfileOptions & { email?: string }): Promise<{ profile: BrowserContext; page: Page }>;
  /** Kills the server as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again at the same address, with the data it had. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts all three. */
export async function startHubTrial(): Promise<HubTrial> {
  let server = await startServer();
  const connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const browser = await launchBrowser();
  return {
    get server() {
      return server;
    },
    connection,
    browser,
    async replant() {
      const { organizations, users, contacts, activities, sessions } = connection.database;
      for (const collection of [organizations, users, contacts, activities, sessions]) {
        await collection.deleteMany({} as never);
      }
      return plantTwoOrganizations(connection.database);
    },
    async signIn(path, { email = "ann@example.com", ...options }) {
      const profile = await newProfile(browser, options);
      const page = await profile.newPage();
      await page.goto(server.origin + path);
      await page.getByLabel("Email").fill(email);
      await page.getByLabel("Password").fill(PASSWORD);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(server.origin + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      return { profile, page };
    },
    async kill() {
      const exit = once(server.process, "exit");
      server.process.kill("SIGKILL");
      await exit;
    },
    async restart() {
      server = await startServer({ DATA_DIR: server.dataDirectory, PORT: new URL(server.origin).port });
    },
    async stop() {
      await browser.close();
      await connection.close();
      await server.stop();
    },
  };
}
