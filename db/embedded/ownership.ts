import { createHash } from "node:crypto";
import { lstat, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { makePrivate } from "./data-file.ts";
import { connect, type Connection } from "./storage/sqlite.ts";

const pointer = "socket.path";
const temporaryPrefix = "embedded-db-";
// The system's limit is 108 bytes with the closing zero; macOS has 104.
const longestPath = 100;

/** The right to a data folder, which ends with the process that has it. */
export interface Ownership {
  release(): void;
}

/** Makes the folder for its owner only; returns the right to it, or undefined where another process has it. */
export async function takeOwnership(directory: string): Promise<Ownership | undefined> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // The operating system lets go of SQLite's lock when its process dies, however it dies: it is never stale.
  let lock: Connection | undefined;
  try {
    // Even setting the size of the cache reads the file, and meets the owner's lock.
    makePrivate(join(directory, "owner.lock"));
    lock = connect(join(directory, "owner.lock"), 64, 0);
    lock.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    if (String((error as { code?: string }).code).startsWith("SQLITE_BUSY")) return undefined;
    throw error;
  }
  const held = lock;
  return {
    release: () => {
      held.exec("ROLLBACK");
      held.close();
    },
  };
}

/** Returns the path to listen on, written down for those who join: in the folder, or in a private one where that would be too long. */
export async function placeSocket(directory: string): Promise<string> {
  await removeSocket(directory);
  const near = join(directory, "db.sock");
  const path = Buffer.byteLength(near) <= longestPath ? near : join(await privateFolder(directory), "db.sock");
  const draft = join(directory, `${pointer}.new`);
  await writeFile(draft, path, { mode: 0o600 });
  await rename(draft, join(directory, pointer));
  return path;
}

/** Returns a folder for the data folder's socket, the same one each time, so that who has joined finds the next owner there. */
async function privateFolder(directory: string): Promise<string> {
  const user = process.getuid?.() ?? 0;
  const name = createHash("sha256").update(`${user} ${directory}`).digest("hex").slice(0, 24);
  const folder = join(tmpdir(), `${temporaryPrefix}${name}`);
  await mkdir(folder, { mode: 0o700, recursive: true });
  const { uid, mode } = await lstat(folder);
  const isOurs = uid === user && (mode & 0o170777) === 0o040700;
  if (!isOurs) throw new Error(`${folder} belongs to somebody else, and the database's socket can't be there`);
  return folder;
}

/** Removes the socket that the folder's last owner has left. */
export async function removeSocket(directory: string): Promise<void> {
  const path = await writtenPath(directory);
  if (path === undefined) return;
  await rm(path, { force: true });
  // Only a folder that this module has made is removed with it.
  if (basename(dirname(path)).startsWith(temporaryPrefix) && dirname(path) !== directory)
    await rm(dirname(path), { recursive: true, force: true });
  await rm(join(directory, pointer), { force: true });
}

/** Returns the owner's socket where it takes connections, else undefined. */
export async function ownersSocket(directory: string): Promise<string | undefined> {
  const path = await writtenPath(directory);
  if (path === undefined) return undefined;
  return new Promise((resolve) => {
    const socket = connectSocket(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(path);
    });
    // Nobody listens there yet, or no more: the caller asks again.
    socket.once("error", () => resolve(undefined));
  });
}

async function writtenPath(directory: string): Promise<string | undefined> {
  try {
    return await readFile(join(directory, pointer), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
