/**
 * The address that calls a phone number, without what follows it as an extension or a second number, and without the
 * zero that is only for calls from within; null where it has no digits.
 */
export function telHref(phone: string | null): string | null {
  const [first = ""] = (phone ?? "").split(/\s+(?:\/|or|und|ou)\s+|\s*(?:ext\.?|x|#|;|,)/iu, 1);
  const number = first.replace(/^(\s*\+[\d\s]+)\(0\)/u, "$1").replace(/[^+\d]/gu, "");
  return /\d/.test(number) ? `tel:${number}` : null;
}

/** The address that writes to an email; null where there is none. */
export function mailHref(email: string | null): string | null {
  return email ? `mailto:${encodeURIComponent(email).replaceAll("%40", "@").replaceAll("%2B", "+")}` : null;
}
