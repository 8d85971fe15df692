import type { Filter as Match } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { UpcomingContact, UpcomingPlace } from "../app/domain/upcoming.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { CONTACT_FIELDS } from "./contact-pages.ts";
import { assignedTo, type Scope } from "./scope.ts";

const ORDER = { nextFollowUpDate: 1, name: 1, id: 1 } as const;

/** The user's follow-ups after `today`, the soonest first, from a place on; `next` is null on the last page. */
export async function listUpcoming(
  { contacts }: Database,
  scope: Scope,
  { today, after, limit }: { today: CalendarDate; after: UpcomingPlace | null; limit: number },
): Promise<{ contacts: UpcomingContact[]; next: UpcomingPlace | null }> {
  const found: UpcomingContact[] = [];
  for (const match of upcomingMatches(scope, today, after)) {
    const missing = limit + 1 - found.length;
    if (missing === 0) break;
    const part = contacts.find(match).sort(ORDER).limit(missing);
    found.push(...(await part.project<UpcomingContact>(CONTACT_FIELDS).toArray()));
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next = found.length > limit && last ? { date: last.nextFollowUpDate, name: last.name, id: last.id } : null;
  return { contacts: shown, next };
}

/** The matches whose results, one after the other, are what is still to come after a place. */
export function upcomingMatches(
  scope: Scope,
  today: CalendarDate,
  after: UpcomingPlace | null,
): Match<ContactDocument>[] {
  const base: Match<ContactDocument> = { ...assignedTo(scope), status: { $ne: "ARCHIVED" } };
  // Dates up to today are the hub's; a place among them was one of a day before.
  if (!after || after.date <= today) return [{ ...base, nextFollowUpDate: { $gt: today } }];
  const { date, name, id } = after;
  return [
    { ...base, nextFollowUpDate: date, name, id: { $gt: id } },
    { ...base, nextFollowUpDate: date, name: { $gt: name } },
    { ...base, nextFollowUpDate: { $gt: date } },
  ];
}
