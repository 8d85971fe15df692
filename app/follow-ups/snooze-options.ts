import type { CalendarDate } from "../domain/calendar.ts";
import { dayText } from "../domain/date-text.ts";
import { snoozeChoices, type SnoozeChoice } from "../domain/snooze.ts";

/** A date to snooze to, with the day that it means, such as `Fri 27 Nov`. */
export interface SnoozeOption extends SnoozeChoice {
  day: string;
}

/** What a menu offers to snooze to on `today`. */
export function snoozeOptions(today: CalendarDate): SnoozeOption[] {
  return snoozeChoices(today).map((choice) => ({ ...choice, day: dayText(choice.date) }));
}
