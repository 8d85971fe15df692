import { randomBytes } from "node:crypto";
import type { ClientSession } from "mongodb";
import type { Database, OneTimeLink, OneTimeLinkDocument } from "./collections.ts";
import { hashOfSecret } from "./ids.ts";

/** How long a link can be used, in days. */
export const LINK_DAYS = 3;
const MILLISECONDS_A_DAY = 24 * 60 * 60 * 1_000;

/** Bytes that the secret in a link is made of. */
export const LINK_BYTES = 24;

/** The secret as it stands in a link. */
export function linkSecret(bytes: Buffer): string {
  return bytes.toString("base64url");
}

/** Makes a link that can be used once, and returns the secret in it; it can't be read again, only its hash is kept. */
export async function makeOneTimeLink(
  { oneTimeLinks }: Database,
  link: OneTimeLink,
  now: Date,
  { session, secret = linkSecret(randomBytes(LINK_BYTES)) }: { session?: ClientSession; secret?: string } = {},
): Promise<{ id: string; secret: string; expiresAt: Date }> {
  const id = hashOfSecret(secret);
  const expiresAt = new Date(now.getTime() + LINK_DAYS * MILLISECONDS_A_DAY);
  await oneTimeLinks.insertOne(
    { _id: id, ...link, createdAt: now, expiresAt } as OneTimeLinkDocument,
    session && { session },
  );
  return { id, secret, expiresAt };
}

/** What the link with that secret is for, or null where there is none, or it was used, or is too old by `now`. */
export async function findOneTimeLink<Purpose extends OneTimeLink["purpose"]>(
  { oneTimeLinks }: Database,
  purpose: Purpose,
  secret: string,
  now: Date,
  session?: ClientSession,
): Promise<LinkFor<Purpose> | null> {
  return (await oneTimeLinks.findOne(usable(purpose, secret, now), session && { session })) as LinkFor<Purpose> | null;
}

/** Takes the link, so that nobody can use it again; null where it can't be used. Of several at once, one gets it. */
export async function takeOneTimeLink<Purpose extends OneTimeLink["purpose"]>(
  { oneTimeLinks }: Database,
  purpose: Purpose,
  secret: string,
  now: Date,
  session?: ClientSession,
): Promise<LinkFor<Purpose> | null> {
  const filter = usable(purpose, secret, now);
  const taken: unknown = await oneTimeLinks.findOneAndDelete(filter, session ? { session } : {});
  return taken as LinkFor<Purpose> | null;
}

/** A link for that purpose, as it is kept. */
type LinkFor<Purpose> = Extract<OneTimeLinkDocument, { purpose: Purpose }>;

/** The TTL index sweeps once a minute only, so the time is checked as well. */
function usable(purpose: OneTimeLink["purpose"], secret: string, now: Date) {
  return { _id: hashOfSecret(secret), purpose, expiresAt: { $gt: now } };
}
