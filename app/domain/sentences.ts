/** Sentences as one text: one stands alone without a full stop, of several each ends with one; what is empty is left out. */
export function sentences(...parts: readonly (string | false | null | undefined)[]): string {
  const [first = "", ...others] = parts.filter((part) => typeof part === "string" && part !== "") as string[];
  return others.length === 0 ? first : [first, ...others].map((part) => `${part}.`).join(" ");
}
