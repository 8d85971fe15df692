import type { Viewer } from "../auth/viewer.server.ts";
import { workingCalendarOf } from "../database.server.ts";
import { snoozeOptions, type SnoozeOption } from "../domain/snooze.ts";
import { presetDates } from "./preset-dates.server.ts";

/** The dates that menus offer to a viewer, with their own and their organization's, each on a day on which they work. */
export async function snoozeChoices(
  viewer: Pick<Viewer, "today" | "locale" | "workingDays" | "presets" | "organizationPresets">,
): Promise<SnoozeOption[]> {
  const { today, locale, workingDays } = viewer;
  const { settings } = workingDays;
  const [calendar, presets] = await Promise.all([workingCalendarOf({ ...workingDays, today }), presetDates(viewer)]);
  const snoozes = Boolean(settings?.isOn && settings.snoozes);
  return snoozeOptions(today, locale, { calendar, snoozes, presets });
}
