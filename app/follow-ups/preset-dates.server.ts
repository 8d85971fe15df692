import type { Viewer } from "../auth/viewer.server.ts";
import type { CalendarDate } from "../domain/calendar.ts";
import type { Preset } from "../domain/presets.ts";

type Reader = Pick<Viewer, "today" | "locale">;

/** A viewer's own days to snooze to and their organization's, as they are on their today; one whose day is past by now is left out. */
export async function presetDates(
  viewer: Pick<Viewer, "presets" | "organizationPresets"> & Reader,
): Promise<{ name: string; date: CalendarDate }[]> {
  const { presets, organizationPresets } = viewer;
  // Of two with one name the viewer's own is meant.
  const others = organizationPresets.filter(({ name }) => !presets.some((own) => own.name === name));
  const read = await daysOf([...presets, ...others], viewer);
  return read.flatMap(({ name, spoken }) => (spoken.ok ? [{ name, date: spoken.date }] : []));
}

/** A day to snooze to as the page shows it that sets it: the day that it is now, or why it is none. */
export interface PresetView extends Preset {
  day: string;
}

/** Days to snooze to, each with the day that it is now. */
export async function presetViews(presets: readonly Preset[], reader: Reader): Promise<PresetView[]> {
  const read = await daysOf(presets, reader);
  return read.map(({ name, words, spoken }) => ({ name, words, day: spoken.ok ? spoken.day : spoken.message }));
}

async function daysOf(presets: readonly Preset[], { today, locale }: Reader) {
  if (presets.length === 0) return [];
  // What reads words is large, and not everybody has any.
  const { readSpokenDate } = await import("../domain/spoken-date.ts");
  return presets.map((preset) => ({ ...preset, spoken: readSpokenDate(preset.words, today, locale) }));
}
