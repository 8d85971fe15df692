import type { FollowUp } from "../../app/domain/follow-up.ts";

/** A due contact for a test. */
export function followUp(id: string, values: Partial<FollowUp> = {}): FollowUp {
  const overdueDays = values.overdueDays ?? 0;
  return {
    id,
    contactId: id,
    contactName: `Contact ${id}`,
    reason: overdueDays ? `Follow-up overdue by ${overdueDays} days` : "Follow-up due today",
    suggestedTiming: overdueDays ? "Overdue" : "Today",
    isHot: values.leadQuality === "HOT",
    leadQuality: null,
    status: "ACTIVE",
    overdueDays,
    nextFollowUpDate: "2026-03-02",
    photoUrl: null,
    company: null,
    email: null,
    phone: null,
    phones: [],
    ...values,
  };
}
