import type { CalendarDate } from "../../domain/calendar.ts";
import type { HubRequest } from "../../domain/hub-fields.ts";
import type { Locale } from "../../domain/locale.ts";
import { readSpokenDate } from "../../domain/spoken-date.ts";

/** What the hub's form asks for, with the day that its words say. */
export function withSpokenDay(
  { words, ...change }: HubRequest & { outcome: "words" },
  today: CalendarDate,
  locale: Locale,
): HubRequest {
  const spoken = readSpokenDate(words, today, locale);
  if (spoken.ok) return { ...change, outcome: "change", until: spoken.date };
  return { outcome: "badDate", ids: change.ids, problem: { message: spoken.message, words } };
}
