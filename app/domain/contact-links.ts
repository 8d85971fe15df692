/** The address that calls a phone number, without what follows it as an extension; null where it has no digits. */
export function telHref(phone: string | null): string | null {
  const number = (phone ?? "").replace(/\s*(?:ext\.?|x|#|;|,).*$/isu, "").replace(/[^+\d]/gu, "");
  return /\d/.test(number) ? `tel:${number}` : null;
}

/** The address that writes to an email; null where there is none. */
export function mailHref(email: string | null): string | null {
  return email ? `mailto:${encodeURIComponent(email).replaceAll("%40", "@").replaceAll("%2B", "+")}` : null;
}
