import type { Contact } from "../app/domain/contact.ts";
import { haveSameEmail, haveSamePhone, type Person } from "../app/domain/same-person.ts";
import { addressWord, phoneWords, SHORTEST_PHONE } from "../app/domain/search.ts";
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

/** Contacts that are looked at, for one person and for many, and that are told of. */
const MOST_EXAMINED = 200;
const MOST_EXAMINED_OF_MANY = 5_000;
const MOST_TOLD = 5;

/** The organization's contacts with that email or phone, however they are written, but for the one with `exceptId`. */
export async function findAlike(
  { contacts }: Database,
  { organizationId, userId, role }: MemberScope,
  person: Pick<Person, "email" | "phone">,
  exceptId?: string,
): Promise<AlikeContacts> {
  const words = wordsOf(person);
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

/** Those of `added` with the email or phone of a contact of the organization that `isOther`, each with the first such. */
export async function findAlikeOfMany(
  { contacts }: Database,
  organizationId: string,
  added: readonly Pick<Contact, "id" | "name" | "email" | "phone">[],
  isOther: (id: string) => boolean,
): Promise<{ id: string; name: string; other: Pick<Contact, "id" | "name"> }[]> {
  const words = [...new Set(added.flatMap(wordsOf))];
  if (words.length === 0) return [];
  const found = await contacts
    .find({ organizationId, searchPrefixes: { $in: words } })
    .limit(MOST_EXAMINED_OF_MANY)
    .project<Pick<Contact, "id" | "name" | "email" | "phone">>({ _id: 0, id: 1, name: 1, email: 1, phone: 1 })
    .toArray();
  const others = new Map<string, Pick<Contact, "id" | "name">>();
  for (const other of found.filter(({ id }) => isOther(id))) {
    for (const word of wordsOf(other)) if (!others.has(word)) others.set(word, { id: other.id, name: other.name });
  }
  return added.flatMap(({ id, name, ...person }) => {
    const word = wordsOf(person).find((each) => others.has(each));
    return word === undefined ? [] : { id, name, other: others.get(word)! };
  });
}

/** What a contact with that email or phone is found by. */
function wordsOf({ email, phone }: Pick<Person, "email" | "phone">): string[] {
  const numbers = phone ? phoneWords(phone).filter((number) => number.length >= SHORTEST_PHONE) : [];
  return [...(email ? [addressWord(email)] : []), ...numbers];
}
