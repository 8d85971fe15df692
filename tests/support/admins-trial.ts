import type { DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "./browser-session.ts";
import type { TestServer } from "./server.ts";
import { borrowServer } from "./shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "./two-organizations.ts";

/** A server with two organizations, and who tries what only admins may. */
export interface AdminsTrial {
  server: TestServer;
  connection: DatabaseConnection;
  world: TwoOrganizations;
  /** An admin of the first organization. */
  ann: BrowserSession;
  /** A plain member of it. */
  bob: BrowserSession;
  /** An admin of the second organization. */
  cid: BrowserSession;
  /** Who isn't signed in. */
  nobody: Pick<BrowserSession, "fetch">;
  stop(): Promise<void>;
}

/** Starts it, and signs the three in. */
export async function startAdminsTrial(): Promise<AdminsTrial> {
  const { connection, ...server } = await borrowServer();
  const world = await plantTwoOrganizations(connection.database);
  const admins = { _id: { $in: [world.ann, world.cid] } };
  await connection.database.users.updateMany(admins, { $set: { "memberships.0.role": "admin" } });
  return {
    server,
    connection,
    world,
    ann: await signIn(server.origin, "ann@example.com"),
    bob: await signIn(server.origin, "bob@example.com"),
    cid: await signIn(server.origin, "cid@example.com"),
    nobody: { fetch: (path, init) => fetch(server.origin + path, { ...init, redirect: "manual" }) },
    stop: () => server.stop(),
  };
}

/** Posts a form's fields, some of which may stand in it several times. */
export function postForm(
  browser: Pick<BrowserSession, "fetch">,
  path: string,
  fields: [string, string][],
): Promise<Response> {
  return browser.fetch(path, { method: "POST", body: new URLSearchParams(fields) });
}

/** A page's HTML, without the marks that React puts between texts. */
export async function htmlOf(answer: Promise<Response> | Response): Promise<string> {
  return (await (await answer).text()).replaceAll("<!-- -->", "");
}
