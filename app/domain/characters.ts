/** Characters that each text of a contact has at most; an id is short enough for 200 of them to fit one request. */
export const MOST_CHARACTERS = { id: 200, name: 500, email: 320, phone: 100, company: 500, photoUrl: 2_000 } as const;

/** True where a text has at most `most` characters: code points, as JSON Schema counts them. */
export function fits(text: string, most: number): boolean {
  return text.length <= most || characterCount(text) <= most;
}

/** How many characters, code points, a text has. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) if (text.codePointAt(at)! > 0xffff) count--;
  return count;
}
