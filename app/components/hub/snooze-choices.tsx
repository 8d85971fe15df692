import { useEffect, useId, useRef } from "react";
import { LAST_DATE } from "../../domain/date-limits.ts";
import type { DayProblem } from "../../domain/hub-fields.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { SPOKEN_EXAMPLES } from "../../domain/spoken-text.ts";
import type { SpokenDay } from "./use-spoken-day.ts";

/** Buttons that snooze to each offered date; `valueOf` makes what a button posts as the form's choice. */
export function SnoozeButtons({ options, valueOf }: { options: SnoozeOption[]; valueOf: (until: string) => string }) {
  return options.map(({ label, date, day }) => (
    <button key={date} name="choice" value={valueOf(date)}>
      <span>{label}</span> <span className="muted">{day}</span>
    </button>
  ));
}

/** The fields for any other day to snooze to, in words or as a date, and what is wrong with it. */
export function SnoozeDate({
  options,
  name,
  problem,
  spoken,
}: {
  options: SnoozeOption[];
  /** Whose follow-up it is, where that is one contact. */
  name?: string;
  /** Why a snooze to what was typed or chosen can't be. */
  problem: DayProblem | null;
  /** What shows the day as its words are typed. */
  spoken?: SpokenDay;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const isOfWords = problem && problem.words !== null;
  useEffect(() => {
    if (problem) field.current?.focus();
  }, [problem]);
  const labelled = (label: string) => (name ? `${label} for ${name}` : label);
  const wrong = { ref: field, "aria-invalid": true, "aria-describedby": id };
  return (
    <>
      <input
        className="input spoken-day"
        name="day"
        defaultValue={problem?.words ?? undefined}
        placeholder={SPOKEN_EXAMPLES}
        autoComplete="off"
        aria-label={labelled("Day in words")}
        {...spoken?.listeners}
        {...(isOfWords && wrong)}
      />
      {spoken && <output className="spoken-said muted">{spoken.said}</output>}
      <input
        className="input"
        type="date"
        name="date"
        min={options[0]?.date}
        max={LAST_DATE}
        aria-label={labelled("Another date")}
        {...(problem && !isOfWords && wrong)}
      />
      {problem && (
        <p className="field-error" id={id} role="alert">
          {problem.message}
        </p>
      )}
    </>
  );
}
