import type { CreateIndexesOptions, IndexSpecification } from "mongodb";
import { instant, objectOf, optionalObject, shape, text } from "./schema-shapes.ts";

interface Collection {
  validator: object;
  indexes: { key: IndexSpecification; options?: CreateIndexesOptions }[];
}

const expiry = { key: { expiresAt: 1 as const }, options: { expireAfterSeconds: 0 } };

/** What is kept of contacts that were deleted, merged or imported, and the indexes that its queries rely on. */
export const REMOVED_SCHEMA: Record<"removedContacts" | "removedActivities" | "importedChanges", Collection> = {
  removedContacts: {
    validator: shape(
      { organizationId: text, id: text, removal: text, expiresAt: instant },
      { mergedInto: text, left: objectOf({}) },
    ),
    indexes: [
      { key: { organizationId: 1, removal: 1 } },
      { key: { organizationId: 1, id: 1 } },
      { key: { organizationId: 1, mergedInto: 1 } },
      expiry,
    ],
  },
  removedActivities: {
    validator: shape({ organizationId: text, contactId: text, removal: text, expiresAt: instant }),
    indexes: [{ key: { organizationId: 1, removal: 1 } }, expiry],
  },
  importedChanges: {
    validator: shape(
      {
        organizationId: text,
        operationId: text,
        contactId: text,
        before: optionalObject,
        after: objectOf({}),
        expiresAt: instant,
      },
      { activityIds: { bsonType: "array" } },
    ),
    indexes: [{ key: { organizationId: 1, operationId: 1 } }, { key: { organizationId: 1, contactId: 1 } }, expiry],
  },
};
