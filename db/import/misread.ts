import iconv from "iconv-lite";
import { ENCODING_NAMES } from "../../app/domain/encodings.ts";
import { plausibility } from "./guess-encoding.ts";

const LONGEST = 500;
const BEYOND_ASCII = /\P{ASCII}/u;

/**
 * Whether a text that is to take the place of another one is that one read in a wrong encoding, by this import or by
 * whoever wrote the file: `surely` where it reads worse, `maybe` where nothing tells which of the two is right.
 */
export function isMisread(text: string, stored: string): "surely" | "maybe" | "no" {
  if (text === stored || !BEYOND_ASCII.test(stored) || text.length > LONGEST || stored.length > LONGEST) return "no";
  if (questioned(stored).test(text)) return "surely";
  if (!BEYOND_ASCII.test(text) || !isAlike(text, stored) || !isOtherReading(text, stored)) return "no";
  const [now, before] = [plausibility(text), plausibility(stored)];
  if (now === before) return "maybe";
  return now < before ? "surely" : "no";
}

/** What is left of a text where question marks stand for each character that an encoding doesn't have. */
function questioned(stored: string): RegExp {
  const parts = stored.normalize("NFC").split(/\P{ASCII}+/u);
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("\\?+")}$`);
}

/** False where the plain letters of neither text stand in the other one in their order: then no encoding made one of the other. */
function isAlike(one: string, other: string): boolean {
  const [few, many] = [plain(one), plain(other)].sort((some, others) => some.length - others.length) as [
    string,
    string,
  ];
  let at = 0;
  for (const character of many) if (character === few[at]) at++;
  return at === few.length;
}

function plain(text: string): string {
  return text.replace(/\P{ASCII}+/gu, "");
}

/** True where the bytes of the stored text in one encoding are the other text in another one. */
function isOtherReading(text: string, stored: string): boolean {
  return ENCODING_NAMES.some((written) => {
    const bytes = iconv.encode(stored, written);
    if (iconv.decode(bytes, written) !== stored) return false;
    return ENCODING_NAMES.some((read) => read !== written && iconv.decode(bytes, read).trim() === text);
  });
}
