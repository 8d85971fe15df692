import type { Temporal } from "temporal-polyfill";
import { addDays, type CalendarDate } from "../../app/domain/calendar.ts";
import type { LeadQuality, NoteKind } from "../../app/domain/contact.ts";

/** A made-up contact for trying the hub: its name, company, lead quality, days until its follow-up, and what was said last. */
type Line = [string, string, LeadQuality | null, number | null, [NoteKind, string]?];

// prettier-ignore
const LINES: Line[] = [
  ["Amara Diallo", "Brightwater Solar", "HOT", -4, ["call", "Wants the offer before the board meets"]],
  ["Tom Delaney", "Old Mill Ceramics", "WARM", -2, ["email", "Sent the price list, asked for a date"]],
  ["Ingrid Lindqvist", "Fjord Outdoor", "COLD", -9],
  ["Marcus Okafor", "Riverstone Capital", "HOT", -1, ["meeting", "Liked the demo, compares two others"]],
  ["Priya Patel", "Juniper Analytics", "HOT", 0, ["call", "Call back about the number of seats"]],
  ["Renée Tremblay", "Café Lumière", "WARM", 0],
  ["Daniel Goldberg", "Cedar Point Realty", "NURTURE", 0],
  ["Mei Chen", "Pinecrest Schools", "WARM", 1, ["note", "Budget is decided in spring"]],
  ["Carlos Vargas", "Hollow Oak Brewing", "COLD", 3],
  ["Fatima Haddad", "Maple Street Bakery", "NURTURE", 6],
  ["Søren Ødegård", "Kestrel Aviation", "WARM", 10],
  ["Grace Mbeki", "Harbor Lane Clinic", null, null],
];
const KNOWN_DAYS = 30;

/** How many sample contacts there are. */
export const SAMPLE_COUNT = LINES.length;

/** The sample contacts under these ids, as an export of them would be written: all are the user's with that email. */
export function sampleExport(
  ids: readonly string[],
  { email, today, now }: { email: string; today: CalendarDate; now: Temporal.Instant },
): string {
  const daysAgo = (days: number) => now.subtract({ hours: 24 * days }).toString({ smallestUnit: "millisecond" });
  const records = LINES.flatMap(([name, company, leadQuality, due, said], place) => {
    const id = ids[place]!;
    const contact = {
      ...{ type: "contact", id, name, company, leadQuality, status: "ACTIVE", assignees: [email] },
      email: `sample.${place + 1}@example.com`,
      phone: `+1 202 555 01${String(place + 10)}`,
      nextFollowUpDate: due === null ? null : addDays(today, due),
      ...{ createdAt: daysAgo(KNOWN_DAYS), updatedAt: daysAgo(0) },
    };
    if (!said) return [contact];
    const [action, text] = said;
    // By the day alone, so that a second press on the button tells of the same notes.
    const at = `${addDays(today, -place - 5)}T10:00:00.000Z`;
    const note = { type: "activity", contactId: id, action, text, at, user: email };
    return [contact, { ...note, dateBefore: null, dateAfter: null, operationId: `op_${id}` }];
  });
  return records.map((record) => JSON.stringify(record)).join("\n");
}
