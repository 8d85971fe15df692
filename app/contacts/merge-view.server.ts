import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { findAlike, findContactCadence, findProfile, searchContacts } from "../database.server.ts";
import { EVERY_CONTACT } from "../domain/contact-list.ts";
import { ownRhythmText } from "../domain/cadence-text.ts";
import type { Contact } from "../domain/contact.ts";
import { FIELD_LABELS, fieldText } from "../domain/contact-text.ts";
import { shortDate } from "../domain/date-text.ts";
import { differingFields, usuallyTaken, type Mergeable, type MergedField } from "../domain/merge.ts";
import { THERE_NO_MORE } from "./removal-form.ts";
import type { Locale } from "../domain/locale.ts";

const MOST_FOUND = 20;

/** A contact that can be merged with another. */
export type MergeCandidate = Pick<Contact, "id" | "name" | "email" | "phone" | "company">;

/** A field in which two contacts differ, with both values as people read them. */
export interface MergeChoice {
  field: MergedField;
  label: string;
  kept: string;
  other: string;
  isTaken: boolean;
}

/** The contacts that the viewer could merge with one: those that a search finds, else those with its email or phone. */
export async function mergeCandidates(
  context: AppLoadContext,
  viewer: Viewer,
  contact: Contact,
  search: string,
): Promise<MergeCandidate[]> {
  if (search.trim() === "") return (await findAlike(context.database, viewer, contact, contact.id)).seen;
  const { contacts } = await searchContacts(context.database, viewer, {
    ...{ search, filter: EVERY_CONTACT, today: viewer.today, sort: "name" },
    ...{ after: null, before: null, limit: MOST_FOUND },
  });
  return contacts.filter(({ id }) => id !== contact.id);
}

/** What there is to choose where the viewer merges a contact into another one; throws a 404 answer where it isn't theirs. */
export async function mergeChoices(context: AppLoadContext, viewer: Viewer, kept: Contact, otherId: string) {
  const cadenceOf = (id: string) => findContactCadence(context.database, viewer, id);
  const [profile, ownCadence, otherCadence] = await Promise.all([
    findProfile(context.database, viewer, otherId),
    cadenceOf(kept.id),
    cadenceOf(otherId),
  ]);
  if (!profile || otherId === kept.id) throw new Response(THERE_NO_MORE, { status: 404 });
  const one: Mergeable = { ...kept, cadenceDays: ownCadence?.cadenceDays ?? null };
  const other: Mergeable = { ...profile.contact, cadenceDays: otherCadence?.cadenceDays ?? null };
  const taken = usuallyTaken(one, other);
  const choices = differingFields(one, other).map((field): MergeChoice => {
    const label =
      field === "nextFollowUpDate" ? "Follow-up" : FIELD_LABELS[field === "cadenceDays" ? "cadence" : field];
    return {
      field,
      label,
      kept: textOf(one, field, viewer.locale),
      other: textOf(other, field, viewer.locale),
      isTaken: taken.includes(field),
    };
  });
  return { id: otherId, name: other.name, assignees: profile.assignees, choices };
}

function textOf(contact: Mergeable, field: MergedField, locale: Locale): string {
  if (field === "nextFollowUpDate")
    return contact.nextFollowUpDate ? shortDate(contact.nextFollowUpDate, locale) : "none";
  if (field === "cadenceDays") return fieldText("cadence", ownRhythmText(contact.cadenceDays ?? null));
  return fieldText(field, contact[field]);
}
