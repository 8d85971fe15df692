import type { Viewer } from "../auth/viewer.server.ts";
import type { ContactProfile } from "../database.server.ts";
import { longDate, momentText } from "../domain/date-text.ts";
import type { HistoryEntry } from "../domain/history.ts";
import { lastContactText } from "../domain/last-contact.ts";
import { phoneParts } from "../domain/phone-parts.ts";
import { isDue, overdueDays } from "../domain/follow-up.ts";
import { reasonFor, reasonText } from "../domain/reason-text.ts";
import { historyFields, type HistoryReader } from "../follow-ups/with-history.ts";

/** A profile as its page shows it to a viewer: what day the follow-up is, the timeline, and when there was contact last. */
export function profileView(
  profile: ContactProfile,
  history: readonly HistoryEntry[],
  viewer: HistoryReader & Pick<Viewer, "country">,
) {
  const { contact, assignees, assigneeIds, older } = profile;
  const activities = profile.activities.map((activity) => ({
    ...activity,
    at: activity.at.toISOString(),
    when: momentText(activity.at, viewer),
  }));
  const phones = phoneParts(contact.phone, viewer.country);
  return {
    contact,
    phones,
    lastContact: lastContactText(history, viewer),
    assignees,
    assigneeIds,
    activities,
    older,
    followUpText: followUpText(contact, historyFields(history, viewer), viewer),
  };
}

/** When a contact's follow-up is, in words: how far away, and the day. */
export interface FollowUpText {
  text: string;
  day: string | null;
  isDue: boolean;
  isOverdue: boolean;
  /** How often in a row it was moved to later without contact, where that is often; else 0. */
  moves: number;
}

function followUpText(
  contact: ContactProfile["contact"],
  told: ReturnType<typeof historyFields>,
  { today, locale }: Pick<Viewer, "today" | "locale">,
): FollowUpText {
  const { nextFollowUpDate: date } = contact;
  // What isn't due is not on the list that it would be moved from again.
  const moves = 0;
  if (date === null) return { text: "No follow-up", day: null, isDue: false, isOverdue: false, moves };
  if (isDue(contact, today)) {
    const days = overdueDays(date, today);
    const text = reasonText({ reason: reasonFor(days), ...told });
    return { text, day: `Due ${longDate(date, locale)}`, isDue: true, isOverdue: days > 0, moves: told.moves ?? 0 };
  }
  return { text: "Next follow-up", day: longDate(date, locale), isDue: false, isOverdue: false, moves };
}
