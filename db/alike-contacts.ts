import type { Contact } from "../app/domain/contact.ts";
import { haveSameEmail, haveSamePhone, type Person } from "../app/domain/same-person.ts";
import { addressWord, phoneWords } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import type { MemberScope } from "./scope.ts";
import { without } from "./without.ts";

/** Contacts of the organization with the same email or phone. */
export interface AlikeContacts {
  /** Those that the member sees, the first few. */
  seen: AlikeContact[];
  /** True where there are some that the member doesn't see. */
  hasUnseen: boolean;
}

export type AlikeContact = Pick<Contact, "id" | "name" | "email" | "phone" | "company">;

/** Contacts that are looked at, and that are told of. */
const MOST_EXAMINED = 200;
const MOST_TOLD = 5;

/** The organization's contacts with that email or phone, however they are written, but for the one with `exceptId`. */
export async function findAlike(
  { contacts }: Database,
  { organizationId, userId, role }: MemberScope,
  person: Pick<Person, "email" | "phone">,
  exceptId?: string,
): Promise<AlikeContacts> {
  const words = [
    ...(person.email ? [addressWord(person.email)] : []),
    ...(person.phone ? phoneWords(person.phone) : []),
  ];
  if (words.length === 0) return { seen: [], hasUnseen: false };
  const found = await contacts
    .find({ organizationId, searchPrefixes: { $in: words } })
    .limit(MOST_EXAMINED)
    .project<AlikeContact & Pick<ContactDocument, "assigneeIds">>({
      ...{ _id: 0, id: 1, name: 1, email: 1, phone: 1, company: 1, assigneeIds: 1 },
    })
    .toArray();
  const named = { name: "", company: null, ...person };
  const alike = found.filter(
    (one) => one.id !== exceptId && (haveSameEmail(named, one) || haveSamePhone(named.phone, one.phone)),
  );
  const seen = alike.filter(({ assigneeIds }) => role === "admin" || assigneeIds.includes(userId));
  return {
    seen: seen.slice(0, MOST_TOLD).map((contact) => without(contact, "assigneeIds")),
    hasUnseen: seen.length < alike.length,
  };
}
