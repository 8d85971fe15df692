import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const BYTES = 32;

/** The secret kept in the data folder, made at the first start so that people stay signed in over restarts. */
export async function keptSessionSecret(directory: string): Promise<string> {
  const file = join(directory, "session-secret");
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(draft, randomBytes(BYTES).toString("hex"), { mode: 0o600, flush: true });
  try {
    // Whole or not at all: a start that is cut off, or another one beside it, never leaves half a secret.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const secret = await readFile(file, "utf8");
  if (secret.length < BYTES * 2) throw new Error(`${file} is damaged; remove it, and everyone signs in again`);
  return secret;
}
