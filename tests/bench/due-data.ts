import { Temporal } from "temporal-polyfill";
import { addDays, todayIn, type CalendarDate } from "../../app/domain/calendar.ts";
import { LEAD_QUALITIES } from "../../app/domain/contact.ts";
import { addOrganization } from "../../db/accounts.ts";
import type { ContactDocument, Database } from "../../db/collections.ts";
import { contact, plantUser } from "../support/two-organizations.ts";

/** The user who has so many due, by how many. */
export const USERS = { ann: 5_000, bob: 100, carl: 50_000 } as const;
export type UserName = keyof typeof USERS;

/** The same contacts for every database: the users' due ones, and the rest with dates to come. */
export interface DueData {
  today: CalendarDate;
  organizationId: string;
  userIds: Record<UserName, string>;
  contacts(): Iterable<ContactDocument[]>;
}

const AT_ONCE = 1_000;

/** Adds an organization with the three users and `total` contacts. */
export async function plantDueData(database: Database, total: number): Promise<DueData> {
  const added = await addOrganization(database, { slug: "bench", name: "Bench", timeZone: "UTC", now: new Date() });
  if (added === "taken") throw new Error("There is an organization already.");
  const organizationId = added._id;
  const user = (name: string) =>
    plantUser(database, { email: `${name}@example.com`, name, organizationId, role: "member" });
  const userIds = { ann: await user("ann"), bob: await user("bob"), carl: await user("carl") };
  const other = await user("other");
  const today = todayIn(Temporal.Now.instant(), "UTC");
  const owners = Object.entries(USERS).flatMap(([name, count]) =>
    total >= 2 * count ? Array.from({ length: count }, () => userIds[name as UserName]) : [],
  );
  const made = (n: number) => {
    const owner = owners[n];
    return contact({
      organizationId,
      id: `contact-${n}`,
      name: `Name ${(n * 7919) % 1_000_003}`,
      email: `contact-${n}@example.com`,
      phone: `+4930${1_000_000 + n}`,
      company: `Company ${n % 5_000}`,
      leadQuality: [...LEAD_QUALITIES, null][n % 5]!,
      assigneeIds: [owner ?? other],
      nextFollowUpDate: addDays(today, owner ? -(n % 90) : 1 + (n % 90)),
    });
  };
  const contacts = function* () {
    for (let n = 0; n < total; n += AT_ONCE) {
      yield Array.from({ length: Math.min(AT_ONCE, total - n) }, (_, place) => made(n + place));
    }
  };
  for (const batch of contacts()) await database.contacts.insertMany(batch);
  return { today, organizationId, userIds, contacts };
}
