import type { Contact } from "./contact.ts";
import { phoneWords, SHORTEST_PHONE } from "./search.ts";

/** What tells who a contact is where nothing gives it an id. */
export type Person = Pick<Contact, "email" | "phone" | "company"> & { name: string };

/** Text as it is compared: in small letters, with single spaces. */
export function comparable(text: string | null): string {
  return (text ?? "").normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** True where both have the same email, whatever its case. */
export function haveSameEmail(one: Person, other: Person): boolean {
  return comparable(one.email) !== "" && comparable(one.email) === comparable(other.email);
}

/** True where both have the same name. */
export function haveSameName(one: Person, other: Person): boolean {
  return comparable(one.name) === comparable(other.name);
}

/** What is the same of two rows exactly where they are about one person: the email with the name, or the name with all else. */
export function personKey({ name, email, phone, company }: Person): string {
  const told = comparable(email) === "" ? [name, phone, company] : [email, name];
  return told.map(comparable).join("\n");
}

/** The digits of a phone number, however it is written. */
export function phoneDigits(phone: string | null): string {
  return (phone ?? "").normalize("NFKC").replace(/[^\d]/g, "").replace(/^00/, "");
}

type Comparison = "same" | "differ" | "unknown";

function compare(one: string, other: string): Comparison {
  if (one === "" || other === "") return "unknown";
  return one === other ? "same" : "differ";
}

/**
 * Which of the contacts that have the row's email or its name the row is about: the one with the email, or of several the
 * one with the name too; else by name and phone, or by name alone where nothing speaks against it. `several` where nothing
 * tells which one; null where it is about none of them.
 */
export function samePerson<Known extends Person>(row: Person, known: readonly Known[]): Known | "several" | null {
  const byEmail = known.filter((one) => haveSameEmail(row, one));
  const byBoth = byEmail.filter((one) => haveSameName(row, one));
  if (byBoth.length > 0) return byBoth.find((one) => phones(row, one) === "same") ?? byBoth[0]!;
  if (byEmail.length === 1) return byEmail[0]!;
  if (row.name === "") return byEmail.length > 1 ? "several" : null;
  const byName = known.filter((one) => haveSameName(row, one));
  const exact = byName.find((one) => personKey(one) === personKey(row));
  const byPhone = byName.filter((one) => phones(row, one) === "same");
  if (exact ?? byPhone[0]) return exact ?? byPhone[0]!;
  const possible = byName.filter((one) => mayBe(row, one));
  return possible.length === 1 ? possible[0]! : null;
}

function phones(one: Person, other: Person): Comparison {
  return compare(phoneDigits(one.phone), phoneDigits(other.phone));
}

/** True where nothing says that two people of one name are two. */
function mayBe(one: Person, other: Person): boolean {
  if (compare(comparable(one.email), comparable(other.email)) === "differ") return false;
  const company = compare(comparable(one.company), comparable(other.company));
  return company === "same" || (company === "unknown" && phones(one, other) === "unknown");
}

/** True where both have a phone number in common, however it is written, with the country's code or without it. */
export function haveSamePhone(one: string | null, other: string | null): boolean {
  const [some, others] = [phoneWords(one ?? ""), phoneWords(other ?? "")];
  return some.some((number) => number.length >= SHORTEST_PHONE && others.includes(number));
}
