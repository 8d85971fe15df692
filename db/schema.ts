import { MongoServerError, type CreateIndexesOptions, type IndexSpecification } from "mongodb";
import { API_KEY_SCOPES } from "../app/domain/api-key-scope.ts";
import { AUDIT_KINDS } from "../app/domain/audit.ts";
import { CADENCE_GROUPS, CADENCE_STARTS } from "../app/domain/cadence.ts";
import { LEAD_QUALITIES, STATUSES } from "../app/domain/contact.ts";
import { ABSENCE_SCHEMA } from "./absence-document.ts";
import { ACTIVITY_SCHEMA } from "./activity-document.ts";
import { ROLES, type Database } from "./collections.ts";
import { CONTACT_LIST_INDEXES, DUE_INDEX, HOT_DUE_INDEX } from "./contact-indexes.ts";
import { REMOVED_SCHEMA } from "./removed-schema.ts";
import {
  cadenceDays,
  instant,
  objectOf,
  optionalDate,
  optionalObject,
  optionalText,
  shape,
  text,
  texts,
} from "./schema-shapes.ts";
import { UPLOAD_SCHEMA } from "./upload-document.ts";
import { leave, presets, workingCalendar } from "./working-days-schema.ts";

const cadence = objectOf({
  byLeadQuality: objectOf(Object.fromEntries(CADENCE_GROUPS.map((group) => [group, cadenceDays]))),
  from: { enum: [...CADENCE_STARTS] },
  skipWeekends: { bsonType: "bool" },
  automatic: { bsonType: "bool" },
});

const fromOne = { bsonType: "int", minimum: 1 };
const outcomeRules = objectOf({ noAnswerDays: fromOne, leftMessageDays: fromOne, mostTries: fromOne });

const singleSignOn = objectOf({ joins: { bsonType: "bool" }, required: { bsonType: "bool" } });

const actor = objectOf({ type: text, id: optionalText, name: text });

type Index = { key: IndexSpecification; options?: CreateIndexesOptions };
type CollectionName = Exclude<keyof Database, "client" | "db" | "lateReads" | "schemaSteps">;

