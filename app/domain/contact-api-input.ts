import * as v from "valibot";
import { LONGEST_CADENCE_DAYS } from "./cadence.ts";
import { fits, MOST_CHARACTERS } from "./characters.ts";
import { LEAD_QUALITIES, STATUSES } from "./contact.ts";
import { checkImportRow, type ImportedContact } from "./import-row.ts";

/** The most contacts that one request changes, and one answer lists. */
export const MOST_CONTACTS = 1_000;
/** How many contacts an answer lists when it isn't told. */
export const USUAL_CONTACTS = 100;
/** KiB that a request with contacts may have. */
export const MOST_CONTACTS_KIBIBYTES = 2_048;

const MOST_ASSIGNEES = 100;

function text(most: number) {
  return v.pipe(
    v.string("Must be text"),
    v.check((value) => fits(value, most), `Has more than ${most} characters`),
    v.metadata({ maxLength: most }),
  );
}

function filledText(most: number) {
  return v.pipe(text(most), v.regex(/\S/u, "Must not be empty"));
}

function clearableText(most: number) {
  return v.optional(v.nullable(text(most)));
}

const DAYS_RANGE = `Must be from 0 to ${LONGEST_CADENCE_DAYS}`;

/** A contact's own cadence, as requests and answers have it. */
export const CadenceDays = v.pipe(
  v.nullable(
    v.pipe(
      v.number("Must be a whole number"),
      v.integer("Must be a whole number"),
      v.minValue(0, DAYS_RANGE),
      v.maxValue(LONGEST_CADENCE_DAYS, DAYS_RANGE),
    ),
  ),
  v.description("Days from one follow-up to the next; 0 is no cadence, null goes by the lead quality."),
);

const fields = {
  email: clearableText(MOST_CHARACTERS.email),
  phone: clearableText(MOST_CHARACTERS.phone),
  company: clearableText(MOST_CHARACTERS.company),
  photoUrl: v.pipe(clearableText(MOST_CHARACTERS.photoUrl), v.description("An https address.")),
  leadQuality: v.optional(v.nullable(v.picklist(LEAD_QUALITIES, `Must be one of ${LEAD_QUALITIES.join(", ")}`))),
  status: v.optional(v.picklist(STATUSES, `Must be one of ${STATUSES.join(", ")}`)),
  assignees: v.optional(
    v.pipe(
      v.array(filledText(MOST_CHARACTERS.email), "Must be a list of emails or ids"),
      v.maxLength(MOST_ASSIGNEES, `Name at most ${MOST_ASSIGNEES} users`),
      v.description("Emails or ids of members of the organization; they replace those there are."),
    ),
  ),
  nextFollowUpDate: v.pipe(
    v.optional(v.nullable(v.string("Must be a date as YYYY-MM-DD"))),
    v.description("YYYY-MM-DD, or a date-time, which becomes the date in the organization's time zone."),
  ),
  cadenceDays: v.optional(CadenceDays),
};

/** A contact to add, or to change where one has its id: what is absent stays as it is, null clears it. */
export const ContactUpsert = v.object({
  id: filledText(MOST_CHARACTERS.id),
  name: filledText(MOST_CHARACTERS.name),
  ...fields,
});

/** Changes to the contact with that id, which must be there: what is absent stays as it is, null clears it. */
export const ContactPatch = v.object({
  id: filledText(MOST_CHARACTERS.id),
  name: v.optional(filledText(MOST_CHARACTERS.name)),
  ...fields,
});
export type ContactPatch = v.InferOutput<typeof ContactPatch>;

/** The contacts of one request, and whether they came as a list. */
export interface ContactEntries {
  entries: ContactPatch[];
  isList: boolean;
}

type Entry = typeof ContactUpsert | typeof ContactPatch;

/** A body that lists contacts. */
export function listOf<One extends Entry>(One: One) {
  const list = v.array(One, "Must be a list of contacts");
  return v.object({ contacts: v.pipe(list, ...lengths<v.InferOutput<One>>()) });
}

function lengths<Item>() {
  return [
    v.minLength<Item[], 1, string>(1, "Send at least one contact"),
    v.maxLength<Item[], number, string>(MOST_CONTACTS, `Send at most ${MOST_CONTACTS} contacts`),
  ] as const;
}

const TooLong = v.object({ contacts: v.pipe(v.array(v.unknown()), ...lengths<unknown>()) });

/** The body of `POST` and `PATCH /api/contacts`: one contact, or a list of them. */
export function ContactsBody(One: Entry) {
  const List = listOf(One);
  const chosen = (input: unknown): v.GenericSchema<unknown, ContactPatch | { contacts: ContactPatch[] }> => {
    if (typeof input !== "object" || input === null || !("contacts" in input)) return One;
    // Of a list that is refused anyway, no contact is looked at.
    return Array.isArray(input.contacts) && input.contacts.length > MOST_CONTACTS ? (TooLong as never) : List;
  };
  return v.pipe(
    v.lazy(chosen),
    v.transform((body): ContactEntries =>
      "contacts" in body ? { entries: body.contacts, isList: true } : { entries: [body], isList: false },
    ),
  );
}

/** The query of `GET /api/contacts`. */
export const ContactsQuery = v.object({
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^0*[1-9]\d*$/, "Must be a whole number from 1"),
      v.transform((digits) => Math.min(Number(digits), MOST_CONTACTS)),
    ),
    String(USUAL_CONTACTS),
  ),
  after: v.optional(filledText(MOST_CHARACTERS.id)),
});

/** What is wrong with one of the contacts of a request. */
export interface EntryProblem {
  /** Its place in the request, from 0. */
  index: number;
  field: string;
  text: string;
}

/** What the entries say about contacts, by the rules that an imported row has; or all that is wrong with them. */
export function readEntries(
  entries: readonly ContactPatch[],
  timeZone: string,
): { ok: true; contacts: ImportedContact[] } | { ok: false; problems: EntryProblem[] } {
  const contacts: ImportedContact[] = [];
  const problems: EntryProblem[] = [];
  const places = new Map<string, number>();
  for (const [index, { assignees, ...fields }] of entries.entries()) {
    const texts = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, String(value ?? "")]));
    const read = checkImportRow({ name: "", ...texts }, timeZone);
    if (!read.ok) {
      problems.push(...read.problems.map((problem) => ({ index, ...problem })));
      continue;
    }
    const { id } = read.contact;
    const earlier = places.get(id);
    if (earlier !== undefined) problems.push({ index, field: "id", text: `is the same as of contact ${earlier}` });
    places.set(id, index);
    contacts.push(assignees ? { ...read.contact, assignees: assignees.map((user) => user.trim()) } : read.contact);
  }
  return problems.length ? { ok: false, problems } : { ok: true, contacts };
}
