/** Text as it is searched: lower case, without accents. */
export function searchable(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("en");
}

/** The distinct searchable words of a contact's name, company and email. */
export function searchWords(contact: { name: string; company: string | null; email: string | null }): string[] {
  const text = searchable([contact.name, contact.company, contact.email].filter(Boolean).join(" "));
  return [...new Set(text.split(/[\s,;()]+/u).filter(Boolean))].sort();
}
