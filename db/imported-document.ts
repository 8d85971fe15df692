import type { ObjectId } from "mongodb";
import type { ContactDocument } from "./collections.ts";

/** What an import did to one contact, kept for a day so that this can be undone. */
export interface ImportedChangeDocument {
  organizationId: string;
  operationId: string;
  contactId: string;
  /** The fields that it changed, as they were; null where it added the contact. */
  before: Partial<ContactDocument> | null;
  /** The same fields as it left them; of a contact that it added, when that was written. */
  after: Partial<ContactDocument>;
  /** Activities of an export that it put back, where the document is about these. */
  activityIds?: ObjectId[];
  expiresAt: Date;
}
