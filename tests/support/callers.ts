import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { signEmbedToken } from "../../app/auth/embed-token.server.ts";
import { tokenKeys } from "../../app/server/token-keys.ts";
import { addApiKey } from "../../db/accounts.ts";
import type { Database } from "../../db/collections.ts";
import { signIn } from "./browser-session.ts";
import type { TestServer } from "./server.ts";
import { contact, plantTwoOrganizations, plantUser } from "./two-organizations.ts";

/** The site whose pages the tokens are for. */
export const HOST = "https://host.example";
/** Everybody who may call, by what they show. */
export const CALLERS = [
  ...["nobody", "member", "admin", "member elsewhere", "admin elsewhere", "removed member", "expired session"],
  ...["contacts key", "key elsewhere", "revoked key", "embed token", "expired embed token", "forged token"],
] as const;
export type Caller = (typeof CALLERS)[number];

/** Plants two organizations and all who call, with the headers that each of them sends; Bob is the member. */
export async function plantCallers(
  server: TestServer,
  database: Database,
): Promise<{ headers: Record<Caller, Record<string, string>>; bob: string }> {
  const world = await plantTwoOrganizations(database);
  const now = new Date();
  const session = async (name: string, role: "admin" | "member", organizationId: string) => {
    const email = `${name}@example.com`;
    const userId = await plantUser(database, { email, name, role, organizationId });
    return { userId, Cookie: (await signIn(server.origin, email)).cookie() };
  };
  const key = (organizationId: string, scopes?: ("contacts" | "panel-tokens")[]) =>
    addApiKey(database, { organizationId, name: "k", now, ...(scopes && { scopes }) });
  const admin = await session("boss", "admin", world.first);
  const removed = await session("gone", "member", world.first);
  await database.users.updateOne({ _id: removed.userId }, { $set: { memberships: [] } });
  const late = await session("late", "admin", world.first);
  const past = new Date(0);
  const ended = { createdAt: past, lastUsedAt: past, expiresAt: past };
  await database.sessions.updateMany({ userId: late.userId }, { $set: ended });
  const revoked = await key(world.first);
  await database.apiKeys.deleteMany({});
  await key(world.first);
  const minting = (await database.apiKeys.findOne({ organizationId: world.first }))!;
  const claims = { userId: world.bob, organizationId: world.first, origin: HOST, keyId: minting._id };
  const secret = await readFile(join(server.dataDirectory, "session-secret"), "utf8");
  const token = async (keys: ReturnType<typeof tokenKeys>, at: Temporal.Instant) =>
    (await signEmbedToken(claims, keys, at)).token;
  const [own, others] = [tokenKeys(undefined, secret), [{ id: "session", secret: "x".repeat(64) }]];
  const instant = Temporal.Now.instant();
  // A token comes with an admin's cookie, which must not count beside it.
  const bearer = (text: string) => ({ Authorization: `Bearer ${text}`, Cookie: admin.Cookie });
  const headers: Record<Caller, Record<string, string>> = {
    nobody: {},
    member: { Cookie: (await signIn(server.origin, "bob@example.com")).cookie() },
    admin: { Cookie: admin.Cookie },
    "member elsewhere": { Cookie: (await signIn(server.origin, "cid@example.com")).cookie() },
    "admin elsewhere": { Cookie: (await session("other", "admin", world.second)).Cookie },
    "removed member": { Cookie: removed.Cookie },
    "expired session": { Cookie: late.Cookie },
    "contacts key": bearer(await key(world.first, ["contacts"])),
    "key elsewhere": bearer(await key(world.second)),
    "revoked key": bearer(revoked),
    "embed token": bearer(await token(own, instant)),
    "expired embed token": bearer(await token(own, instant.subtract({ hours: 1 }))),
    "forged token": bearer(await token(others, instant)),
  };
  // What only one of them can take away.
  const ids = CALLERS.flatMap((caller) => ["delete", "merge", "other"].map((use) => `${use}-${caller}`));
  const ofBob = { organizationId: world.first, assigneeIds: [world.bob] };
  await database.contacts.insertMany(ids.map((id) => contact({ ...ofBob, id })));
  return { headers, bob: world.bob };
}
