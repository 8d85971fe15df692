import { searchable } from "../../app/domain/search.ts";
import { normalizeEmail } from "../accounts.ts";
import type { Database } from "../collections.ts";

/** The users of one organization, as files name them. */
export interface Members {
  /** The id of the member with that email or id; null where the organization has none. */
  idOf(emailOrId: string): string | null;
  /** The id of the member with that email, id or name, in any order of its words; null where it isn't exactly one. */
  named(text: string): string | null;
  /** The email of the member with that id, which means the same in every database; the id where it is no member's. */
  emailOf(userId: string): string;
}

/** Reads who belongs to the organization. */
export async function loadMembers({ users }: Database, organizationId: string): Promise<Members> {
  const idByEmail = new Map<string, string>();
  const emailById = new Map<string, string>();
  /** Null where several have the name. */
  const idByName = new Map<string, string | null>();
  const members = users.find({ "memberships.organizationId": organizationId }, { projection: { email: 1, name: 1 } });
  for await (const { _id, email, name } of members) {
    idByEmail.set(email, _id);
    emailById.set(_id, email);
    const key = nameKey(name);
    idByName.set(key, idByName.has(key) ? null : _id);
  }
  const idOf = (emailOrId: string) =>
    emailById.has(emailOrId) ? emailOrId : (idByEmail.get(normalizeEmail(emailOrId)) ?? null);
  return {
    idOf,
    named: (text) => idOf(text) ?? idByName.get(nameKey(text)) ?? null,
    emailOf: (userId) => emailById.get(userId) ?? userId,
  };
}

/** The words of a name without case and accents, sorted: `Lee, Ann` is `Ann Lee`. */
function nameKey(name: string): string {
  const words = searchable(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.sort().join(" ");
}
