/** The address that writes to an email; null where there is none. */
export function mailHref(email: string | null): string | null {
  return email ? `mailto:${encodeURIComponent(email).replaceAll("%40", "@").replaceAll("%2B", "+")}` : null;
}
