import type { Viewer } from "../auth/viewer.server.ts";
import type { ContactProfile } from "../database.server.ts";
import type { CalendarDate } from "../domain/calendar.ts";
import { momentText, shortDate } from "../domain/date-text.ts";
import { phoneParts } from "../domain/phone-parts.ts";
import { isDue, overdueDays, reasonFor } from "../domain/follow-up.ts";

/** A profile as its page shows it to a viewer: what day the follow-up is, and the timeline in their time zone. */
export function profileView(profile: ContactProfile, viewer: Pick<Viewer, "today" | "timeZone" | "country">) {
  const { contact, assignees, assigneeIds, older } = profile;
  const activities = profile.activities.map((activity) => ({
    ...activity,
    at: activity.at.toISOString(),
    when: momentText(activity.at, viewer.timeZone),
  }));
  const phones = phoneParts(contact.phone, viewer.country);
  return {
    contact,
    phones,
    assignees,
    assigneeIds,
    activities,
    older,
    followUpText: followUpText(contact, viewer.today),
  };
}

function followUpText(contact: ContactProfile["contact"], today: CalendarDate): string {
  if (contact.nextFollowUpDate === null) return "None set";
  if (isDue(contact, today)) return reasonFor(overdueDays(contact.nextFollowUpDate, today));
  return `On ${shortDate(contact.nextFollowUpDate)}`;
}
