const EMAIL = /^[^\s@<>()[\]",;:|]+@[^\s@<>()[\]",;:|]+$/;
/** `Lee, Ann <ann@x.example>`, with or without a name. */
const IN_BRACKETS = /^([^<>]*)<\s*(?:mailto:)?([^\s<>]+)\s*>$/i;
/** `ann@x.example (work)`, `work: ann@x.example`. */
const WITH_WORD = /^(?:([\p{L}][\p{L} -]{0,30}):\s*)?(\S+?)(?:\s*\(([^()]*)\)|\s*\[([^[\]]*)\])?$/u;
const LONGEST = 2_000;

/** The first email of a cell, and what else stands there. */
export interface WrittenEmail {
  email: string;
  others: string[];
}

/**
 * Reads the emails of a cell as people and programs write them: with a name before it or a word beside it, as a link, or
 * several; null where any part of the cell is something else.
 */
export function readWrittenEmails(cell: string): WrittenEmail | null {
  const text = cell.trim();
  const [, inQuotes] = /^'([^'\s]+)'$/.exec(text) ?? [];
  if (inQuotes !== undefined && EMAIL.test(inQuotes)) return { email: inQuotes, others: [] };
  if (text.length > LONGEST || EMAIL.test(text) || !text.includes("@")) return null;
  const emails: string[] = [];
  const others: string[] = [];
  for (const part of partsOf(text)) {
    const read = readOne(part);
    if (!read) return null;
    emails.push(read.email);
    others.push(...read.others);
  }
  const [email, ...more] = new Set(emails);
  return email === undefined ? null : { email, others: [...more, ...others] };
}

/** Parts between signs, but for a comma within a name before an address in brackets; without brackets, between spaces too. */
function partsOf(text: string): string[] {
  const between = /<[^<>]*>/.test(text) ? /(?<=>)\s*[,;|\s]\s*|\s*[;|\n]+\s*/ : /\s*[,;|/\n]+\s*|(?<=@\S+)\s+(?=\S+@)/;
  return text
    .split(between)
    .map((part) => part.trim())
    .filter(Boolean);
}

function readOne(part: string): WrittenEmail | null {
  const [, name, bracketed] = IN_BRACKETS.exec(part) ?? [];
  if (bracketed !== undefined) {
    const said = (name ?? "").replace(/^["'\s]+|["'\s]+$/g, "");
    return EMAIL.test(bracketed) ? { email: bracketed, others: said ? [said] : [] } : null;
  }
  const link = part.replace(/^mailto:/i, "").replace(/\?.*$/s, "");
  if (EMAIL.test(link)) return { email: link, others: [] };
  const [, before, email = "", ...after] = WITH_WORD.exec(part) ?? [];
  const plain = email.replace(/^mailto:/i, "");
  if (!EMAIL.test(plain)) return null;
  return { email: plain, others: [before, ...after].flatMap((word) => word?.trim() || []) };
}
