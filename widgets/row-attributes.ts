import type { FollowUp } from "../app/domain/follow-up.ts";
import type { RowContent } from "./row-view.ts";

/** The attributes of one `<follow-up-row>`: `true` stands for an empty one, `false` for none. */
export type RowAttributes = Record<string, string | boolean>;

/** The attributes that show `followUp` in a row whose name links to `href`. */
export function rowAttributes(followUp: FollowUp, href: string): RowAttributes {
  return {
    "contact-id": followUp.contactId,
    "contact-name": followUp.contactName,
    reason: followUp.reason,
    date: followUp.nextFollowUpDate,
    href,
    "lead-quality": followUp.leadQuality ?? false,
    overdue: followUp.overdueDays > 0,
    "photo-url": followUp.photoUrl ?? false,
    company: followUp.company ?? false,
    note: followUp.lastNote ?? false,
  };
}

/** What a row with these attributes shows. */
export function rowContent(followUp: FollowUp, href: string): RowContent {
  return {
    contactName: followUp.contactName,
    reason: followUp.reason,
    date: followUp.nextFollowUpDate,
    href,
    leadQuality: followUp.leadQuality,
    overdue: followUp.overdueDays > 0,
    photoUrl: followUp.photoUrl,
    company: followUp.company,
    note: followUp.lastNote ?? null,
    busy: false,
  };
}
