import type { SnoozeOption } from "../../follow-ups/snooze-options.ts";

/** Buttons that snooze to each offered date; `valueOf` makes what a button posts under `name`. */
export function SnoozeButtons({
  options,
  name,
  valueOf,
}: {
  options: SnoozeOption[];
  name: "row" | "choice";
  valueOf: (until: string) => string;
}) {
  return options.map(({ label, date, day }) => (
    <button key={date} name={name} value={valueOf(date)}>
      <span>{label}</span>
      <span className="muted">{day}</span>
    </button>
  ));
}
