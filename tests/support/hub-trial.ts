import { once } from "node:events";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { newProfile, sharedBrowser, type ProfileOptions } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";
import { borrowServer, emptyDatabase } from "./shared-server.ts";
import { PASSWORD, plantTwoOrganizations, type TwoOrganizations } from "./two-organizations.ts";

/** A server with its database, and a browser beside it. */
export interface HubTrial {
  server: TestServer;
  connection: DatabaseConnection;
  browser: Browser;
  /** Empties the database and plants the two organizations anew. */
  replant(): Promise<TwoOrganizations>;
  /** Opens a browser profile of its own, signed in, on the page at `path`. */
  signIn(path: string, options: ProfileOptions & { email?: string }): Promise<SignedIn>;
  /** Kills the server as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again at the same address, with the data it had. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A signed-in browser profile with one page, and what its scripts have complained about. */
export interface SignedIn {
  profile: BrowserContext;
  page: Page;
  problems: string[];
}

/** Starts it with the server that the files share, or with one that it may kill. */
export async function startHubTrial({ killable = false } = {}): Promise<HubTrial> {
  let server: TestServer;
  let connection: DatabaseConnection;
  if (killable) {
    server = await startServer();
    connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  } else ({ connection, ...server } = await borrowServer());
  const browser = await sharedBrowser();
  return {
    get server() {
      return server;
    },
    connection,
    browser,
    async replant() {
      await emptyDatabase(connection.database);
      return plantTwoOrganizations(connection.database);
    },
    async signIn(path, { email = "ann@example.com", ...options }) {
      const profile = await newProfile(browser, options);
      const form = { email, password: PASSWORD, redirectTo: path };
      await profile.request.post(`${server.origin}/login`, { form, maxRedirects: 0 });
      const page = await profile.newPage();
      const problems: string[] = [];
      page.on("pageerror", ({ message }) => problems.push(message));
      page.on("console", (message) => {
        if (message.type() !== "error" || message.text().includes("Failed to load resource")) return;
        problems.push(message.text());
      });
      await page.goto(server.origin + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      return { profile, page, problems };
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
      for (const profile of browser.contexts()) await profile.close();
      await connection.close();
      await server.stop();
    },
  };
}
