/** Characters that each text of a contact has at most; an id is short enough for 200 of them to fit one request. */
export const MOST_CHARACTERS = { id: 200, name: 500, email: 320, phone: 100, company: 500, photoUrl: 2_000 } as const;

/** True where a text has at most `most` characters: code points, as JSON Schema counts them. */
export function fits(text: string, most: number): boolean {
  return text.length <= most || characterCount(text) <= most;
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const UNKEEPABLE = /[\u0000-\u0008\u000B-\u001F\u007F\p{Surrogate}]/u;

/** What is said of a text that `isKeepable` refuses. */
export const UNKEEPABLE_MESSAGE = "There is a character that can't be kept.";

/**
 * True where each character of a text is one that people write: no control character but tabs and line breaks, and no
 * half of a surrogate pair, which no file could hold.
 */
export function isKeepable(text: string): boolean {
  return !UNKEEPABLE.test(text);
}

/** A text as the one line of a field holds it. */
export function oneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, " ").trim();
}

/** How many characters, code points, a text has. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) if (text.codePointAt(at)! > 0xffff) count--;
  return count;
}
