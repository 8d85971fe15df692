import { createReadStream } from "node:fs";
import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { unstable_parseMultipartFormData as parseMultipart, type AppLoadContext } from "@remix-run/node";
import { readTableHead, type Scope } from "../database.server.ts";
import { OTHER_ORGANIZATION } from "../read-form.server.ts";
import { keepUpload, uploadDirectory } from "./uploads.server.ts";

/** Megabytes that a file may have. */
export const MOST_MEGABYTES = 60;

const MOST_BYTES = MOST_MEGABYTES * 1_000_000;
/** More than are shown: a column is guessed by its values, and of many contacts the first few may have none. */
const MOST_ROWS_SAMPLED = 500;
const LONGEST_NAME = 200;

/** The id of the upload, or what is wrong with the file. */
export type ReceivedUpload = { outcome: "kept"; id: string } | { outcome: "refused"; status: number; problem: string };

/** Takes the file of the form, byte by byte into a folder of its own, and reads its header. */
export async function receiveUpload(
  request: Request,
  { organizationId, userId }: Scope,
  context: AppLoadContext,
): Promise<ReceivedUpload> {
  const directory = await uploadDirectory();
  const discard = () => rm(directory, { recursive: true, force: true });
  try {
    const path = join(directory, "contacts.csv");
    const { fileName, size, isElsewhere } = await saveFile(request, path, organizationId);
    const problem = isElsewhere ? { status: 409, problem: OTHER_ORGANIZATION } : problemOf(fileName, size);
    const head = problem ? null : await readTableHead(createReadStream(path), MOST_ROWS_SAMPLED);
    if (head?.outcome === "table") {
      const { columns, rows } = head;
      const file = { directory, path, fileName, size, columns, rows };
      return { outcome: "kept", id: keepUpload({ organizationId, userId, ...file }, context) };
    }
    await discard();
    return { outcome: "refused", ...(problem ?? { status: 400, problem: head?.reason ?? "" }) };
  } catch (error) {
    await discard();
    throw error;
  }
}

function problemOf(fileName: string, size: number): { status: number; problem: string } | null {
  if (fileName === "") return { status: 400, problem: "Choose a CSV file first." };
  if (size <= MOST_BYTES) return null;
  return { status: 413, problem: `The file is over ${MOST_MEGABYTES} MB. Split it, or import it on the command line.` };
}

/** The form's file: its name is empty where there is none, and `isElsewhere` tells that it is for another organization. */
interface SavedFile {
  fileName: string;
  size: number;
  isElsewhere: boolean;
}

/** Writes the form's `file` to `path`; over the limit only bytes are counted. */
async function saveFile(request: Request, path: string, organizationId: string): Promise<SavedFile> {
  let isElsewhere = false;
  let fileName = "";
  let size = 0;
  let handle: FileHandle | null = null;
  if (!request.headers.get("Content-Type")?.startsWith("multipart/form-data")) return { fileName, size, isElsewhere };
  try {
    await parseMultipart(request, async ({ name, filename, data }) => {
      const isFile = name === "file" && filename !== undefined && fileName === "";
      if (isFile) {
        fileName = filename.slice(0, LONGEST_NAME);
        handle = await open(path, "w", 0o600);
      }
      if (name === "organizationId") {
        isElsewhere = (await text(data)) !== organizationId;
        return undefined;
      }
      for await (const bytes of data) {
        if (!isFile) continue;
        size += bytes.length;
        // Read to its end all the same: a browser that is cut off while it sends never sees the answer.
        if (size <= MOST_BYTES) await handle?.write(bytes);
      }
      return undefined;
    });
  } finally {
    await (handle as FileHandle | null)?.close();
  }
  return { fileName, size, isElsewhere };
}
