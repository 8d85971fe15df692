import { hash, verify } from "@node-rs/argon2";
import { commonPasswords } from "./common-passwords.ts";

const FEWEST_CHARACTERS = 10;
/** The longest password, in bytes of UTF-8. */
export const MOST_PASSWORD_BYTES = 512;
const MOST_COMMON = 10_000;

/** What the letters of a password may not come to alone: this program's name. */
const PRODUCT = /^(?:followups?|hub)+$/;

/** Why a password was not taken, in a sentence. */
export interface BadPassword {
  outcome: "badPassword";
  problem: string;
}

/** The commonest of those passwords that are long enough to be chosen; read when the first one is. */
let commonest: Set<string> | null = null;

/** What is wrong with a new password, in a sentence; null where nothing is. */
export function passwordProblem(password: string): string | null {
  const normalized = password.normalize("NFC");
  if ([...normalized].length < FEWEST_CHARACTERS) {
    return `A password has at least ${FEWEST_CHARACTERS} characters. Several words are easiest to remember.`;
  }
  if (isTooLong(normalized)) return `A password has at most ${MOST_PASSWORD_BYTES} bytes.`;
  commonest ??= commonPasswords(MOST_COMMON, FEWEST_CHARACTERS);
  if (commonest.has(normalized.toLowerCase())) return "This is one of the commonest passwords. Choose another one.";
  if (PRODUCT.test(normalized.toLowerCase().replace(/\P{L}/gu, ""))) {
    return "That is little more than the name of this program. Choose another one.";
  }
  return null;
}

/** The argon2id hash of a password, in PHC form. The same characters, however a keyboard composes them, are the same password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

/** A hash that no password matches, checked where the email is unknown so that the answer takes as long. */
const nobody = hashPassword(crypto.randomUUID());

/** True where `password` belongs to `passwordHash`; without a hash it takes as long and is false. */
export async function passwordMatches(password: string, passwordHash: string | null): Promise<boolean> {
  const normalized = password.normalize("NFC");
  const matches = await verify(passwordHash ?? (await nobody), isTooLong(normalized) ? "" : normalized);
  return matches && passwordHash !== null && !isTooLong(normalized);
}

function isTooLong(normalized: string): boolean {
  return Buffer.byteLength(normalized) > MOST_PASSWORD_BYTES;
}
