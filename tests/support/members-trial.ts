import { expect } from "vitest";
import type { Role } from "../../db/collections.ts";
import type { DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "./browser-session.ts";
import type { TestServer } from "./server.ts";
import { borrowServer } from "./shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "./two-organizations.ts";

/** A server with two organizations, in each of which an admin is signed in. */
export interface MembersTrial {
  server: TestServer;
  connection: DatabaseConnection;
  world: TwoOrganizations;
  /** An admin of the first organization, and one of the second. */
  ann: BrowserSession;
  cid: BrowserSession;
  /** Empties the database, plants the organizations anew and signs the admins in. */
  replant(): Promise<void>;
  setMemberships(userId: string, memberships: [string, Role][]): Promise<unknown>;
  membershipsOf(email: string): Promise<[string, Role][] | undefined>;
  /** What the organization's audit log has. */
  kindsOf(organizationId: string): Promise<string[]>;
  /** Posts a form without being signed in. */
  postAlone(path: string, fields: Record<string, string>): Promise<Response>;
  /** Has an admin invite somebody, and returns the path of the link. */
  invite(email: string, role?: Role, browser?: BrowserSession): Promise<string>;
  stop(): Promise<void>;
}

/** Starts it; `replant` comes next. */
export async function startMembersTrial(): Promise<MembersTrial> {
  const { connection, ...server } = await borrowServer();
  const { database } = connection;
  const trial: MembersTrial = {
    server,
    connection,
    async replant() {
      for (const name of EMPTIED) await database[name].deleteMany({} as never);
      const world = await plantTwoOrganizations(database);
      trial.world = world;
      await trial.setMemberships(world.ann, [[world.first, "admin"]]);
      await trial.setMemberships(world.cid, [[world.second, "admin"]]);
      trial.ann = await signIn(server.origin, "ann@example.com");
      trial.cid = await signIn(server.origin, "cid@example.com");
    },
    setMemberships: (userId, memberships) =>
      database.users.updateOne(
        { _id: userId },
        { $set: { memberships: memberships.map(([organizationId, role]) => ({ organizationId, role })) } },
      ),
    async membershipsOf(email) {
      const user = await database.users.findOne({ email });
      return user?.memberships.map(({ organizationId, role }) => [organizationId, role]);
    },
    kindsOf: (organizationId) => database.auditEvents.distinct("kind", { organizationId }),
    postAlone: (path, fields) =>
      fetch(server.origin + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" }),
    async invite(email, role = "member", browser = trial.ann) {
      const path = linkOn(await pageAfter(browser, await post(browser, "/members", { email, role })));
      expect(path).toMatch(/^\/join\//);
      return path!;
    },
    stop: () => server.stop(),
  } as MembersTrial;
  return trial;
}

const EMPTIED = [
  "organizations",
  "users",
  "contacts",
  "activities",
  "operations",
  "oneTimeLinks",
  "sessions",
  "auditEvents",
  "calendarFeeds",
  "apiKeys",
] as const;

/** Posts a form. */
export function post(browser: BrowserSession, path: string, fields: Record<string, string>): Promise<Response> {
  return browser.fetch(path, { method: "POST", body: new URLSearchParams(fields) });
}

/** The page that a form's answer leads to. */
export async function pageAfter(browser: BrowserSession, answer: Response): Promise<string> {
  expect(answer.status).toBe(303);
  return (await browser.fetch(answer.headers.get("Location")!)).text();
}

/** The path of the link that a page shows once. */
export function linkOn(page: string): string | undefined {
  return /value="http:\/\/[^/"]+(\/(?:join|reset)\/[\w-]+)"/.exec(page)?.[1];
}
