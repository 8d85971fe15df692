import type { Role } from "../database.server.ts";
import { longDate } from "../domain/date-text.ts";
import type { Locale } from "../domain/locale.ts";

/** What the pages' header shows of the viewer. */
export interface AccountView {
  name: string;
  email: string;
  /** What the viewer may do in the current organization. */
  role: Role;
  timeZone: string;
  /** How dates and numbers are written for them. */
  locale: Locale;
  /** False where keys that are pressed alone do nothing. */
  singleKeys: boolean;
  /** Such as `Tuesday, 24 November 2026`. */
  todayText: string;
  organization: { id: string; name: string };
  organizations: { id: string; name: string }[];
}

/** The part of a viewer that the header shows. */
export function accountView(viewer: Omit<AccountView, "todayText"> & { today: string }): AccountView {
  const { name, email, role, timeZone, locale, singleKeys, organization, organizations, today } = viewer;
  const todayText = longDate(today, locale);
  return { name, email, role, timeZone, locale, singleKeys, organization, organizations, todayText };
}
