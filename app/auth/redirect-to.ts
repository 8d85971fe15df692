const ANYWHERE = "https://this-site.invalid";

/** The path on this site that `value` names, with its query; `fallback` where it names anything else. */
export function safeRedirect(value: unknown, fallback = "/follow-ups"): string {
  if (typeof value !== "string" || !value.startsWith("/")) return fallback;
  // The parser decides, as the browser's will: it also sees through `/\example.com` and tabs inside `//`.
  if (!URL.canParse(value, ANYWHERE)) return fallback;
  const { origin, pathname, search, hash } = new URL(value, ANYWHERE);
  return origin === ANYWHERE && !pathname.startsWith("//") ? pathname + search + hash : fallback;
}
