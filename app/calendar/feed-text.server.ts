import ical, { ICalEventTransparency } from "ical-generator";
import { createHash } from "node:crypto";
import type { listComing } from "../database.server.ts";
import { profileHref } from "../contacts/way-back.ts";

type Coming = Awaited<ReturnType<typeof listComing>>[number];

/** Hours after which a calendar program may look again. */
const HOURS_BETWEEN_READINGS = 1;

/** Follow-ups as a calendar in the iCalendar format: one event a day long for each. */
export function feedText(
  followUps: readonly Coming[],
  { name, organizationId, origin }: { name: string; organizationId: string; origin: string },
): string {
  const calendar = ical({
    name,
    prodId: { company: "Follow-ups hub", product: "Follow-ups" },
    ttl: HOURS_BETWEEN_READINGS * 60 * 60,
  });
  for (const contact of followUps) {
    const { id, nextFollowUpDate, updatedAt, leadQuality } = contact;
    calendar.createEvent({
      id: eventId(organizationId, id),
      // A date alone: no time zone may move it.
      start: dateAtNoon(nextFollowUpDate),
      allDay: true,
      stamp: updatedAt,
      lastModified: updatedAt,
      summary: `Follow up: ${contact.name}${leadQuality === "HOT" ? " (hot)" : ""}`,
      description: [contact.company, contact.email, contact.phone].filter(Boolean).join("\n"),
      url: origin + profileHref(id),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}

/** The event's id: the same each time, so that a date that moves moves the event. */
function eventId(organizationId: string, contactId: string): string {
  return `${createHash("sha256").update(`${organizationId} ${contactId}`).digest("hex").slice(0, 32)}@follow-ups-hub`;
}

function dateAtNoon(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}
