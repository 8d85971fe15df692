import { MongoServerError } from "mongodb";
import type { Database, SingleSignOnSettings, UserDocument } from "./collections.ts";
import { newId } from "./ids.ts";
import { endSessions } from "./sessions.ts";

const DUPLICATE_KEY = 11_000;

/** Somebody for whom the provider of identities vouches, with an email that it has verified. */
export interface Person {
  /** The provider and its name for the person, which never changes. */
  subject: string;
  email: string;
  name: string;
}

/**
 * The account of a person who signs in by single sign-on. At the first time it is the one with their email, which no
 * password opens from then on, or a new one. Either joins the organizations that take everybody whom the provider
 * vouches for; without an organization there is no account.
 */
export type Account =
  | { outcome: "known"; user: UserDocument }
  /** With the ids of the organizations that it has joined now. */
  | { outcome: "linked" | "added"; user: UserDocument; joined: string[] }
  | { outcome: "noOrganization" }
  | { outcome: "otherPerson" };

/** Finds, links or makes the account. */
export async function accountOf(database: Database, person: Person, now: Date): Promise<Account> {
  const { users, organizations } = database;
  const known = await users.findOne({ singleSignOnSubject: person.subject });
  if (known) return { outcome: "known", user: known };
  const joined = await organizations
    .find({ "singleSignOn.joins": true })
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  const memberships = joined.map(({ _id }) => ({ organizationId: _id, role: "member" as const }));
  const withEmail = await users.findOne({ email: person.email });
  if (withEmail) return link(database, withEmail, person, memberships);
  if (memberships.length === 0) return { outcome: "noOrganization" };
  const { email, name, subject: singleSignOnSubject } = person;
  const account = { _id: newId("user"), email, name, passwordHash: null, timeZone: null, memberships, createdAt: now };
  try {
    await users.insertOne({ ...account, singleSignOnSubject });
  } catch (error) {
    // Two browsers of one person came at the same time: the other one made it.
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return accountOf(database, person, now);
    throw error;
  }
  return { outcome: "added", user: { ...account, singleSignOnSubject }, joined: joined.map(({ _id }) => _id) };
}

/**
 * Whoever made the account may not have been its email's owner: what they know of it, a password, a session or a link,
 * opens it no more.
 */
function link(
  database: Database,
  user: UserDocument,
  { subject }: Person,
  joining: UserDocument["memberships"],
): Promise<Account> {
  // The provider has given the email to somebody else since.
  if (user.singleSignOnSubject !== undefined) return Promise.resolve({ outcome: "otherPerson" });
  const added = joining.filter(
    ({ organizationId }) => !user.memberships.some((membership) => membership.organizationId === organizationId),
  );
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<Account> => {
      const linked = await database.users.findOneAndUpdate(
        { _id: user._id, singleSignOnSubject: { $exists: false } },
        {
          $set: { singleSignOnSubject: subject, passwordHash: null },
          ...(added.length > 0 && { $push: { memberships: { $each: added } } }),
        },
        { session, returnDocument: "after" },
      );
      if (!linked) return { outcome: "otherPerson" };
      await endSessions(database, user._id, { session });
      await database.oneTimeLinks.deleteMany({ purpose: "passwordReset", userId: user._id }, { session });
      await database.calendarFeeds.deleteMany({ userId: user._id }, { session });
      return { outcome: "linked", user: linked, joined: added.map(({ organizationId }) => organizationId) };
    }),
  );
}

/** Sets what the organization asks of single sign-on. */
export async function setSingleSignOn(
  { organizations }: Database,
  organizationId: string,
  singleSignOn: SingleSignOnSettings,
): Promise<void> {
  await organizations.updateOne({ _id: organizationId }, { $set: { singleSignOn } });
}
