import { normalizeEmail } from "../accounts.ts";
import type { Database } from "../collections.ts";

/** The users of one organization, as files name them. */
export interface Members {
  /** The id of the member with that email or id; null where the organization has none. */
  idOf(emailOrId: string): string | null;
  /** The email of the member with that id, which means the same in every database; the id where it is no member's. */
  emailOf(userId: string): string;
}

/** Reads who belongs to the organization. */
export async function loadMembers({ users }: Database, organizationId: string): Promise<Members> {
  const idByEmail = new Map<string, string>();
  const emailById = new Map<string, string>();
  const members = users.find({ "memberships.organizationId": organizationId }, { projection: { email: 1 } });
  for await (const { _id, email } of members) {
    idByEmail.set(email, _id);
    emailById.set(_id, email);
  }
  return {
    idOf: (emailOrId) => (emailById.has(emailOrId) ? emailOrId : (idByEmail.get(normalizeEmail(emailOrId)) ?? null)),
    emailOf: (userId) => emailById.get(userId) ?? userId,
  };
}
