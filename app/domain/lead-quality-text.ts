import { LEAD_QUALITIES, type LeadQuality } from "./contact.ts";

const LABELS: Record<LeadQuality, string> = { HOT: "Hot", WARM: "Warm", COLD: "Cold", NURTURE: "Nurture" };

/** A lead quality in a word. */
export function leadQualityLabel(leadQuality: LeadQuality | null): string {
  return leadQuality ? LABELS[leadQuality] : "None";
}

/** What a contact's lead quality can be set to, hottest first, none last. */
export const LEAD_QUALITY_CHOICES: readonly (LeadQuality | null)[] = [...LEAD_QUALITIES, null];

/** That nothing was undone, as someone else has set another lead quality since. */
export function keptQualityText(contactName: string, leadQuality: LeadQuality | null): string {
  return `Nothing undone: ${leadQualityText(contactName, leadQuality)}, set by someone else`;
}

/** What setting a lead quality did, told to the one who asked for it. */
export function leadQualityText(contactName: string, leadQuality: LeadQuality | null): string {
  return leadQuality ? `${contactName} is ${LABELS[leadQuality]} now` : `${contactName} has no lead quality now`;
}
