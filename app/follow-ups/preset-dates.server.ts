import type { Viewer } from "../auth/viewer.server.ts";
import type { CalendarDate } from "../domain/calendar.ts";
import type { Preset } from "../domain/presets.ts";

/** A viewer's own days to snooze to, as they are on their today; one whose day is past by now is left out. */
export async function presetDates(
  viewer: Pick<Viewer, "presets" | "today" | "locale">,
): Promise<{ name: string; date: CalendarDate }[]> {
  const read = await readPresets(viewer);
  return read.flatMap(({ name, spoken }) => (spoken.ok ? [{ name, date: spoken.date }] : []));
}

/** One of a viewer's own days as their account page shows it: the day that it is now, or why it is none. */
export interface PresetView extends Preset {
  day: string;
}

/** A viewer's own days to snooze to, each with the day that it is now. */
export async function presetViews(viewer: Pick<Viewer, "presets" | "today" | "locale">): Promise<PresetView[]> {
  const read = await readPresets(viewer);
  return read.map(({ name, words, spoken }) => ({ name, words, day: spoken.ok ? spoken.day : spoken.message }));
}

async function readPresets({ presets, today, locale }: Pick<Viewer, "presets" | "today" | "locale">) {
  if (presets.length === 0) return [];
  // What reads words is large, and not everybody has any.
  const { readSpokenDate } = await import("../domain/spoken-date.ts");
  return presets.map((preset) => ({ ...preset, spoken: readSpokenDate(preset.words, today, locale) }));
}
