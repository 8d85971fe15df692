import type { ImportedContact } from "../../app/domain/import-row.ts";
import { comparable } from "../../app/domain/same-person.ts";
import { searchFields } from "../../app/domain/search.ts";
import type { ContactDocument } from "../collections.ts";
import { isMisread } from "./misread.ts";
import type { ImportRun, PendingContact, WrittenContacts } from "./write-contacts.ts";

const COMPARED = [
  "name",
  "email",
  "phone",
  "company",
  "photoUrl",
  "leadQuality",
  "status",
  "nextFollowUpDate",
  "cadenceDays",
] as const satisfies readonly (keyof ImportedContact & keyof ContactDocument)[];

/** The fields of a stored contact that the file changes; null where there are none. */
export function changesTo(
  stored: ContactDocument,
  run: ImportRun,
  pending: PendingContact,
  leftOut: ReadonlySet<string>,
): Partial<ContactDocument> | null {
  const changes: Partial<ContactDocument> = Object.fromEntries(
    COMPARED.flatMap((field) => {
      const value = pending.imported[field];
      return value === undefined || leftOut.has(field) || value === (stored[field] ?? null) ? [] : [[field, value]];
    }),
  );
  const assigned = assigneesOf(pending, stored.assigneeIds, run);
  if (!haveSameMembers(assigned, stored.assigneeIds)) changes.assigneeIds = assigned;
  if (Object.keys(changes).length === 0) return null;
  const { searchPrefixes, sortName } = searchFields({ ...stored, ...changes });
  if (searchPrefixes.join(" ") !== stored.searchPrefixes?.join(" ")) changes.searchPrefixes = searchPrefixes;
  if (sortName !== stored.sortName) changes.sortName = sortName;
  return changes;
}

/** Texts that are what is stored, read in a wrong encoding. */
export function misreadOf(
  stored: ContactDocument,
  { misread = [] }: ImportRun,
  { imported }: PendingContact,
): WrittenContacts["misread"] {
  return (["name", "company"] as const).flatMap((field) => {
    const [text, kept] = [imported[field], stored[field]];
    const isWrong = text && kept && misread.some((sure) => isMisread(text, kept) === sure);
    return isWrong ? [{ id: stored.id, field, text, kept }] : [];
  });
}

/** Whom the contact is assigned to: as the file says, or as it is stored, and whom everybody of the file goes to. */
export function assigneesOf(
  { assigneeIds, namesOwner = true }: PendingContact,
  stored: string[],
  { assignedId, restId = null }: ImportRun,
): string[] {
  const ids = assigneeIds ?? stored;
  if (assignedId !== null) return ids.includes(assignedId) ? ids : [...ids, assignedId];
  return ids.length > 0 || namesOwner || restId === null ? ids : [restId];
}

/** True where both name the same users; their order means nothing. */
function haveSameMembers(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}

/** True where a stored name has all words of another one, which lacks a part. */
export function hasWordsOf(stored: string, name = ""): boolean {
  const words = comparable(stored).split(" ");
  return comparable(name)
    .split(" ")
    .every((word) => words.includes(word));
}
