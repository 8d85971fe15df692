import { useEffect, useId, useRef } from "react";
import { LAST_DATE } from "../../domain/date-limits.ts";
import { SNOOZE_DATE_MESSAGE } from "../../domain/hub-fields.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";

/** Buttons that snooze to each offered date; `valueOf` makes what a button posts as the form's choice. */
export function SnoozeButtons({ options, valueOf }: { options: SnoozeOption[]; valueOf: (until: string) => string }) {
  return options.map(({ label, date, day }) => (
    <button key={date} name="choice" value={valueOf(date)}>
      <span>{label}</span> <span className="muted">{day}</span>
    </button>
  ));
}

/** The field for any other date to snooze to, from the first that is offered on, and what is wrong with it. */
export function SnoozeDate({
  options,
  label = "Another date",
  isBad,
}: {
  options: SnoozeOption[];
  label?: string;
  /** True where a snooze to this date was asked for and can't be. */
  isBad: boolean;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [first] = options;
  useEffect(() => {
    if (isBad) field.current?.focus();
  }, [isBad]);
  return (
    <>
      <input
        ref={field}
        className="input"
        type="date"
        name="date"
        min={first?.date}
        max={LAST_DATE}
        aria-label={label}
        {...(isBad && { "aria-invalid": true, "aria-describedby": id })}
      />
      {isBad && (
        <p className="field-error" id={id} role="alert">
          {SNOOZE_DATE_MESSAGE}
        </p>
      )}
    </>
  );
}
