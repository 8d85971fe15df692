import * as v from "valibot";
import { fits, isKeepable, MOST_CHARACTERS, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { DETAIL_FIELDS, LEAD_QUALITIES, STATUSES, type ContactDetails, type DetailField } from "./contact.ts";

const text = (most: number) =>
  v.pipe(
    v.string(),
    v.transform(oneLine),
    v.check((value) => fits(value, most), `Use at most ${most.toLocaleString("en")} characters.`),
    // What is left of a character that was decoded wrongly is as an import has it.
    v.check((value) => isKeepable(value) && !value.includes("\uFFFD"), UNKEEPABLE_MESSAGE),
  );
const optional = (schema: v.GenericSchema<string, string>) =>
  v.pipe(
    schema,
    v.transform((value): string | null => value || null),
  );

const Details = v.object({
  name: v.pipe(text(MOST_CHARACTERS.name), v.nonEmpty("Give the contact a name.")),
  company: optional(text(MOST_CHARACTERS.company)),
  email: optional(
    v.pipe(
      text(MOST_CHARACTERS.email),
      v.regex(/^$|^[^\s@]+@[^\s@]+$/, "An email address looks like ann@example.com."),
    ),
  ),
  phone: optional(text(MOST_CHARACTERS.phone)),
  photoUrl: optional(v.pipe(text(MOST_CHARACTERS.photoUrl), v.check(isHttps, "A photo address begins with https://."))),
  status: v.picklist(STATUSES, "Choose one of the statuses."),
  leadQuality: v.pipe(
    v.picklist([...LEAD_QUALITIES, ""], "Choose one of the lead qualities, or none."),
    v.transform((value) => value || null),
  ),
});

function isHttps(value: string): boolean {
  return value === "" || (URL.canParse(value) && new URL(value).protocol === "https:");
}

/** A contact's details as they stand in the fields of a form. */
export type TypedDetails = Record<DetailField, string>;

/** The details that a form gives, or what is wrong with which of its fields. */
export type DetailsFormResult =
  | { ok: true; typed: TypedDetails; details: ContactDetails }
  | { ok: false; typed: TypedDetails; errors: Partial<Record<DetailField, string>> };

/** Reads the fields of a form; one that the form doesn't have stays as it is in `otherwise`. */
export function readDetails(form: FormData, otherwise: ContactDetails): DetailsFormResult {
  const given = typedDetails(otherwise);
  const typed = Object.fromEntries(
    DETAIL_FIELDS.map((field) => {
      const value = form.get(field);
      return [field, typeof value === "string" ? value : given[field]];
    }),
  ) as TypedDetails;
  const result = v.safeParse(Details, typed);
  if (result.success) return { ok: true, typed, details: result.output };
  const issues = v.flatten<typeof Details>(result.issues).nested ?? {};
  const errors = Object.fromEntries(Object.entries(issues).map(([field, messages]) => [field, messages[0]]));
  return { ok: false, typed, errors };
}

/** The details of a contact as the fields of a form hold them. */
export function typedDetails(details: ContactDetails): TypedDetails {
  return Object.fromEntries(DETAIL_FIELDS.map((field) => [field, details[field] ?? ""])) as TypedDetails;
}

/** The details of a contact that nothing is known of yet. */
export const NO_DETAILS: ContactDetails = {
  name: "",
  company: null,
  email: null,
  phone: null,
  photoUrl: null,
  status: "ACTIVE",
  leadQuality: null,
};

const nullable = v.nullable(v.string());
const Seen = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    name: v.string(),
    company: nullable,
    email: nullable,
    phone: nullable,
    photoUrl: nullable,
    status: v.picklist(STATUSES),
    leadQuality: v.nullable(v.picklist(LEAD_QUALITIES)),
  }),
);

/** The details that the form was filled with, which it carries along; null where it carries none. */
export function readSeen(form: FormData): ContactDetails | null {
  const seen = v.safeParse(Seen, form.get("seen"));
  return seen.success ? seen.output : null;
}

/** Details as a form carries them along, for `readSeen`. */
export function seenText({ name, company, email, phone, photoUrl, status, leadQuality }: ContactDetails): string {
  return JSON.stringify({ name, company, email, phone, photoUrl, status, leadQuality });
}
