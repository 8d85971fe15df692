import { hash, verify } from "@node-rs/argon2";
import { dictionary } from "@zxcvbn-ts/language-common";

const FEWEST_CHARACTERS = 10;
/** The longest password, in bytes of UTF-8. */
export const MOST_PASSWORD_BYTES = 512;
const MOST_COMMON = 10_000;

/** Why a password was not taken, in a sentence. */
export interface BadPassword {
  outcome: "badPassword";
  problem: string;
}

/** Those of the commonest passwords that are long enough to be chosen; made when somebody first chooses one. */
let commonest: Set<string> | undefined;

/** What is wrong with a new password, in a sentence; null where nothing is. */
export function passwordProblem(password: string): string | null {
  const normalized = password.normalize("NFC");
  if ([...normalized].length < FEWEST_CHARACTERS) {
    return `A password has at least ${FEWEST_CHARACTERS} characters. Several words are easiest to remember.`;
  }
  if (isTooLong(normalized)) return `A password has at most ${MOST_PASSWORD_BYTES} bytes.`;
  commonest ??= new Set(
    dictionary["passwords-common"].slice(0, MOST_COMMON).filter((common) => common.length >= FEWEST_CHARACTERS),
  );
  if (commonest.has(normalized.toLowerCase())) return "This is one of the commonest passwords. Choose another one.";
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
