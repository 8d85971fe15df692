import { MongoServerError, type CreateIndexesOptions, type IndexSpecification } from "mongodb";
import { ACTIVITY_ACTIONS, LEAD_QUALITIES, STATUSES } from "../app/domain/contact.ts";
import { ROLES, type Database } from "./collections.ts";

const text = { bsonType: "string" };
const optionalText = { bsonType: ["string", "null"] };
const texts = { bsonType: "array", items: text };
const instant = { bsonType: "date" };
const optionalDate = { bsonType: ["string", "null"], pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };

function shape(properties: Record<string, object>) {
  return { $jsonSchema: { bsonType: "object", required: Object.keys(properties), properties } };
}

type Index = { key: IndexSpecification; options?: CreateIndexesOptions };
type CollectionName = Exclude<keyof Database, "client" | "db">;

/** What each collection accepts, and the indexes that its queries rely on. */
const SCHEMA: Record<CollectionName, { validator: object; indexes: Index[] }> = {
  organizations: {
    validator: shape({ _id: text, slug: text, name: text, timeZone: text, createdAt: instant }),
    indexes: [{ key: { slug: 1 }, options: { unique: true } }],
  },
  users: {
    validator: shape({
      _id: text,
      email: text,
      name: text,
      passwordHash: text,
      timeZone: optionalText,
      memberships: {
        bsonType: "array",
        items: {
          bsonType: "object",
          required: ["organizationId", "role"],
          properties: { organizationId: text, role: { enum: [...ROLES] } },
        },
      },
      createdAt: instant,
    }),
    indexes: [{ key: { email: 1 }, options: { unique: true } }, { key: { "memberships.organizationId": 1 } }],
  },
  contacts: {
    validator: shape({
      organizationId: text,
      id: text,
      name: text,
      email: optionalText,
      phone: optionalText,
      company: optionalText,
      photoUrl: optionalText,
      leadQuality: { enum: [...LEAD_QUALITIES, null] },
      status: { enum: [...STATUSES] },
      assigneeIds: texts,
      nextFollowUpDate: optionalDate,
      searchWords: texts,
      createdAt: instant,
      updatedAt: instant,
    }),
    indexes: [
      { key: { organizationId: 1, id: 1 }, options: { unique: true } },
      // The due list in order; the status stands at its end so that counting never opens a contact.
      {
        key: {
          organizationId: 1,
          assigneeIds: 1,
          nextFollowUpDate: 1,
          name: 1,
          id: 1,
          status: 1,
          leadQuality: 1,
        },
      },
      { key: { organizationId: 1, assigneeIds: 1, leadQuality: 1, nextFollowUpDate: 1, name: 1, id: 1, status: 1 } },
      { key: { organizationId: 1, assigneeIds: 1, name: 1, id: 1 } },
      { key: { organizationId: 1, name: 1, id: 1 } },
      { key: { organizationId: 1, updatedAt: -1 } },
      { key: { organizationId: 1, searchWords: 1, name: 1, id: 1 } },
    ],
  },
  activities: {
    validator: shape({
      organizationId: text,
      contactId: text,
      userId: optionalText,
      at: instant,
      action: { enum: [...ACTIVITY_ACTIONS] },
      dateBefore: optionalDate,
      dateAfter: optionalDate,
      operationId: text,
    }),
    indexes: [
      { key: { organizationId: 1, contactId: 1, at: -1 } },
      { key: { organizationId: 1, userId: 1, operationId: 1 } },
    ],
  },
  sessions: {
    validator: shape({ _id: text, data: { bsonType: "object" }, expiresAt: instant }),
    indexes: [{ key: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  },
  apiKeys: {
    validator: shape({ _id: text, organizationId: text, name: text, hash: text, createdAt: instant }),
    indexes: [{ key: { hash: 1 }, options: { unique: true } }, { key: { organizationId: 1 } }],
  },
};

/** Makes every collection with its validator and indexes, or brings those that exist up to date. */
export async function prepareSchema({ db }: Database): Promise<void> {
  for (const [name, { validator, indexes }] of Object.entries(SCHEMA)) {
    try {
      await db.createCollection(name, { validator });
    } catch (error) {
      if (!(error instanceof MongoServerError && error.codeName === "NamespaceExists")) throw error;
      await db.command({ collMod: name, validator });
    }
    for (const { key, options } of indexes) await db.collection(name).createIndex(key, options);
  }
}
