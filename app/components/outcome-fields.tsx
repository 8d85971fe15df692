import { useId } from "react";
import type { CalendarDate } from "../domain/calendar.ts";
import { NO_QUALITY, type SaidProblem, type TypedSaid } from "../domain/done-as-form.ts";
import { LEAD_QUALITY_CHOICES, leadQualityLabel } from "../domain/lead-quality-text.ts";
import { LONGEST_DONE_NOTE, OUTCOMES, type Outcome, type TryDates } from "../domain/outcome.ts";
import { nextTryText, OUTCOME_LABELS } from "../domain/outcome-text.ts";
import type { MovedDate } from "../domain/working-days.ts";
import { dayOffText } from "../domain/working-days-text.ts";
import { useLocale } from "./locale.ts";

/** Asks what came of a follow-up, and for a line of text; of who isn't interested, which lead quality they have then. */
export function OutcomeFields({
  dates,
  today,
  typed,
  problem,
}: {
  /** When contacts are tried again. */
  dates: TryDates;
  today: CalendarDate;
  typed?: TypedSaid;
  problem: SaidProblem | null;
}) {
  const locale = useLocale();
  const id = useId();
  const nextTry = ({ date, off }: MovedDate) =>
    nextTryText(date, today, locale, off ? dayOffText(off, locale) : undefined);
  const hints: Partial<Record<Outcome, string>> = {
    noAnswer: `${nextTry(dates.noAnswer)}, unless it was the last`,
    leftMessage: nextTry(dates.leftMessage),
    notInterested: "No next date",
  };
  const error = problem && (
    <p className="field-error" id={id} role="alert">
      {problem.message}
    </p>
  );
  const about = problem && { "aria-invalid": true, "aria-describedby": id };
  return (
    <>
      <fieldset className="outcomes" {...(problem?.field === "outcome" && { "aria-describedby": id })}>
        <legend className="field-label">What came of it</legend>
        {OUTCOMES.map((outcome) => (
          <label key={outcome} className="choice">
            <input type="radio" name="outcome" value={outcome} defaultChecked={outcome === typed?.outcome} required />
            <span>{OUTCOME_LABELS[outcome]} </span>
            {hints[outcome] && <span className="muted">{hints[outcome]}</span>}
          </label>
        ))}
        {problem?.field === "outcome" && error}
      </fieldset>
      <QualityOfNotInterested chosen={typed?.leadQuality} />
      <label className="field">
        <span className="field-label">Note, if there is something to say</span>
        <input
          className="input"
          name="text"
          defaultValue={typed?.text}
          maxLength={2 * LONGEST_DONE_NOTE}
          autoComplete="off"
          dir="auto"
          {...(problem?.field === "text" && about)}
        />
        {problem?.field === "text" && error}
      </label>
    </>
  );
}

/** The lead quality of who isn't interested; style sheets show it where that is chosen in the form. */
export function QualityOfNotInterested({ chosen }: { chosen?: string | undefined }) {
  return (
    <label className="field outcome-quality">
      <span className="field-label">Lead quality from now on</span>
      <select className="input" name="leadQuality" defaultValue={chosen}>
        <option value="">As it is</option>
        {LEAD_QUALITY_CHOICES.map((quality) => (
          <option key={quality} value={quality ?? NO_QUALITY}>
            {leadQualityLabel(quality)}
          </option>
        ))}
      </select>
    </label>
  );
}
