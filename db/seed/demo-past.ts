import { Temporal } from "temporal-polyfill";
import { addDays, type CalendarDate } from "../../app/domain/calendar.ts";
import type { TriedOutcome } from "../../app/domain/outcome.ts";
import { snoozeDate } from "../../app/domain/snooze.ts";
import type { ActivityDocument, ContactDocument, UserDocument } from "../collections.ts";
import { newId } from "../ids.ts";

type Change = Pick<ActivityDocument, "action" | "dateBefore" | "dateAfter" | "text" | "outcome" | "direction">;

/** One activity, some days ago; the contact has changed since. */
export function activityOf(
  contact: ContactDocument,
  userId: string,
  { daysAgo, now, ...change }: Change & { daysAgo: number; now: Temporal.Instant },
): ActivityDocument {
  const at = new Date(now.subtract({ hours: 24 * daysAgo, minutes: 40 }).epochMilliseconds);
  if (at > contact.updatedAt) contact.updatedAt = at;
  const { organizationId, id: contactId } = contact;
  return { organizationId, contactId, userId, at, ...change, operationId: newId("op") };
}

/** Contacts by their place that were tried for nothing; after one more the last one is asked about. */
export const TRIED: { place: number; outcomes: TriedOutcome[] }[] = [
  { place: 1, outcomes: ["noAnswer", "leftMessage"] },
  { place: 7, outcomes: ["noAnswer"] },
  { place: 16, outcomes: ["noAnswer", "leftMessage", "noAnswer", "noAnswer"] },
];

/** The tries that led to a contact's date of now, a day each. */
export function triesOf(
  contact: ContactDocument,
  { _id: userId }: UserDocument,
  { outcomes, today, now }: { outcomes: readonly TriedOutcome[]; today: CalendarDate; now: Temporal.Instant },
): ActivityDocument[] {
  const date = contact.nextFollowUpDate!;
  const late = Temporal.PlainDate.from(date).until(today).days;
  return outcomes.map((outcome, place) => {
    const daysBefore = outcomes.length - place;
    const [dateBefore, dateAfter] = [addDays(date, -daysBefore), addDays(date, 1 - daysBefore)];
    const text = outcome === "leftMessage" ? "Asked to call back" : undefined;
    const change = { action: "done", outcome, dateBefore, dateAfter, ...(text && { text }) } as const;
    return activityOf(contact, userId, { daysAgo: late + daysBefore, now, ...change });
  });
}

/** The place of one that was snoozed again and again. */
export const MOVED_PLACE = 8;
/** The same of one that has answered. */
export const ANSWERED_PLACE = 17;
const MOVES = 5;

/** The snoozes that led to a contact's date of now, three days each. */
export function movesOf(
  contact: ContactDocument,
  { _id: userId }: UserDocument,
  today: CalendarDate,
  now: Temporal.Instant,
): ActivityDocument[] {
  const date = contact.nextFollowUpDate!;
  const late = Temporal.PlainDate.from(date).until(today).days;
  return Array.from({ length: MOVES }, (_, place) => {
    const daysBefore = 3 * (MOVES - place);
    const [dateBefore, dateAfter] = [addDays(date, -daysBefore), addDays(date, 3 - daysBefore)];
    return activityOf(contact, userId, { daysAgo: late + daysBefore, now, action: "snooze", dateBefore, dateAfter });
  });
}

/** A reply of today, which brought a contact back from a date in the future. */
export function replyOf(
  contact: ContactDocument,
  { _id: userId }: UserDocument,
  today: CalendarDate,
  now: Temporal.Instant,
): ActivityDocument[] {
  const said = { action: "email", direction: "in", text: "Yes, Thursday suits us" } as const;
  const reply = activityOf(contact, userId, { daysAgo: 1 / 12, now, ...said, dateBefore: null, dateAfter: null });
  const back = { action: "set", dateBefore: addDays(today, 6), dateAfter: today } as const;
  return [reply, { ...activityOf(contact, userId, { daysAgo: 0, now, ...back }), operationId: reply.operationId }];
}

/** What happened to every third contact: a date set, a call and a snooze that led to its date of now, or a follow-up done. */
export function pastOf(
  contacts: ContactDocument[],
  { _id: userId }: UserDocument,
  today: CalendarDate,
  now: Temporal.Instant,
): ActivityDocument[] {
  return contacts
    .filter((_, place) => place % 3 === 0)
    .flatMap((contact) => {
      const date = contact.nextFollowUpDate;
      const activity = (daysAgo: number, change: Change) => activityOf(contact, userId, { daysAgo, now, ...change });
      if (date === null) {
        const before = addDays(today, -20);
        return [
          activity(30, { action: "set", dateBefore: null, dateAfter: before }),
          activity(18, { action: "done", dateBefore: before, dateAfter: null }),
        ];
      }
      // Snoozed three days before the date that it has now, where that is in the past.
      const snoozedOn = addDays(date, -3);
      if (snoozedOn >= today) return [activity(10, { action: "set", dateBefore: null, dateAfter: date })];
      const daysAgo = Temporal.PlainDate.from(snoozedOn).until(today).days;
      const before = addDays(snoozedOn, -1);
      return [
        activity(daysAgo + 10, { action: "set", dateBefore: null, dateAfter: before }),
        activity(daysAgo + 1, {
          action: "call",
          dateBefore: null,
          dateAfter: null,
          text: "Likes the offer, asks colleagues first",
        }),
        activity(daysAgo, { action: "snooze", dateBefore: before, dateAfter: snoozeDate(before, snoozedOn) }),
      ];
    });
}
