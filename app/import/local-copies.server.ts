import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { AppLoadContext } from "@remix-run/node";
import { findUpload, readUploadFile, UploadFileGone, type UploadDocument } from "../database.server.ts";
import type { Encoding } from "../domain/encodings.ts";
import { readSent, sentPath, type SentFile } from "./reading.server.ts";

/** How soon a copy goes after its upload. */
const LOOK_EVERY_MILLISECONDS = 5_000;

type Context = Pick<AppLoadContext, "database" | "log" | "stopping">;

/** A folder with what was sent, and what has been read of it; the encoding is undefined where the file itself tells it. */
interface LocalCopy {
  upload: UploadDocument;
  directory: string;
  read: Map<Encoding | undefined, Promise<SentFile>>;
}

/** This process's copies of uploaded files, by the upload's id: each may be lost, as the database has what was sent. */
const copies = new Map<string, { copy: Promise<LocalCopy>; forget: () => void }>();

const FOLDER = /^follow-ups-import-(\d+)-/;

/** A new empty folder for an upload; those that processes have left which were killed go. */
export async function uploadDirectory(): Promise<string> {
  const left = (await readdir(tmpdir())).filter((name) => hasEnded(FOLDER.exec(name)?.[1]));
  await Promise.all(
    left.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)),
  );
  return mkdtemp(join(tmpdir(), `follow-ups-import-${process.pid}-`));
}

function hasEnded(pid: string | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // Another user's process can't be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Reads an upload's file in an encoding, from this process's copy, which is made where there is none. */
export async function readLocally(
  upload: UploadDocument,
  encoding: Encoding | undefined,
  context: Context,
): Promise<SentFile> {
  try {
    const copy = await (copies.get(upload._id)?.copy ?? keepCopy(upload, fetchedFrom(upload, context), context));
    return await readCopy(copy, encoding, context);
  } catch (error) {
    if (error instanceof UploadFileGone) return { outcome: "unreadable", problem: error.message };
    throw error;
  }
}

async function readCopy(
  { directory, read }: LocalCopy,
  encoding: Encoding | undefined,
  context: Context,
): Promise<SentFile> {
  const known = read.get(encoding);
  if (known) return known;
  const reading = readSent(directory, { encoding, signal: context.stopping });
  read.set(encoding, reading);
  reading.catch(() => read.delete(encoding));
  return reading;
}

/** Takes a folder that has the upload's file, and was read, for this process's copy of it; copies that nobody needs go. */
export async function keepLocally(
  upload: UploadDocument,
  { directory, sent }: { directory: string; sent: SentFile },
  context: Context,
): Promise<void> {
  const { read } = await keepCopy(upload, Promise.resolve(directory), context);
  read.set(undefined, Promise.resolve(sent));
  await Promise.all([...copies.keys()].map((id) => dropUnneeded(id, context)));
}

/** Removes this process's copy of an upload. */
export async function dropCopy(id: string): Promise<void> {
  const { copy, forget } = copies.get(id) ?? {};
  forget?.();
  const directory = await copy?.then((copy) => copy.directory).catch(() => undefined);
  if (directory) await rm(directory, { recursive: true, force: true });
}

function keepCopy(upload: UploadDocument, directory: Promise<string>, context: Context): Promise<LocalCopy> {
  const { log, stopping } = context;
  const id = upload._id;
  const copy = directory.then((directory): LocalCopy => ({ upload, directory, read: new Map() }));
  const looking = setInterval(() => {
    dropUnneeded(id, context).catch((error: unknown) => log.warn(error, "Can't look for uploads"));
  }, LOOK_EVERY_MILLISECONDS).unref();
  const drop = () => void dropCopy(id);
  const forget = () => {
    clearInterval(looking);
    stopping.removeEventListener("abort", drop);
    copies.delete(id);
  };
  copies.set(id, { copy, forget });
  stopping.addEventListener("abort", drop, { once: true });
  // One that couldn't be made is made again when it is asked for again.
  copy.catch(forget);
  return copy;
}

/** Drops the copy of an upload that has gone, or is imported. */
async function dropUnneeded(id: string, { database }: Context): Promise<void> {
  const copy = await copies.get(id)?.copy;
  const upload = copy && (await findUpload(database, copy.upload, id, new Date()));
  if (copy && (!upload || upload.run?.state === "finished")) await dropCopy(id);
}

async function fetchedFrom(upload: UploadDocument, { database, stopping }: Context): Promise<string> {
  const directory = await uploadDirectory();
  try {
    const file = createWriteStream(sentPath(directory), { mode: 0o600 });
    await pipeline(Readable.from(readUploadFile(database, upload, "sent")), file, { signal: stopping });
    return directory;
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}
