import type { Collection, Db, MongoClient, ReadPreferenceMode } from "mongodb";
import type { ApiKeyScope } from "../app/domain/api-key-scope.ts";
import type { CadenceSettings } from "../app/domain/cadence.ts";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { LeadQuality, Status } from "../app/domain/contact.ts";
import type { OutcomeRules } from "../app/domain/outcome.ts";
import type { Preset } from "../app/domain/presets.ts";
import { ROLES, type Role } from "../app/domain/role.ts";
import type { WorkingCalendarSettings } from "../app/domain/working-calendar.ts";
import type { Leave } from "../app/domain/working-days.ts";
import type { AbsenceDocument } from "./absence-document.ts";
import type { ActivityDocument } from "./activity-document.ts";
import type { AuditActor, AuditEventDocument } from "./audit-document.ts";
import type { UndoneImport } from "./import/undo-import.ts";
import type { CountDocument } from "./count-document.ts";
import type { ImportedChangeDocument } from "./imported-document.ts";
import type { OperationAction } from "./operation-action.ts";
import type { OneTimeLinkDocument } from "./one-time-link-document.ts";
import type { SchemaStepDocument } from "./schema-step-document.ts";
import type { RemovedActivityDocument, RemovedContactDocument } from "./removed-document.ts";
import type { StreamPlacesDocument } from "./stream-places.ts";
import type { UploadDocument, UploadPartDocument } from "./upload-document.ts";

/** What an organization asks of single sign-on. */
export interface SingleSignOnSettings {
  /** Everybody whom the provider vouches for becomes a member at their first sign-in. */
  joins: boolean;
  /** Passwords don't open it. */
  required: boolean;
}

/** A tenant; everything but users and sessions belongs to exactly one. */
export interface OrganizationDocument {
  _id: string;
  slug: string;
  name: string;
  /** IANA name; where a user has none of their own, today is taken here. */
  timeZone: string;
  /** What it asks of single sign-on; absent while nobody has said. */
  singleSignOn?: SingleSignOnSettings;
  /** How often its contacts are followed up; absent while nobody has said. */
  cadence?: CadenceSettings;
  /** When contacts are tried again; absent while nobody has said. */
  outcomeRules?: OutcomeRules;
  /** After how many working days a hot contact that is overdue stands on the team's page; absent while nobody has said. */
  hotOverdueDays?: number;
  /** On which days it works; absent while nobody has said. */
  workingCalendar?: WorkingCalendarSettings;
  /** Days to snooze to in the menus of all members; absent while nobody has said. */
  presets?: Preset[];
  /** When a contact of it was last erased; absent where none was. */
  contactErasedAt?: Date;
  /** How many contacts of it have been deleted or merged; absent where none was. */
  contactsRemoved?: number;
  /** The contacts that go when its sample data is removed; absent where it never had any. */
  sampleContactIds?: string[];
  /** Counts the changes of who belongs to it and is its admin, so that two at once conflict. */
  membersVersion?: number;
  /** True while it is being erased: nobody gets in any more. */
  closed?: boolean;
  /** What is still being handed over of members who have been removed. */
  handOvers?: PendingHandOver[];
  createdAt: Date;
}

/** Contacts that move from a former member to another member, or to nobody. */
export interface PendingHandOver {
  /** Under which their activities are written, by whom. */
  operationId: string;
  by: string | null;
  from: string;
  to: string | null;
}

export type { AbsenceDocument } from "./absence-document.ts";
export type { ActivityDocument } from "./activity-document.ts";
export type { AuditActor, AuditEventDocument, AuditSubject } from "./audit-document.ts";
export type { OneTimeLink, OneTimeLinkDocument } from "./one-time-link-document.ts";
export type { SchemaStepDocument } from "./schema-step-document.ts";
export { ROLES, type Role };

/** A person who signs in. */
export interface UserDocument {
  _id: string;
  /** Lower case. */
  email: string;
  name: string;
  /** argon2id, in PHC form; null where no password opens the account. */
  passwordHash: string | null;
  timeZone: string | null;
  /** How dates and numbers are written for them; null or absent where it is as their browser says. */
  locale?: string | null;
  /** True where keys that are pressed alone do nothing; absent where the user hasn't switched them off. */
  singleKeysOff?: boolean;
  /** When they are away; null or absent where they haven't said. */
  leave?: Leave | null;
  /** Their own days to snooze to; absent where they have none. */
  presets?: Preset[];
  memberships: { organizationId: string; role: Role }[];
  /** What the provider of identities calls the user; absent where they have never signed in by single sign-on. */
  singleSignOnSubject?: string;
  /** Absent where the user has never signed in. */
  lastSignInAt?: Date;
  /** Wrong passwords since then. */
  failedSignIns?: number;
  createdAt: Date;
}

/** A contact; `id` is unique in the organization only. */
export interface ContactDocument {
  organizationId: string;
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
  photoUrl: string | null;
  leadQuality: LeadQuality | null;
  status: Status;
  /** User ids. */
  assigneeIds: string[];
  nextFollowUpDate: CalendarDate | null;
  /** Days between its follow-ups; 0 is none at all; null or absent goes by its lead quality. */
  cadenceDays?: number | null;
  /** What searches are answered from, as `searchPrefixes` makes it of a `SearchedContact`; an earlier version leaves it out. */
  searchPrefixes?: string[];
  /** What lists by name are in the order of, as `sortName` makes it of the name; an earlier version leaves it out. */
  sortName?: string;
  createdAt: Date;
  updatedAt: Date;
}

