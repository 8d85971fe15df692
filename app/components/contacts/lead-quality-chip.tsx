import type { LeadQuality } from "../../domain/contact.ts";
import { LEAD_QUALITY_LABELS } from "../../domain/contact-text.ts";

/** How warm the lead is, in a word; nothing where none is set. */
export function LeadQualityChip({ leadQuality }: { leadQuality: LeadQuality | null }) {
  return (
    leadQuality && <span className={`chip chip-${leadQuality.toLowerCase()}`}>{LEAD_QUALITY_LABELS[leadQuality]}</span>
  );
}
