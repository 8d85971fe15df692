import type { CalendarDate } from "../../app/domain/calendar.ts";
import { addDays, todayIn } from "../../app/domain/calendar.ts";
import { searchFields } from "../../app/domain/search.ts";
import { addOrganization, addUser } from "../../db/accounts.ts";
import type { ContactDocument, Database, Role } from "../../db/collections.ts";
import { hashPassword } from "../../db/passwords.ts";
import { Temporal } from "temporal-polyfill";

export const PASSWORD = "correct horse";

/** Two organizations that use the same contact ids; Ann and Bob work in the first, Cid in the second. */
export interface TwoOrganizations {
  first: string;
  second: string;
  ann: string;
  bob: string;
  cid: string;
  today: CalendarDate;
}

/** A contact as a test needs it: what isn't said is ordinary. */
export function contact(fields: Partial<ContactDocument> & { organizationId: string; id: string }): ContactDocument {
  const now = new Date();
  const document: ContactDocument = {
    name: `Contact ${fields.id}`,
    email: null,
    phone: null,
    company: null,
    photoUrl: null,
    leadQuality: null,
    status: "ACTIVE",
    assigneeIds: [],
    nextFollowUpDate: null,
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
  return { ...document, ...searchFields(document) };
}

/** Made once, as it takes long. */
let passwordHash: Promise<string> | undefined;

/** Adds a user whose password is PASSWORD, or a membership to one who exists, and returns the user's id. */
export async function plantUser(
  database: Database,
  { organizationId, ...user }: { email: string; name: string; organizationId: string; role: Role },
): Promise<string> {
  const fields = { ...user, organizationId, password: null, timeZone: null, now: new Date() };
  const added = await addUser(database, fields);
  if (added.outcome === "badPassword") throw new Error(added.problem);
  passwordHash ??= hashPassword(PASSWORD);
  await database.users.updateOne({ _id: added.userId }, { $set: { passwordHash: await passwordHash } });
  return added.userId;
}

/** Adds both organizations with their users, and contacts due and not due. */
export async function plantTwoOrganizations(database: Database): Promise<TwoOrganizations> {
  const now = new Date();
  const today = todayIn(Temporal.Now.instant(), "UTC");
  const organization = async (slug: string) => {
    const added = await addOrganization(database, { slug, name: slug, timeZone: "UTC", now });
    if (added === "taken") throw new Error(`${slug} is taken`);
    return added._id;
  };
  const user = (name: string, organizationId: string) =>
    plantUser(database, { email: `${name}@example.com`, name, organizationId, role: "member" });
  const [first, second] = [await organization("first"), await organization("second")];
  const [ann, bob, cid] = [await user("ann", first), await user("bob", first), await user("cid", second)];
  const due = (days: number) => addDays(today, -days);
  const ofAnn = { organizationId: first, assigneeIds: [ann] };
  await database.contacts.insertMany([
    contact({ ...ofAnn, id: "old", name: "Olga Old", nextFollowUpDate: due(9) }),
    contact({ ...ofAnn, id: "hot-old", name: "Hana Hot", nextFollowUpDate: due(4), leadQuality: "HOT" }),
    contact({ ...ofAnn, id: "hot-today", name: "Ivo Hot", nextFollowUpDate: due(0), leadQuality: "HOT" }),
    contact({ ...ofAnn, id: "today", name: "Tara Today", nextFollowUpDate: due(0), leadQuality: "COLD" }),
    contact({ ...ofAnn, id: "inactive", name: "Ines Idle", nextFollowUpDate: due(1), status: "INACTIVE" }),
    contact({ ...ofAnn, id: "archived", name: "Arno Away", nextFollowUpDate: due(30), status: "ARCHIVED" }),
    contact({ ...ofAnn, id: "later", name: "Lars Later", nextFollowUpDate: due(-5) }),
    contact({ ...ofAnn, id: "none", name: "Nora None" }),
    contact({ organizationId: first, assigneeIds: [bob], id: "bobs", name: "Bea Bobs", nextFollowUpDate: due(2) }),
    contact({ organizationId: first, assigneeIds: [ann, bob], id: "shared", name: "Sara", nextFollowUpDate: due(2) }),
    contact({ organizationId: second, assigneeIds: [cid, ann], id: "old", name: "Other", nextFollowUpDate: due(9) }),
    contact({ organizationId: second, assigneeIds: [cid], id: "secret", name: "Secret", nextFollowUpDate: due(3) }),
  ]);
  return { first, second, ann, bob, cid, today };
}
