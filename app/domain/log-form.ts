import { Temporal } from "temporal-polyfill";
import { FIRST_TIME } from "./activity-input.ts";
import type { Direction, NoteKind } from "./contact.ts";
import { readSaid, typedSaid, type SaidProblem, type TypedSaid } from "./done-as-form.ts";
import { readNote, type NoteFormResult } from "./note-form.ts";
import type { Said } from "./outcome.ts";

/** What a form logs, as it was typed and chosen. */
export interface TypedLog extends TypedSaid {
  kind: string;
  /** `YYYY-MM-DDTHH:MM` where it happened earlier, else empty. */
  time: string;
  /** True where they got in touch. */
  isReply: boolean;
  counts: boolean;
}

/** What a form logs; the text is empty where nothing is said but what came of it. */
export interface ReadLog extends Pick<Said, "outcome" | "leadQuality"> {
  kind: NoteKind;
  text: string;
  direction: Direction;
  /** When it happened, where that was earlier. */
  time: Date | undefined;
  counts: boolean;
}

const LONGEST_TIME = 40;
const OUTCOME_WITHOUT_FOLLOW_UP =
  "Nothing was added yet: tick “Counts as follow-up” to say what came of it, or choose “Not said”.";

/** Reads what was typed and chosen of the form. */
export function typedLog(form: FormData): TypedLog {
  return {
    ...typedSaid(form),
    kind: String(form.get("kind") ?? ""),
    time: String(form.get("time") ?? "").slice(0, LONGEST_TIME),
    isReply: form.get("direction") === "in",
    counts: form.has("countsAsFollowUp"),
  };
}

/** What the form logs at `now` by a clock of `timeZone`, or what is wrong with it. */
export function readLog(
  form: FormData,
  clock: { now: Date; timeZone: string },
): { ok: true; log: ReadLog } | { ok: false; message: string } {
  const typed = typedLog(form);
  const said: Said | SaidProblem = typed.outcome === "" ? {} : readSaid({ ...typed, text: "" });
  if ("field" in said) return { ok: false, message: said.message };
  const note: NoteFormResult =
    said.outcome && typed.text.trim() === "" ? { ok: true, kind: "note", text: "" } : readNote(form);
  if (!note.ok) return note;
  const { kind, text } = note;
  // Of a plain note the tick doesn't show.
  if (said.outcome && kind !== "note" && !typed.counts) return { ok: false, message: OUTCOME_WITHOUT_FOLLOW_UP };
  const time = readTime(typed.time, clock);
  if (typeof time === "string") return { ok: false, message: time };
  const { outcome, leadQuality } = said;
  const direction = typed.isReply ? "in" : "out";
  return { ok: true, log: { kind, text, direction, time, counts: typed.counts, outcome, leadQuality } };
}

/** The instant at which that is on the clock; undefined where nothing is said, and a message where it can't be. */
function readTime(text: string, { now, timeZone }: { now: Date; timeZone: string }): Date | undefined | string {
  if (text === "") return undefined;
  try {
    const local = Temporal.PlainDateTime.from(text, { overflow: "reject" });
    const time = new Date(local.toZonedDateTime(timeZone).epochMilliseconds);
    if (time > now) return "When it happened can’t be in the future. Leave it empty for now.";
    return time < FIRST_TIME ? "When it happened must be after the year 1999." : time;
  } catch {
    return "Choose when it happened as a date and a time, or leave it empty for now.";
  }
}
