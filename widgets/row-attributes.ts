import type { FollowUp } from "../app/domain/follow-up.ts";

/** The attributes of one `<follow-up-row>`. */
export type RowAttributes = Record<string, string | boolean>;

/** The attributes that show `followUp` in a row whose name links to `href`; what a contact lacks is left out. */
export function rowAttributes(followUp: FollowUp, href: string): RowAttributes {
  return {
    "contact-id": followUp.contactId,
    "contact-name": followUp.contactName,
    reason: followUp.reason,
    href,
    ...(followUp.leadQuality && { "lead-quality": followUp.leadQuality }),
    ...(followUp.overdueDays > 0 && { overdue: true }),
    ...(followUp.photoUrl && { "photo-url": followUp.photoUrl }),
    ...(followUp.company && { company: followUp.company }),
  };
}
