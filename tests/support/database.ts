import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { addOrganization } from "../../db/accounts.ts";
import type { Database, OrganizationDocument } from "../../db/collections.ts";
import { openDatabase } from "../../db/connection.ts";
import { newDataDirectory } from "./data-directory.ts";
import { plantUser } from "./two-organizations.ts";

/** An embedded database of its own, empty at first. */
export interface TestDatabase {
  database: Database;
  /** Its folder, for `DATA_DIR` of another process. */
  directory: string;
  /** Closes it and removes the folder. */
  close(): Promise<void>;
}

/** Opens an empty database in a new folder. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const directory = await newDataDirectory();
  const connection = await openDatabase({ uri: undefined, directory });
  return {
    database: connection.database,
    directory,
    async close() {
      await connection.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Runs `action` with an empty database, and removes it afterwards. */
export async function withDatabase<T>(action: (test: TestDatabase) => Promise<T>): Promise<T> {
  const test = await openTestDatabase();
  try {
    return await action(test);
  } finally {
    await test.close();
  }
}

/** Adds an organization, which must not be there yet. */
export async function addTestOrganization(
  database: Database,
  slug: string,
  timeZone = "UTC",
): Promise<OrganizationDocument> {
  const added = await addOrganization(database, { slug, name: slug, timeZone, now: new Date() });
  if (added === "taken") throw new Error(`${slug} is taken`);
  return added;
}

/** Adds a member to an organization and returns the user's id. */
export function addTestUser(
  database: Database,
  email: string,
  { _id: organizationId }: OrganizationDocument,
): Promise<string> {
  return plantUser(database, { email, name: email, organizationId, role: "member" });
}

/** How a command ended, and all that it wrote. */
export interface CommandResult {
  code: number | null;
  out: string;
  err: string;
}

/** What a command finds around it: its input, data folder, other variables and options of Node.js. */
export interface CommandSetting {
  input?: Iterable<string> | AsyncIterable<string>;
  directory: string;
  env?: Record<string, string>;
  node?: string[];
  onStart?: (child: ReturnType<typeof spawn>) => void;
}

/** Runs the built form of `npm run db -- …words` as a process of its own and waits for its end. */
export async function runCommand(
  words: string[],
  { input = [], directory, env = {}, node = [], onStart }: CommandSetting,
): Promise<CommandResult> {
  const child = spawn(process.execPath, [...node, "build/cli.js", ...words], {
    cwd: new URL("../..", import.meta.url),
    env: { NODE_ENV: "test", PATH: process.env.PATH, DATA_DIR: directory, ...env },
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  onStart?.(child);
  const ended = once(child, "close");
  // A command that doesn't read its input ends before all of it is written.
  await pipeline(Readable.from(input), child.stdin).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
  const [code] = (await ended) as [number | null];
  return { code, out, err };
}
