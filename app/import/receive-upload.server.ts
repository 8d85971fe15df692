import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { AppLoadContext } from "@remix-run/node";
import type { Scope } from "../database.server.ts";
import { isMultipart, readMultipart } from "../form-data.server.ts";
import { OTHER_ORGANIZATION } from "../read-form.server.ts";
import { BodyTooLarge } from "../request-body.server.ts";
import { readSent, sentPath } from "./reading.server.ts";
import { uploadDirectory } from "./local-copies.server.ts";
import { keepUpload } from "./uploads.server.ts";

/** Megabytes that a file may have. */
export const MOST_MEGABYTES = 60;

const MOST_BYTES = MOST_MEGABYTES * 1_000_000;
/** For the form's other field, and the lines between the parts. */
const BYTES_AROUND_FILE = 10_000;
const LONGEST_NAME = 200;

/** The id of the upload, or what is wrong with the file. */
export type ReceivedUpload = { outcome: "kept"; id: string } | { outcome: "refused"; status: number; problem: string };

/** Takes the file of the form, byte by byte into a folder of its own, makes a table of it and reads its header. */
export async function receiveUpload(
  request: Request,
  { organizationId, userId }: Scope,
  context: AppLoadContext,
): Promise<ReceivedUpload> {
  const directory = await uploadDirectory();
  const discard = () => rm(directory, { recursive: true, force: true });
  try {
    const { fileName, size, isElsewhere } = await saveFile(request, sentPath(directory), organizationId);
    const problem = isElsewhere ? { status: 409, problem: OTHER_ORGANIZATION } : problemOf(fileName, size);
    const read = problem ? null : await readSent(directory, { signal: context.stopping });
    if (read?.outcome === "read") {
      const file = { directory, fileName, sent: read };
      return { outcome: "kept", id: await keepUpload({ organizationId, userId, ...file }, context) };
    }
    await discard();
    return { outcome: "refused", ...(problem ?? { status: 400, problem: read?.problem ?? "" }) };
  } catch (error) {
    await discard();
    if (error instanceof BodyTooLarge) return { outcome: "refused", ...TOO_LARGE };
    throw error;
  }
}

const TOO_LARGE = {
  status: 413,
  problem: `The file is over ${MOST_MEGABYTES} MB. Split it, or import it on the command line.`,
};

function problemOf(fileName: string, size: number): { status: number; problem: string } | null {
  if (fileName === "") return { status: 400, problem: "Choose a file first." };
  return size <= MOST_BYTES ? null : TOO_LARGE;
}

/** The form's file: its name is empty where there is none, and `isElsewhere` tells that it is for another organization. */
interface SavedFile {
  fileName: string;
  size: number;
  isElsewhere: boolean;
}

/** Writes the form's `file` to `path`; throws `BodyTooLarge`, or an answer where the form can't be read. */
async function saveFile(request: Request, path: string, organizationId: string): Promise<SavedFile> {
  let fileName = "";
  let size = 0;
  if (!isMultipart(request)) return { fileName, size, isElsewhere: false };
  const form = await readMultipart(request, {
    mostBytes: MOST_BYTES + BYTES_AROUND_FILE,
    async readFile(name, given, bytes) {
      if (name !== "file") return void bytes.resume();
      fileName = given.slice(0, LONGEST_NAME);
      await pipeline(bytes, createWriteStream(path, { mode: 0o600 }));
      ({ size } = await stat(path));
    },
  });
  return { fileName, size, isElsewhere: (form.get("organizationId") ?? organizationId) !== organizationId };
}
