import { findFollowUpRules, followUpRulesOf, type Database, type FollowUpRules } from "../database.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";

/** The rules for the list that a viewer works; for their own one, whoever signed in has brought them along. */
export function rulesOfList(
  database: Database,
  viewer: Pick<Viewer, "organizationId" | "userId" | "of" | "today" | "rules" | "workingDays">,
): Promise<FollowUpRules> {
  const { today, rules, workingDays } = viewer;
  if (viewer.of !== undefined) return findFollowUpRules(database, viewer, today);
  return followUpRulesOf({ ...rules, workingCalendar: workingDays.settings }, workingDays.leave, today);
}
