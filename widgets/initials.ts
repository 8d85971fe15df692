/** The first letters of a name's first and last words, in capitals; `?` where it has no letter or digit. */
export function initials(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => word.match(/[\p{L}\p{N}]\p{M}*/u)?.[0] ?? []);
  return ((letters[0] ?? "?") + (letters.slice(1).at(-1) ?? "")).toUpperCase();
}

/** Which of six tints a name gets, from 0 to 5: always the same one for the same name. */
export function tint(name: string): number {
  return ((name.codePointAt(0) ?? 0) + name.length) % 6;
}
