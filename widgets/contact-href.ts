/** The address of one contact by a pattern such as `/contacts/{id}`. */
export function contactHref(pattern: string, contactId: string): string {
  return pattern.replaceAll("{id}", encodeURIComponent(contactId));
}

/** The address of the list that such a pattern points into: `/contacts/{id}` gives `/contacts`. */
export function contactsHref(pattern: string): string {
  return pattern.replace(/[/?#]?[^/?#]*\{id\}.*/, "");
}
