import type { Viewer } from "../auth/viewer.server.ts";
import { comingDaysOff, holidayCountries, isHolidayCountry } from "../database.server.ts";
import { wholeDayText } from "../domain/date-text.ts";
import type { SettingsField } from "../domain/settings-input.ts";
import type { WorkingCalendarSettings } from "../domain/working-calendar.ts";
import { unknownYearsText } from "../domain/working-days-text.ts";

const MOST_SHOWN = 6;

/** What the settings page shows of working days beside the settings themselves. */
export interface WorkingDaysView {
  countries: { country: string; name: string }[];
  /** The next days off, such as `Fri 25 Dec: Christmas Day`. */
  coming: string[];
  /** For which years there is no list of holidays, in words; null where there is one for each. */
  unknown: string | null;
}

/** The countries whose holidays are known, and what the organization's settings come to. */
export async function workingDaysView(
  settings: WorkingCalendarSettings,
  { today, locale }: Pick<Viewer, "today" | "locale">,
): Promise<WorkingDaysView> {
  const [countries, { days, unknownYears }] = await Promise.all([
    holidayCountries(),
    comingDaysOff(settings, { today, most: MOST_SHOWN }),
  ]);
  const coming = days.map(({ date, name }) => `${wholeDayText(date, today, locale)}: ${name ?? ""}`);
  return { countries, coming, unknown: unknownYearsText(unknownYears) };
}

/** What is wrong with the country whose holidays are chosen; null where nothing is. */
export async function countryProblem(
  settings: Pick<WorkingCalendarSettings, "country"> | undefined,
): Promise<Partial<Record<SettingsField, string>> | null> {
  if (!settings?.country || (await isHolidayCountry(settings.country))) return null;
  return { country: "The holidays of this country aren’t known: choose another, or none, and name the days yourself" };
}
