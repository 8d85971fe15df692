import type { Temporal } from "temporal-polyfill";
import { addDays, todayIn } from "../../app/domain/calendar.ts";
import { searchFields } from "../../app/domain/search.ts";
import { NO_WORKING_CALENDAR } from "../../app/domain/working-calendar.ts";
import type {
  AbsenceDocument,
  ActivityDocument,
  ContactDocument,
  Database,
  OrganizationDocument,
  Role,
  UserDocument,
} from "../collections.ts";
import { newId } from "../ids.ts";
import { hashPassword, passwordMatches } from "../passwords.ts";
import { ACME_CONTACTS, DEMO_USER_CONTACTS, SAM_CONTACTS, type DemoContact } from "./demo-contacts.ts";
import { activityOf, ANSWERED_PLACE, MOVED_PLACE, movesOf, pastOf, replyOf, TRIED, triesOf } from "./demo-past.ts";

/** How to sign in to the demo. */
export const DEMO_SIGN_IN = { email: "demo@example.com", password: "demo" } as const;

/** The hash of its user's password as it was last looked at, and whether that was the demo's. */
let lookedAt: { hash: string | null; matches: boolean } | null = null;

/** True while the demo's user is there with the password that they began with. */
export async function isDemoOpen({ users }: Database): Promise<boolean> {
  const { email, password } = DEMO_SIGN_IN;
  const user = await users.findOne({ email }, { projection: { passwordHash: 1 } });
  if (!user) return false;
  const { passwordHash: hash } = user;
  // Checking takes long, and the hash of another password is another one.
  if (lookedAt?.hash !== hash) lookedAt = { hash, matches: await passwordMatches(password, hash) };
  return lookedAt.matches;
}

/** True where no organization has been made yet. */
export async function isEmpty({ organizations }: Database): Promise<boolean> {
  return (await organizations.findOne({}, { projection: { _id: 1 } })) === null;
}

/** Fills an empty database with two organizations, their users and made-up contacts: all of it, or nothing. */
export async function loadDemoData(database: Database, now: Temporal.Instant): Promise<void> {
  const { organizations, users, contacts, activities, absences, client } = database;
  const data = demoData(now, await hashPassword(DEMO_SIGN_IN.password));
  await client.withSession((session) =>
    session.withTransaction(async () => {
      if (await organizations.findOne({}, { session, projection: { _id: 1 } })) return;
      await organizations.insertMany(data.organizations, { session });
      await users.insertMany(data.users, { session });
      await contacts.insertMany(data.contacts, { session });
      await activities.insertMany(data.activities, { session });
      await absences.insertMany(data.absences, { session });
    }),
  );
}

interface DemoData {
  organizations: OrganizationDocument[];
  users: UserDocument[];
  contacts: ContactDocument[];
  activities: ActivityDocument[];
  absences: AbsenceDocument[];
}

function demoData(now: Temporal.Instant, passwordHash: string): DemoData {
  const createdAt = new Date(now.subtract({ hours: 24 * 90 }).epochMilliseconds);
  const organization = (slug: string, name: string, timeZone: string): OrganizationDocument => {
    return { _id: newId("org"), slug, name, timeZone, createdAt };
  };
  const user = (email: string, name: string, memberships: [OrganizationDocument, Role][]): UserDocument => ({
    _id: newId("user"),
    email,
    name,
    passwordHash,
    timeZone: null,
    memberships: memberships.map(([{ _id }, role]) => ({ organizationId: _id, role })),
    createdAt,
  });

  const demo = organization("demo", "Northwind Demo", "UTC");
  const acme = organization("acme", "Acme Aotearoa", "Pacific/Auckland");
  const inTwoWeeks = addDays(todayIn(now, demo.timeZone), 14);
  demo.workingCalendar = {
    ...NO_WORKING_CALENDAR,
    isOn: true,
    country: "GB",
    ownDays: [{ date: inTwoWeeks, name: "the company outing" }],
  };
  const dana = user(DEMO_SIGN_IN.email, "Dana Demo", [
    [demo, "admin"],
    [acme, "member"],
  ]);
  dana.presets = [
    { name: "In two weeks", words: "in 2 weeks" },
    { name: "Month’s end", words: "end of month" },
  ];
  const sam = user("sam@example.com", "Sam Sample", [[demo, "member"]]);
  const ari = user("ari@example.com", "Ari Example", [[acme, "admin"]]);

  const danas = contactsOf(demo, dana, DEMO_USER_CONTACTS, { firstId: 101, now, createdAt });
  const sams = contactsOf(demo, sam, SAM_CONTACTS, { firstId: 201, now, createdAt });
  // The same ids as in the other organization, which is allowed.
  const acmes = contactsOf(acme, dana, ACME_CONTACTS, { firstId: 101, now, createdAt });
  // Two people look after some contacts together.
  for (const contact of danas.slice(0, 3)) contact.assigneeIds.push(sam._id);
  for (const contact of acmes) contact.assigneeIds.push(ari._id);

  const today = todayIn(now, demo.timeZone);
  // Sam is away, and Dana stands in; in two weeks it is the other way round.
  const away = (absent: UserDocument, standIn: UserDocument, from: number, until: number): AbsenceDocument => ({
    ...{ _id: newId("absence"), organizationId: demo._id, userId: absent._id, standInId: standIn._id },
    ...{ from: addDays(today, from), until: addDays(today, until), setBy: absent._id, createdAt },
    expiresAt: new Date(Date.parse(addDays(today, until + 31))),
  });

  return {
    absences: [away(sam, dana, -1, 4), away(dana, sam, 14, 18)],
    organizations: [demo, acme],
    users: [dana, sam, ari],
    contacts: [...danas, ...sams, ...acmes],
    activities: [
      ...pastOf(danas, dana, today, now),
      ...TRIED.flatMap(({ place, outcomes }) => triesOf(danas[place]!, dana, { outcomes, today, now })),
      ...movesOf(danas[MOVED_PLACE]!, dana, today, now),
      ...replyOf(danas[ANSWERED_PLACE]!, dana, today, now),
      ...pastOf(sams, sam, today, now),
      {
        ...activityOf(sams[4]!, dana._id, {
          ...{ daysAgo: 0, now, action: "snooze", dateBefore: today, dateAfter: sams[4]!.nextFollowUpDate },
        }),
        insteadOf: sam._id,
      },
      ...pastOf(acmes, ari, todayIn(now, acme.timeZone), now),
    ],
  };
}

function contactsOf(
  organization: OrganizationDocument,
  assignee: UserDocument,
  made: DemoContact[],
  { firstId, now, createdAt }: { firstId: number; now: Temporal.Instant; createdAt: Date },
): ContactDocument[] {
  const today = todayIn(now, organization.timeZone);
  return made.map(({ name, mailbox, company, leadQuality, due, status }, place) => {
    const email = `${mailbox}@example.com`;
    const searched = { name, company, email, phone: `+1 202 555 01${String(place % 100).padStart(2, "0")}` };
    return {
      organizationId: organization._id,
      id: `person_${firstId + place}`,
      ...searched,
      leadQuality,
      status,
      assigneeIds: [assignee._id],
      photoUrl: null,
      nextFollowUpDate: due === null ? null : addDays(today, due),
      ...searchFields(searched),
      createdAt,
      updatedAt: createdAt,
    };
  });
}
