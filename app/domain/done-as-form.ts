import { fits, isKeepable, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { LEAD_QUALITIES } from "./contact.ts";
import { LONGEST_DONE_NOTE, OUTCOMES, type Outcome, type Said, type TryDates } from "./outcome.ts";

/** What a form says of a follow-up that is done, as it was typed and chosen. */
export interface TypedSaid {
  outcome: string;
  text: string;
  /** Empty where the lead quality stays as it is. */
  leadQuality: string;
}

/** What a lead quality is called in a form that is to be none. */
export const NO_QUALITY = "NONE";

/** What is wrong with one of its fields. */
export interface SaidProblem {
  field: "outcome" | "text";
  message: string;
}

/** Reads what was typed and chosen of a form. */
export function typedSaid(form: FormData): TypedSaid {
  const textOf = (value: FormDataEntryValue | null) => (typeof value === "string" ? value : "");
  return {
    outcome: textOf(form.get("outcome")),
    text: textOf(form.get("text")),
    leadQuality: textOf(form.get("leadQuality")),
  };
}

/** What that says, or what is wrong with it. A lead quality counts for who isn't interested alone. */
export function readSaid({
  outcome: chosen,
  text,
  leadQuality,
}: TypedSaid): (Said & { outcome: Outcome }) | SaidProblem {
  const outcome = OUTCOMES.find((each) => each === chosen);
  if (!outcome) return { field: "outcome", message: "Choose what came of it." };
  const note = oneLine(text);
  if (!fits(note, LONGEST_DONE_NOTE)) {
    return { field: "text", message: `A note has at most ${LONGEST_DONE_NOTE} characters here.` };
  }
  if (!isKeepable(note)) return { field: "text", message: UNKEEPABLE_MESSAGE };
  const quality = leadQuality === NO_QUALITY ? null : LEAD_QUALITIES.find((each) => each === leadQuality);
  return { outcome, note: note || undefined, leadQuality: outcome === "notInterested" ? quality : undefined };
}

/** The mark of the dates that a page showed, by which it is told whether they are the same still. */
export function markOf({ noAnswer, leftMessage }: TryDates): string {
  return `${noAnswer.date} ${leftMessage.date}`;
}
