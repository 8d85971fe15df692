import { cadenceDaysOf, NO_CADENCE_DAYS, type CadencedContact, type CadenceSettings } from "./cadence.ts";
import { leadQualityLabel } from "./lead-quality-text.ts";

/** A number of days as a rhythm, such as `every 14 days`; null is `none`. */
export function rhythmText(days: number | null): string {
  if (days === null || days === NO_CADENCE_DAYS) return "none";
  return days === 1 ? "every day" : `every ${days} days`;
}

/** A contact's own cadence as its timeline tells it; null where it goes by the lead quality. */
export function ownRhythmText(cadenceDays: number | null): string | null {
  return cadenceDays === null ? null : rhythmText(cadenceDays);
}

/** A contact's cadence and where it comes from, such as `Every 14 days, as for every Hot lead`. */
export function cadenceText(contact: CadencedContact, settings: CadenceSettings): string {
  const rhythm = capitalized(rhythmText(cadenceDaysOf(contact, settings)));
  if (typeof contact.cadenceDays === "number") return `${rhythm}, set for this contact`;
  const group = contact.leadQuality
    ? `every ${leadQualityLabel(contact.leadQuality)} lead`
    : "contacts without a lead quality";
  return `${rhythm}, as for ${group}`;
}

/** What setting a contact's own cadence did. */
export function ownCadenceText(cadenceDays: number | null): string {
  if (cadenceDays === null) return "The cadence goes by lead quality now";
  return cadenceDays === NO_CADENCE_DAYS ? "No cadence for this contact now" : `Cadence: ${rhythmText(cadenceDays)}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
