import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { addContact, findAlike, isKnownForm, newFormKey, type AlikeContacts } from "../database.server.ts";
import { neverDueText } from "../domain/archived-text.ts";
import type { DetailField } from "../domain/contact.ts";
import { NO_DETAILS, readDetails, type TypedDetails } from "../domain/contact-form.ts";
import { readChosenDate } from "../domain/contact-input.ts";
import { readFormKey } from "../domain/form-key.ts";
import { sentences } from "../domain/sentences.ts";
import { nowOf } from "../now.server.ts";

/** The id of the contact that was added with what to tell, or the form again with what was typed. */
export type NewContactAnswer =
  | { outcome: "added"; id: string; text: string }
  | {
      outcome: "again";
      typed: TypedDetails;
      errors: Partial<Record<DetailField, string>>;
      date: string;
      dateError: string | undefined;
      assigneeIds: string[];
      assigneesError: string | undefined;
      /** Who has the same email or phone; absent where nobody has, or that is known. */
      alike?: AlikeContacts;
      /** A new key for the form, where it had added a contact with other details already. */
      newKey?: string;
    };

const NOBODY: AlikeContacts = { seen: [], hasUnseen: false };
const NO_MEMBER = "Someone you ticked is no longer a member of this organization. Check who is ticked now.";

/** Adds the contact that a form describes, assigned to the members that an admin has ticked, or to the one who adds it. */
export async function submitNewContact(
  form: FormData,
  viewer: Viewer,
  context: AppLoadContext,
): Promise<NewContactAnswer> {
  const read = readDetails(form, NO_DETAILS);
  const dateText = form.get("date");
  const date = typeof dateText === "string" ? dateText : "";
  const chosen = date === "" ? null : readChosenDate(date);
  const assigneeIds = form.getAll("userIds").map(String);
  const again = { outcome: "again", typed: read.typed, errors: {}, date, assigneeIds } as const;
  if (!read.ok || chosen?.ok === false) {
    const dateError = chosen?.ok === false ? chosen.message : undefined;
    return { ...again, errors: read.ok ? {} : read.errors, dateError, assigneesError: undefined };
  }
  const operationId = readFormKey(form);
  // Sent again, a form meets the contact that it has added itself.
  const isKnown = operationId !== undefined && (await isKnownForm(context.database, viewer, operationId));
  const alike = isKnown ? NOBODY : await findAlike(context.database, viewer, read.details);
  if (form.get("anyway") === null && (alike.seen.length > 0 || alike.hasUnseen)) {
    return { ...again, dateError: undefined, assigneesError: undefined, alike };
  }
  const now = nowOf(context);
  const contact = { details: read.details, nextFollowUpDate: chosen ? chosen.date : null, assigneeIds, now };
  const added = await addContact(context.database, viewer, { ...contact, operationId });
  if (!added) return { ...again, dateError: undefined, assigneesError: NO_MEMBER };
  if ("outcome" in added) return { ...again, newKey: newFormKey(), dateError: undefined, assigneesError: undefined };
  const isNeverDue = read.details.status === "ARCHIVED" && contact.nextFollowUpDate !== null;
  return {
    outcome: "added",
    id: added.id,
    text: sentences("Contact added", neverDueText(isNeverDue ? 1 : 0, 1, viewer.locale)),
  };
}
