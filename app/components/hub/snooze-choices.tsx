import { LAST_DATE } from "../../domain/date-limits.ts";
import type { SnoozeOption } from "../../follow-ups/snooze-options.ts";

/**
 * Buttons that snooze to each offered date; `valueOf` makes what a button posts under `name`, and `contactName` is whom
 * it acts on where that is one contact.
 */
export function SnoozeButtons({
  options,
  name,
  contactName,
  valueOf,
}: {
  options: SnoozeOption[];
  name: "row" | "choice";
  contactName?: string;
  valueOf: (until: string) => string;
}) {
  return options.map(({ label, date, day }) => (
    <button
      key={date}
      name={name}
      value={valueOf(date)}
      aria-label={contactName && `Snooze ${contactName}: ${label} ${day}`}
    >
      <span>{label}</span> <span className="muted">{day}</span>
    </button>
  ));
}

/** The field for any other date to snooze to, from the first that is offered on. */
export function SnoozeDate({
  options,
  label = "Another date",
  required,
}: {
  options: SnoozeOption[];
  label?: string;
  required?: boolean;
}) {
  const [first] = options;
  return (
    <input
      className="input"
      type="date"
      name="date"
      min={first?.date}
      max={LAST_DATE}
      required={required}
      aria-label={label}
    />
  );
}