/** One request that changed something, by the id that its caller may have chosen; it is kept for thirty days. */
export interface OperationDocument {
  organizationId: string;
  userId: string;
  operationId: string;
  /** Absent where it isn't about contacts, or only its undo is known. */
  action?: OperationAction;
  /** What was asked for, in words. */
  request: string;
  /** SHA-256 of all that was asked for. */
  requestHash: string;
  /** What the caller was told, to be told again; null where only its undo is known. */
  answer: { count?: number } | null;
  /** What the one undo of it changed: how many contacts, and whether entries of their timelines alone. */
  undone: { operationId: string; count: number; onlyLogged?: boolean } | null;
  /** Of an import: what its undo has changed so far. */
  undoing?: UndoneImport;
  /** The absence that it added or removed. */
  absence?: { change: "added" | "removed"; document: AbsenceDocument };
  /** The member whom it removed, what they were, and the id of its undo as soon as that has begun. */
  removal?: { userId: string; role: Role; undoId?: string };
  at: Date;
  expiresAt: Date;
}

/** A signed-in browser. */
export interface SessionDocument {
  /** SHA-256 of the id in the cookie, so that reading the database is not enough to take one over. */
  _id: string;
  userId: string;
  /** The organization that the user works in. */
  organizationId: string;
  /** How the user signed in. */
  signedInBy: "password" | "singleSignOn";
  createdAt: Date;
  /** To within some minutes. */
  lastUsedAt: Date;
  expiresAt: Date;
  /** What the browser calls itself. */
  browser: string;
  /** The network address that signed in. */
  address: string;
}

/** A key with which another server speaks for an organization. */
export interface ApiKeyDocument {
  _id: string;
  organizationId: string;
  name: string;
  /** SHA-256 of the key. */
  hash: string;
  /** Its first characters; absent where it was made before they were kept, as is `madeBy`. */
  start?: string;
  /** What it is for. */
  scopes: ApiKeyScope[];
  madeBy?: AuditActor;
  /** Null where it never ends. */
  expiresAt: Date | null;
  /** To within a minute; absent where it has never been used. */
  lastUsedAt?: Date;
  createdAt: Date;
}

/** The address at which a calendar program reads a user's coming follow-ups in one organization. */
export interface CalendarFeedDocument {
  organizationId: string;
  userId: string;
  /** SHA-256 of the secret in the address. */
  hash: string;
  createdAt: Date;
}

/** The product's collections, and the client for transactions. */
export interface Database {
  client: MongoClient;
  db: Db;
  /** For reads whose answer may be late by the second or so that a secondary is behind; all others ask the primary. */
  lateReads: { readPreference: ReadPreferenceMode };
  organizations: Collection<OrganizationDocument>;
  users: Collection<UserDocument>;
  contacts: Collection<ContactDocument>;
  activities: Collection<ActivityDocument>;
  importedChanges: Collection<ImportedChangeDocument>;
  removedContacts: Collection<RemovedContactDocument>;
  removedActivities: Collection<RemovedActivityDocument>;
  operations: Collection<OperationDocument>;
  sessions: Collection<SessionDocument>;
  apiKeys: Collection<ApiKeyDocument>;
  calendarFeeds: Collection<CalendarFeedDocument>;
  oneTimeLinks: Collection<OneTimeLinkDocument>;
  absences: Collection<AbsenceDocument>;
  counts: Collection<CountDocument>;
  streamPlaces: Collection<StreamPlacesDocument>;
  uploads: Collection<UploadDocument>;
  uploadParts: Collection<UploadPartDocument>;
  auditEvents: Collection<AuditEventDocument>;
  schemaSteps: Collection<SchemaStepDocument>;
}

/** The collections of `db`; `readPreference` is for reads that may be late. */
export function collectionsOf(client: MongoClient, db: Db, readPreference: ReadPreferenceMode = "primary"): Database {
  return {
    client,
    db,
    lateReads: { readPreference },
    organizations: db.collection("organizations"),
    users: db.collection("users"),
    contacts: db.collection("contacts"),
    activities: db.collection("activities"),
    importedChanges: db.collection("importedChanges"),
    removedContacts: db.collection("removedContacts"),
    removedActivities: db.collection("removedActivities"),
    operations: db.collection("operations"),
    sessions: db.collection("sessions"),
    apiKeys: db.collection("apiKeys"),
    calendarFeeds: db.collection("calendarFeeds"),
    oneTimeLinks: db.collection("oneTimeLinks"),
    absences: db.collection("absences"),
    counts: db.collection("counts"),
    streamPlaces: db.collection("streamPlaces"),
    uploads: db.collection("uploads"),
    uploadParts: db.collection("uploadParts"),
    auditEvents: db.collection("auditEvents"),
    schemaSteps: db.collection("schemaSteps"),
  };
}
