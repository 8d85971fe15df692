import { isDeepStrictEqual } from "node:util";
import type { OrganizationSettings } from "../database.server.ts";

const LABELS = {
  name: "name",
  timeZone: "time zone",
  cadence: "cadence",
  outcomeRules: "tries",
  hotOverdueDays: "days of hot contacts that are overdue",
  workingCalendar: "working days",
} as const;

/** Which of an organization's settings differ, as people read them. */
export function changedSettings(before: OrganizationSettings, after: OrganizationSettings): string[] {
  const names = Object.keys(LABELS) as (keyof OrganizationSettings)[];
  return names.filter((name) => !isDeepStrictEqual(before[name], after[name])).map((name) => LABELS[name]);
}
