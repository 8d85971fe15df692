import type { ImportedContact } from "../../app/domain/import-row.ts";
import {
  comparable,
  haveSameName,
  personKey,
  phoneDigits,
  samePerson,
  type Person,
} from "../../app/domain/same-person.ts";
import { addressWord } from "../../app/domain/search.ts";
import type { ContactDocument, Database } from "../collections.ts";
import { newId } from "../ids.ts";

/** The name that a contact has at first: its own, else its email, company or phone. */
export function initialName({ name, email, company, phone, id }: ImportedContact): string {
  return name ?? email ?? company ?? phone ?? id;
}

/** What a row says of who it is about; without a name and an email it goes by its company, or its phone. */
export function personOf({ name, email = null, company = null, phone = null }: ImportedContact): Person {
  return { name: name ?? (email === null ? (company ?? phone ?? "") : ""), email, company, phone };
}

type Known = Person & { id: string };

/**
 * Gives the rows without an id those of the contacts that they are about, or new ones, each contact to one row at most;
 * returns the rows of which nothing tells which contact is meant.
 */
export async function giveIds(
  database: Database,
  organizationId: string,
  rows: readonly ImportedContact[],
  isTaken: (id: string) => boolean,
): Promise<Set<ImportedContact>> {
  const unknown = rows.filter(({ id }) => id === "");
  const unclear = new Set<ImportedContact>();
  if (unknown.length === 0) return unclear;
  const known = await knownPeople(database, organizationId, unknown.map(personOf));
  const taken = new Set<string>();
  const meet = (row: ImportedContact, mayRename: boolean) => {
    const person = personOf(row);
    const free = known(person).filter(({ id }) => !taken.has(id) && !isTaken(id));
    const met = samePerson(person, free);
    if (met === null || met === "several" || !(mayRename || haveSameName(person, met))) return met;
    row.id = met.id;
    taken.add(met.id);
    return met;
  };
  // Two people with one email come to their own contacts, whichever comes first.
  for (const row of unknown) meet(row, false);
  for (const row of unknown) {
    if (row.id !== "") continue;
    if (meet(row, true) === "several") unclear.add(row);
    else if (row.id === "") row.id = newId("contact");
  }
  return unclear;
}

/** Those of the organization with the email or the name of one of these people. */
async function knownPeople(
  { contacts }: Database,
  organizationId: string,
  people: readonly Person[],
): Promise<(person: Person) => Known[]> {
  const emails = [...new Set(people.flatMap(({ email }) => email ?? []))];
  const names = [...new Set(people.map(({ name }) => name).filter(Boolean))];
  const found = new Map<string, Known>();
  for (const filter of [{ searchPrefixes: { $in: emails.map(addressWord) } }, { name: { $in: names } }]) {
    const some = contacts
      .find({ organizationId, ...filter })
      .project<Known>({ _id: 0, id: 1, name: 1, email: 1, phone: 1, company: 1 } satisfies Fields);
    for await (const one of some) found.set(one.id, one);
  }
  const groups = KEYS.map((keyOf) => ({ keyOf, group: groupBy(found.values(), keyOf) }));
  return (person) => [...new Set(groups.flatMap(({ keyOf, group }) => group.get(keyOf(person)) ?? []))];
}

/** What candidates have in common with a person; the narrower come first, as each is looked for among so many only. */
const KEYS: readonly ((person: Person) => string | null)[] = [
  personKey,
  ({ name, phone }) => (phone === null ? null : `${comparable(name)}\n${phoneDigits(phone)}`),
  ({ email }) => (email === null ? null : comparable(email)),
  ({ name }) => comparable(name),
];
const MOST_ALIKE = 50;

type Fields = { [field in keyof ContactDocument]?: 1 } & { _id: 0 };

function groupBy(people: Iterable<Known>, keyOf: (one: Known) => string | null): Map<string | null, Known[]> {
  const groups = new Map<string | null, Known[]>([[null, []]]);
  for (const one of people) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (!group) groups.set(key, [one]);
    else if (key !== null && group.length < MOST_ALIKE) group.push(one);
  }
  return groups;
}
