import type { Document } from "mongodb";
import { LEAD_QUALITIES, STATUSES } from "../app/domain/contact.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { SORT_FIELDS } from "./contact-indexes.ts";
import { assignedTo, type Scope } from "./scope.ts";
import { union } from "./union.ts";

// Changes that are on their way together may arrive out of the order of their clocks: several are looked at.
const NEWEST = 20;

/** A text that is another one after any of the organization's contacts has changed, was deleted, merged or erased. */
export async function organizationMark({ contacts, organizations }: Database, organizationId: string): Promise<string> {
  const [newest, organization] = await Promise.all([
    contacts.aggregate<Newest>(newestPipeline({ organizationId })).toArray(),
    organizations.findOne({ _id: organizationId }, { projection: { contactErasedAt: 1, contactsRemoved: 1 } }),
  ]);
  const { contactErasedAt, contactsRemoved = 0 } = organization ?? {};
  return `${contactErasedAt?.getTime().toString(36) ?? ""}-${contactsRemoved.toString(36)}-${textOf(newest)}`;
}

/**
 * A text that is another one after a contact of the user's list has changed, or another contact is in it; of others' contacts
 * it tells nothing. Where it is another member's list, it ends with whose.
 */
export async function changeMark({ contacts }: Database, scope: Scope): Promise<string> {
  const pipelines = [newestPipeline(assignedTo(scope)), [{ $match: assignedTo(scope) }, { $count: "count" }]];
  const found = await contacts.aggregate<Newest | { count: number }>(union("contacts", pipelines)).toArray();
  const newest = textOf(found.filter((each): each is Newest => "updatedAt" in each));
  const { count } = found.find((each): each is { count: number } => "count" in each) ?? { count: 0 };
  return `${count.toString(36)}-${newest}${scope.of === undefined ? "" : `@${scope.of}`}`;
}

/** The member whose list a change mark is of; undefined where it is of the reader's own. */
export function whoseMark(mark: string | null): string | undefined {
  return mark?.split("@")[1];
}

// All values of the fields that stand before the time in the index, so that it is read in its order.
const FACETS = { leadQuality: { $in: [...LEAD_QUALITIES, null] }, status: { $in: [...STATUSES] } };

type Newest = Pick<ContactDocument, "updatedAt">;

function newestPipeline(filter: object): Document[] {
  const newest = [{ $match: { ...filter, ...FACETS } }, { $sort: SORT_FIELDS.changed }, { $limit: NEWEST }];
  return [...newest, { $project: { _id: 0, updatedAt: 1 } }];
}

/** When they were changed, whichever came first. */
function textOf(newest: readonly Newest[]): string {
  const times = newest.map(({ updatedAt }) => updatedAt.getTime()).sort((a, b) => b - a);
  return times.map((time) => time.toString(36)).join("");
}
