import type { LeadQuality } from "../../domain/contact.ts";

const LABELS: Record<LeadQuality, string> = { HOT: "Hot", WARM: "Warm", COLD: "Cold", NURTURE: "Nurture" };

/** How warm the lead is, in a word; nothing where none is set. */
export function LeadQualityChip({ leadQuality }: { leadQuality: LeadQuality | null }) {
  return leadQuality && <span className={`chip chip-${leadQuality.toLowerCase()}`}>{LABELS[leadQuality]}</span>;
}
