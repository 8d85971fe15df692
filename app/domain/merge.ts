import { DETAIL_FIELDS, type Contact } from "./contact.ts";

/** The fields of which one contact's value wins where two are merged. */
export const MERGED_FIELDS = [...DETAIL_FIELDS, "nextFollowUpDate", "cadenceDays"] as const;
export type MergedField = (typeof MERGED_FIELDS)[number];

/** What is merged of a contact. */
export type Mergeable = Pick<Contact, Exclude<MergedField, "cadenceDays">> & { cadenceDays?: number | null };

/** Where nobody has said otherwise: the fields that the kept contact takes from the other one, as it has nothing there. */
export function usuallyTaken(kept: Mergeable, other: Mergeable): MergedField[] {
  return MERGED_FIELDS.filter((field) => (kept[field] ?? null) === null && (other[field] ?? null) !== null);
}

/** The fields in which two contacts differ. */
export function differingFields(kept: Mergeable, other: Mergeable): MergedField[] {
  return MERGED_FIELDS.filter((field) => (kept[field] ?? null) !== (other[field] ?? null));
}

/** The values that change of the kept contact: those of `taken` fields that the other one has otherwise. */
export function mergedValues(kept: Mergeable, other: Mergeable, taken: readonly MergedField[]): Partial<Mergeable> {
  const changed = differingFields(kept, other).filter((field) => taken.includes(field));
  return Object.fromEntries(changed.map((field) => [field, other[field] ?? null]));
}

/** The field of a form that says whose value wins; `other` is the other contact's. */
export const mergeChoiceName = (field: MergedField): string => `winner.${field}`;

/** The fields that a form takes from the other contact; null where it says nothing. */
export function readMergeChoice(form: FormData): MergedField[] | null {
  const said = MERGED_FIELDS.filter((field) => form.has(mergeChoiceName(field)));
  return said.length === 0 ? null : said.filter((field) => form.get(mergeChoiceName(field)) === "other");
}
