/**
 * The ways of writing dates and numbers that a reader can have. All of them are English ones: `24. November` amid English
 * sentences reads like a mistake, `24 November` is as a German reader orders it and English.
 */
export const LOCALES = ["en-GB", "en-US", "en-AU", "en-IN", "en-DE", "en-FR", "en-CH", "en-JP"] as const;
export type Locale = (typeof LOCALES)[number];

/** How it is written for whoever doesn't say. */
export const USUAL_LOCALE: Locale = "en-GB";

/** The locale that a user has chosen; null where they have chosen none, or one that an older version of this knew. */
export function chosenLocale(locale: string | null | undefined): Locale | null {
  return LOCALES.find((each) => each === locale) ?? null;
}

const LONGEST_HEADER = 500;
const MOST_LANGUAGES = 10;
const MOST_KEPT = 200;
const SAMPLE_DAY = Date.UTC(2026, 10, 24);
const SAMPLE_NUMBER = 1_234_567;

/** What has been found out, as it takes a while; emptied when there are too many, as anybody can name any. */
const found = new Map<string, Locale | null>();
let ours: Map<Locale, string[]> | undefined;

/** The locale that fits a browser's `Accept-Language` best; the usual one where that names no language that is known. */
export function localeOf(acceptLanguage: string | null | undefined): Locale {
  for (const tag of wantedTags(acceptLanguage ?? "")) {
    if (found.size >= MOST_KEPT) found.clear();
    if (!found.has(tag)) found.set(tag, fitting(tag));
    const locale = found.get(tag);
    if (locale) return locale;
  }
  return USUAL_LOCALE;
}

/** The tags that a header names, the most wanted first. */
function wantedTags(header: string): string[] {
  const wanted = header
    .slice(0, LONGEST_HEADER)
    .split(",", MOST_LANGUAGES)
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((each) => each.trim());
      const quality = parameters.find((each) => /^q=/i.test(each))?.slice(2) ?? "1";
      return { tag, quality: /^[01](\.\d{0,3})?$/.test(quality) ? Number(quality) : 0 };
    });
  return wanted
    .filter(({ tag, quality }) => quality > 0 && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(tag))
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

/** The locale that writes most like a language: the same order first, then the same groups of digits, then the same clock. */
function fitting(tag: string): Locale | null {
  const own = traitsOf(tag);
  if (!own) return null;
  ours ??= new Map(LOCALES.map((locale) => [locale, traitsOf(locale) ?? []]));
  const likeness = (locale: Locale) =>
    own.reduce(
      (sum, trait, place) => sum + Number(trait === ours?.get(locale)?.[place]) * 2 ** (own.length - place),
      0,
    );
  return LOCALES.reduce((best, locale) => (likeness(locale) > likeness(best) ? locale : best));
}

/** How a language writes: what stands first in a date, a long number, the clock; null where it isn't known. */
function traitsOf(tag: string): string[] | null {
  try {
    if (Intl.DateTimeFormat.supportedLocalesOf(tag).length === 0) return null;
    const date = new Intl.DateTimeFormat(tag, {
      ...({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const),
      calendar: "gregory",
    });
    const first = date.formatToParts(SAMPLE_DAY).find(({ type }) => type === "day" || type === "month");
    const number = SAMPLE_NUMBER.toLocaleString(tag, { numberingSystem: "latn" });
    const { hour12 } = new Intl.DateTimeFormat(tag, { hour: "numeric" }).resolvedOptions();
    return [first?.type ?? "", number.replace(/\s/g, " ").replaceAll("’", "'"), String(hour12)];
  } catch {
    return null;
  }
}
