/** Sentences as one text: one stands alone without a full stop, of several each ends with one; what is empty is left out. */
export function sentences(...parts: readonly (string | false | null | undefined)[]): string {
  const told = parts.filter(Boolean);
  return told.length > 1 ? `${told.join(". ")}.` : told.join("");
}
