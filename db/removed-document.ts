import type { ObjectId } from "mongodb";
import type { ActivityDocument, ContactDocument } from "./collections.ts";

/** A contact as it was before it was deleted or merged, kept for a day so that this can be undone. */
export interface RemovedContactDocument extends ContactDocument {
  /** The operation that did it. */
  removal: string;
  /** The id of the contact that it was merged into. */
  mergedInto?: string;
  /** Of the contact that another one was merged into: what the merge has given it. */
  left?: Partial<ContactDocument>;
  /** True where that one was sample data before. */
  wasSample?: boolean;
  expiresAt: Date;
}

/** An entry of the timeline of such a contact, as it was. */
export interface RemovedActivityDocument extends ActivityDocument {
  /** The entry's own key, by which it comes back. */
  activityId: ObjectId;
  removal: string;
  expiresAt: Date;
}
