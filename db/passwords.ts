import { hash, verify } from "@node-rs/argon2";

/** The argon2id hash of a password, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

/** A hash that no password matches, checked where the email is unknown so that the answer takes as long. */
const nobody = hashPassword(crypto.randomUUID());

/** True where `password` belongs to `passwordHash`; without a hash it takes as long and is false. */
export async function passwordMatches(password: string, passwordHash: string | null): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobody), password);
  return matches && passwordHash !== null;
}