/** What each collection accepts, and the indexes that its queries rely on. */
const SCHEMA: Record<CollectionName, { validator: object; indexes: Index[] }> = {
  organizations: {
    validator: shape(
      { _id: text, slug: text, name: text, timeZone: text, createdAt: instant },
      {
        cadence,
        outcomeRules,
        hotOverdueDays: fromOne,
        workingCalendar,
        presets,
        singleSignOn,
        contactErasedAt: instant,
        contactsRemoved: { bsonType: "int" },
        sampleContactIds: texts,
        membersVersion: { bsonType: "int" },
        closed: { bsonType: "bool" },
        handOvers: {
          bsonType: "array",
          items: objectOf({ operationId: text, by: optionalText, from: text, to: optionalText }),
        },
      },
    ),
    indexes: [{ key: { slug: 1 }, options: { unique: true } }],
  },
  users: {
    validator: shape(
      {
        _id: text,
        email: text,
        name: text,
        passwordHash: optionalText,
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
      },
      { singleSignOnSubject: text, lastSignInAt: instant, failedSignIns: { bsonType: "int" }, leave, presets },
    ),
    indexes: [
      { key: { email: 1 }, options: { unique: true } },
      { key: { "memberships.organizationId": 1 } },
      {
        key: { singleSignOnSubject: 1 },
        options: { unique: true, partialFilterExpression: { singleSignOnSubject: { $exists: true } } },
      },
    ],
  },
  contacts: {
    validator: shape(
      {
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
        createdAt: instant,
        updatedAt: instant,
      },
      { cadenceDays, searchPrefixes: texts, sortName: text },
    ),
    indexes: [
      { key: { organizationId: 1, id: 1 }, options: { unique: true } },
      { key: DUE_INDEX },
      { key: HOT_DUE_INDEX },
      // Whom an import's rows without an id are about.
      { key: { organizationId: 1, name: 1 } },
      ...CONTACT_LIST_INDEXES,
    ],
  },
  ...{ ...ABSENCE_SCHEMA, ...ACTIVITY_SCHEMA, ...REMOVED_SCHEMA, ...UPLOAD_SCHEMA },
  operations: {
    validator: shape(
      {
        organizationId: text,
        userId: text,
        operationId: text,
        request: text,
        requestHash: text,
        answer: optionalObject,
        undone: optionalObject,
        at: instant,
        expiresAt: instant,
      },
      { action: text, removal: objectOf({ userId: text, role: { enum: [...ROLES] } }, { undoId: text }) },
    ),
    indexes: [
      // What a user has done lately.
      { key: { organizationId: 1, userId: 1, at: -1, _id: -1 } },
      { key: { organizationId: 1, userId: 1, operationId: 1 }, options: { unique: true } },
      { key: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } },
    ],
  },
  sessions: {
    validator: shape({
      _id: text,
      userId: text,
      organizationId: text,
      signedInBy: { enum: ["password", "singleSignOn"] },
      createdAt: instant,
      lastUsedAt: instant,
      expiresAt: instant,
      browser: text,
      address: text,
    }),
    indexes: [{ key: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }, { key: { userId: 1 } }],
  },
  apiKeys: {
    validator: shape(
      {
        _id: text,
        organizationId: text,
        name: text,
        hash: text,
        createdAt: instant,
      },
      {
        scopes: { bsonType: "array", items: { enum: [...API_KEY_SCOPES] } },
        expiresAt: { bsonType: ["date", "null"] },
        start: text,
        madeBy: actor,
        lastUsedAt: instant,
      },
    ),
    indexes: [{ key: { hash: 1 }, options: { unique: true } }, { key: { organizationId: 1, createdAt: -1 } }],
  },
  calendarFeeds: {
    validator: shape({ organizationId: text, userId: text, hash: text, createdAt: instant }),
    indexes: [
      { key: { hash: 1 }, options: { unique: true } },
      { key: { organizationId: 1, userId: 1 }, options: { unique: true } },
    ],
  },
  oneTimeLinks: {
    validator: shape(
      { _id: text, purpose: { enum: ["passwordReset", "invitation"] }, createdAt: instant, expiresAt: instant },
      { userId: text, organizationId: text, email: text, role: { enum: [...ROLES] }, madeBy: text, within: texts },
    ),
    indexes: [
      { key: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } },
      { key: { userId: 1 } },
      { key: { organizationId: 1, createdAt: 1 } },
      { key: { madeBy: 1 } },
    ],
  },
  counts: {
    validator: shape({ _id: text, count: { bsonType: "int" }, lastAt: instant, expiresAt: instant }),
    indexes: [{ key: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  },
  streamPlaces: {
    validator: shape({
      _id: text,
      places: { bsonType: "array", items: objectOf({ id: text, expiresAt: instant }) },
      expiresAt: instant,
    }),
    indexes: [{ key: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
  },
  auditEvents: {
    validator: shape({
      organizationId: text,
      at: instant,
      kind: { enum: AUDIT_KINDS },
      by: actor,
      about: { ...objectOf({ type: text, id: text, name: text }), bsonType: ["object", "null"] },
      detail: text,
      address: text,
      browser: text,
      people: texts,
      expiresAt: instant,
    }),
    indexes: [
      { key: { organizationId: 1, at: -1, _id: -1 } },
      { key: { organizationId: 1, kind: 1, at: -1, _id: -1 } },
      { key: { organizationId: 1, people: 1, at: -1, _id: -1 } },
      { key: { people: 1 } },
      { key: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } },
    ],
  },
};

/** Makes every collection with its validator and indexes, or brings those that exist up to date. */
export async function makeCollections({ db }: Database): Promise<void> {
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
