/** The first letters of a name's first and last words, in capitals; `?` where it has no letter or digit. */
export function initials(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => word.match(/[\p{L}\p{N}]\p{M}*/u)?.[0] ?? []);
  return ((letters[0] ?? "?") + (letters.slice(1).at(-1) ?? "")).toUpperCase();
}

/** How many tints an avatar can have. */
const TINTS = 6;

/** Which of the six tints a name gets: always the same one for the same name. */
export function tint(name: string): number {
  let sum = 0;
  for (const character of name) sum += character.charCodeAt(0);
  return sum % TINTS;
}
