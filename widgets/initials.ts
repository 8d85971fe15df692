/** What stands before a name or behind it and isn't part of it, without dots. */
const TITLES = new Set(
  (
    "dr prof mr mrs ms miss mx sir dame rev hon herr frau ing mag dipl dra sra mme mlle " +
    "mba phd md dds dvm jd llm esq cpa cfa rn bsc msc ba ma jr sr ii iii iv"
  ).split(" "),
);
const signs = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * The first signs, as people see them, of a name's first and last words without titles, in capitals where the script has
 * them; `?` where there is none.
 */
export function initials(name: string): string {
  const words = name
    .normalize("NFC")
    .split(/[\s,]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const own = words.filter((word) => !TITLES.has(word.replaceAll(".", "").toLowerCase()));
  const named = own.length > 0 ? own : words;
  const [first, last] = [named[0] ?? name.trim(), named.slice(1).at(-1) ?? ""].map(initial);
  // Arabic letters would join to a syllable.
  const gap = /\p{Script=Arabic}/u.test(last!) ? "\u200c" : "";
  return first! + gap + last! || "?";
}

function initial(word: string): string {
  const [{ segment = "" } = {}] = signs.segment(word.replace(/^[\p{P}\p{S}]+(?=.*[\p{L}\p{N}])/u, ""));
  const sign = /[\p{L}\p{N}]/u.test(segment) ? [...segment.normalize("NFKC")] : [];
  // A ligature is two letters, of which the first one stands for it.
  const shown = sign.length > 1 && !/\p{M}|\u200d/u.test(segment) ? sign[0]! : segment;
  const capital = shown.toUpperCase();
  const hasNone = /\p{Script=Georgian}/u.test(shown) || [...capital].length > [...shown].length;
  if (hasNone) return shown;
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(shown) ? capital : "";
}

/** Which of six tints a name gets, from 0 to 5: always the same one for the same name. */
export function tint(name: string): number {
  return ((name.codePointAt(0) ?? 0) + name.length) % 6;
}
