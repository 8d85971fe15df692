import { daysBetween, isCalendarDate, type CalendarDate } from "./calendar.ts";
import { fits, isKeepable, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { LONGEST_PRESET_NAME, MOST_PRESETS, type Preset } from "./presets.ts";
import { LONGEST_SPOKEN } from "./spoken-text.ts";
import { LONGEST_LEAVE_DAYS } from "./working-calendar.ts";
import type { Leave } from "./working-days.ts";

/** What was typed for one of a user's own days, and what is wrong with that. */
export interface TypedPreset extends Preset {
  problem?: string;
}

/** The user's own days that a form asks for, or what was typed with what is wrong with it. */
export type PresetsRequest = { outcome: "presets"; presets: Preset[] } | { outcome: "badInput"; typed: TypedPreset[] };

/**
 * Reads the form of a user's own days to snooze to: `presetName` and `presetWords`, each repeated. `problemOf` says what is
 * wrong with the words of one, null where they say a day.
 */
export function readPresetsForm(form: FormData, problemOf: (words: string) => string | null): PresetsRequest {
  const [names, words] = [form.getAll("presetName").map(String), form.getAll("presetWords").map(String)];
  const typed = Array.from({ length: Math.min(MOST_PRESETS, Math.max(names.length, words.length)) }, (_, place) => {
    return { name: oneLine(names[place] ?? ""), words: oneLine(words[place] ?? "") };
  });
  const filled = typed.filter((preset) => preset.name !== "" || preset.words !== "");
  const checked = filled.map((preset, place): TypedPreset => {
    const problem = presetProblem(preset, filled.slice(0, place)) ?? problemOf(preset.words);
    return problem === null ? preset : { ...preset, problem };
  });
  const isGood = checked.every(({ problem }) => problem === undefined);
  return isGood ? { outcome: "presets", presets: filled } : { outcome: "badInput", typed: checked };
}

function presetProblem({ name, words }: Preset, earlier: readonly Preset[]): string | null {
  if (name === "") return "Give this day a name.";
  if (words === "") return "Say which day it is, such as “in 2 weeks”.";
  if (!fits(name, LONGEST_PRESET_NAME)) return `A name has at most ${LONGEST_PRESET_NAME} characters.`;
  if (!fits(words, LONGEST_SPOKEN)) return `At most ${LONGEST_SPOKEN} characters.`;
  if (!isKeepable(name + words)) return UNKEEPABLE_MESSAGE;
  return earlier.some((other) => other.name === name) ? "You have that name already." : null;
}

/** What was typed for a user's leave. */
export interface TypedLeave {
  from: string;
  to: string;
}

/** The leave that a form asks for, null for none; or what was typed, and what is wrong with it. */
export type LeaveRequest =
  | { outcome: "leave"; leave: Leave | null }
  | { outcome: "badInput"; typed: TypedLeave; field: "from" | "to"; problem: string };

/** Reads the form of a user's leave: `from` and `to`, both empty for none. */
export function readLeaveForm(form: FormData, today: CalendarDate): LeaveRequest {
  const textOf = (name: string) => String(form.get(name) ?? "").trim();
  const typed = { from: textOf("from"), to: textOf("to") };
  const { from, to } = typed;
  if (from === "" && to === "") return { outcome: "leave", leave: null };
  const bad = (field: "from" | "to", problem: string) => ({ outcome: "badInput", typed, field, problem }) as const;
  if (!isCalendarDate(from)) return bad("from", "Choose the first day of your leave.");
  if (!isCalendarDate(to)) return bad("to", "Choose the last day of your leave.");
  if (to < from) return bad("to", "The last day comes before the first one.");
  if (to < today) return bad("to", "That is past: choose a leave that isn’t over.");
  if (daysBetween(from, to) >= LONGEST_LEAVE_DAYS) return bad("to", `A leave has at most ${LONGEST_LEAVE_DAYS} days.`);
  return { outcome: "leave", leave: { from, to } };
}
