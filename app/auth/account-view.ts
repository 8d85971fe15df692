import type { Role } from "../database.server.ts";
import { longDate } from "../domain/date-text.ts";

/** What the pages' header shows of the viewer. */
export interface AccountView {
  name: string;
  email: string;
  /** What the viewer may do in the current organization. */
  role: Role;
  timeZone: string;
  /** False where keys that are pressed alone do nothing. */
  singleKeys: boolean;
  /** Such as `Tuesday, 24 November 2026`. */
  todayText: string;
  organization: { id: string; name: string };
  organizations: { id: string; name: string }[];
}

/** The part of a viewer that the header shows. */
export function accountView(viewer: Omit<AccountView, "todayText"> & { today: string }): AccountView {
  const { name, email, role, timeZone, singleKeys, organization, organizations, today } = viewer;
  return { name, email, role, timeZone, singleKeys, organization, organizations, todayText: longDate(today) };
}
