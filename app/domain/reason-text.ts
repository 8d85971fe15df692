import { tryText } from "./outcome-text.ts";

/** Why a contact is on the list, in words. */
export function reasonFor(days: number): string {
  if (days === 0) return "Follow-up due today";
  return `Follow-up overdue by ${days} ${days === 1 ? "day" : "days"}`;
}

/** What a row tells of a follow-up beside its date: see the fields of the same names of `FollowUp`. */
interface ReasonParts {
  reason: string;
  answered?: string;
  tries?: number;
  moves?: number;
  insteadOf?: string;
}

/**
 * Why a contact is on the list, with the reply that waits, the try that comes, such as `Follow-up due today · 3rd try`, how
 * often it was moved, and in whose stead.
 */
export function reasonText({ reason, answered, tries = 0, moves, insteadOf }: ReasonParts): string {
  const moved = moves && `Moved ${moves} times without contact`;
  return [reason, answered, tryText(tries), moved, insteadOf && `for ${insteadOf}`].filter(Boolean).join(" · ");
}
