import type { LeadQuality } from "../domain/contact.ts";
import type { FollowUp } from "../domain/follow-up.ts";
import { keptQualityText, leadQualityLabel, leadQualityText } from "../domain/lead-quality-text.ts";
import { leadQualityOf, type Action } from "./action.ts";
import { newOperationId, type FollowUpsApi } from "./follow-ups-api.ts";

/** The lead quality to set for a contact, and the one that it has. */
export interface LeadQualityChange {
  api: FollowUpsApi;
  contact: Pick<FollowUp, "id" | "contactName" | "leadQuality">;
  leadQuality: LeadQuality | null;
}

/** Sets a lead quality; what takes that back sets the one before, unless someone else has set another since. */
export function setLeadQuality(
  { api, contact, leadQuality }: LeadQualityChange,
  { isReverse = false } = {},
): Action<{ leadQuality: LeadQuality | null }> {
  const { id, contactName, leadQuality: before } = contact;
  const operationId = newOperationId();
  const change = { personId: id, leadQuality, operationId, ...(isReverse && { from: before }) };
  const reverse = () =>
    setLeadQuality({ api, contact: { ...contact, leadQuality }, leadQuality: before }, { isReverse: true });
  return {
    label: `${contactName}, ${leadQualityLabel(leadQuality)}`,
    ids: [id],
    subjects: [leadQualityOf(id)],
    preview: { type: "changed", ids: [id], leadQuality },
    send: () => api.setLeadQuality(change),
    outcome: ({ leadQuality: now }) => ({
      text: now === leadQuality ? leadQualityText(contactName, now) : keptQualityText(contactName, now),
      isUndoable: !isReverse,
    }),
    ...(!isReverse && { reverse }),
  };
}
