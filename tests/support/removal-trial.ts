import type { AuditSource } from "../../db/audit.ts";
import type { ActivityDocument, ContactDocument, Database, OperationDocument } from "../../db/collections.ts";
import type { MemberScope } from "../../db/scope.ts";
import { postForm, startAdminsTrial, type AdminsTrial } from "./admins-trial.ts";
import type { BrowserSession } from "./browser-session.ts";
import { contact } from "./two-organizations.ts";

/** The id of one contact, with signs that mean something in a pattern and in an address; the other one's is `zed`. */
export const ZOE = "zoe.(q)+x@example.com";
export const PATH = `/contacts/${encodeURIComponent(ZOE)}`;

/** Bob, a member, has two contacts with a note each, and takes one away. */
export interface RemovalTrial extends AdminsTrial {
  database(): Database;
  find(id: string, organizationId?: string): Promise<ContactDocument | null>;
  timelineOf(id: string): Promise<ActivityDocument[]>;
  post(
    browser: Pick<BrowserSession, "fetch">,
    path: string,
    fields?: Record<string, string>,
  ): ReturnType<typeof postForm>;
  undo(operationId: string, browser?: BrowserSession): ReturnType<BrowserSession["api"]>;
  note(id: string, text: string): ReturnType<typeof postForm>;
  lastOperation(): Promise<OperationDocument>;
  /** All that the database holds of the first organization, and of everybody, as text. */
  everything(): Promise<string>;
  scope(): MemberScope;
  source(now?: Date): AuditSource;
  /** Makes the two contacts anew, and forgets all that was done. */
  replant(): Promise<void>;
}

/** Starts it; `replant` has to be called before each test. */
export async function startRemovalTrial(): Promise<RemovalTrial> {
  const admins = await startAdminsTrial();
  const { world, bob, connection } = admins;
  const { database } = connection;
  const organizationId = world.first;
  const trial: RemovalTrial = {
    ...admins,
    database: () => database,
    find: (id, organizationId = world.first) => database.contacts.findOne({ organizationId, id }),
    timelineOf: (contactId) =>
      database.activities.find({ organizationId, contactId }).sort({ at: 1, _id: 1 }).toArray(),
    post: (browser, path, fields = {}) =>
      postForm(browser, path, [["organizationId", organizationId], ...Object.entries(fields)]),
    undo: (operationId, browser = bob) => browser.api("/api/follow-ups/undo", "POST", { operationId }),
    note: (id, text) => trial.post(bob, `/contacts/${encodeURIComponent(id)}`, { intent: "note", kind: "call", text }),
    lastOperation: async () => (await database.operations.find().sort({ _id: -1 }).limit(1).toArray())[0]!,
    async everything() {
      const names = (await database.db.listCollections().toArray()).map(({ name }) => name);
      const found = await Promise.all(names.map((name) => database.db.collection(name).find().toArray()));
      return JSON.stringify(found.flat().filter((each) => each.organizationId !== world.second));
    },
    scope: () => ({ organizationId, userId: world.bob, role: "member" }),
    source: (now = new Date()) => ({
      by: { type: "user", id: world.bob, name: "bob@example.com" },
      ...{ address: "", browser: "", now },
    }),
    async replant() {
      const { contacts, activities, operations, removedContacts, removedActivities } = database;
      await contacts.deleteMany({ id: { $in: [ZOE, "zed", "new"] } });
      for (const each of [activities, operations, removedContacts, removedActivities]) {
        await each.deleteMany({} as never);
      }
      const ofBob = { organizationId, assigneeIds: [world.bob] };
      const zoe = { ...ofBob, id: ZOE, name: "Zoe Quill", email: "zoe@home.example", nextFollowUpDate: world.today };
      const zed = { ...ofBob, id: "zed", name: "Zoe Q.", phone: "+49 30 123456", leadQuality: "HOT" as const };
      await contacts.insertMany([
        contact({ ...zoe, createdAt: new Date(5_000) }),
        contact({ ...zed, assigneeIds: [world.ann, world.bob] }),
        contact({ organizationId: world.second, id: ZOE, name: "Another Zoe", assigneeIds: [world.cid] }),
      ]);
      await trial.note(ZOE, "She likes figs");
      await trial.note("zed", "He likes plums");
    },
  };
  return trial;
}
