import { LEAD_QUALITIES, STATUSES } from "../app/domain/contact.ts";
import type { Database } from "./collections.ts";
import { SORT_FIELDS } from "./contact-indexes.ts";
import { assignedTo, type Scope } from "./scope.ts";

// Changes that are on their way together may arrive out of the order of their clocks: several are looked at.
const NEWEST = 20;

/** A text that is another one after any of the organization's contacts has changed, was deleted, merged or erased. */
export async function organizationMark({ contacts, organizations }: Database, organizationId: string): Promise<string> {
  const [newest, organization] = await Promise.all([
    newestOf(contacts, { organizationId }),
    organizations.findOne({ _id: organizationId }, { projection: { contactErasedAt: 1, contactsRemoved: 1 } }),
  ]);
  const { contactErasedAt, contactsRemoved = 0 } = organization ?? {};
  return `${contactErasedAt?.getTime().toString(36) ?? ""}-${contactsRemoved.toString(36)}-${newest}`;
}

/**
 * A text that is another one after a contact of the user's list has changed, or another contact is in it; of others' contacts
 * it tells nothing. Where it is another member's list, it ends with whose.
 */
export async function changeMark({ contacts }: Database, scope: Scope): Promise<string> {
  const [newest, count] = await Promise.all([
    newestOf(contacts, assignedTo(scope)),
    contacts.countDocuments(assignedTo(scope)),
  ]);
  return `${count.toString(36)}-${newest}${scope.of === undefined ? "" : `@${scope.of}`}`;
}

/** The member whose list a change mark is of; undefined where it is of the reader's own. */
export function whoseMark(mark: string | null): string | undefined {
  return mark?.split("@")[1];
}

// All values of the fields that stand before the time in the index, so that it is read in its order.
const FACETS = { leadQuality: { $in: [...LEAD_QUALITIES, null] }, status: { $in: [...STATUSES] } };

async function newestOf(contacts: Database["contacts"], filter: object): Promise<string> {
  const newest = await contacts
    .find({ ...filter, ...FACETS })
    .sort(SORT_FIELDS.changed)
    .limit(NEWEST)
    .project<{ updatedAt: Date }>({ _id: 0, updatedAt: 1 })
    .toArray();
  return newest.map(({ updatedAt }) => updatedAt.getTime().toString(36)).join("");
}
