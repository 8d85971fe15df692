import { FIRST_DATE, LAST_DATE } from "../../domain/date-limits.ts";
import type { CalendarDate } from "../../domain/calendar.ts";

/** The field for a contact's next follow-up date, which begins anew with each date that is set. */
export function DateInput({ name, date }: { name: string; date: CalendarDate | null }) {
  return (
    <input
      key={date}
      className="input"
      type="date"
      name="date"
      min={FIRST_DATE}
      max={LAST_DATE}
      defaultValue={date ?? ""}
      aria-label={`Follow-up date for ${name}`}
    />
  );
}
