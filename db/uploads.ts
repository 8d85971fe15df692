import { Binary, type ClientSession, type Filter } from "mongodb";
import type { Database } from "./collections.ts";
import type { Scope } from "./scope.ts";
import type { UploadDocument, UploadJobDocument, UploadJobKind, UploadPartDocument } from "./upload-document.ts";

/** The bytes of a piece, which others don't wait long for. */
const PART_LENGTH = 1_000_000;
/** A job whose process has said nothing for this long has ended with it. */
const LOST_MILLISECONDS = 10_000;

/** The user's upload with that id in their current organization; null where there is none, or no more. */
export async function findUpload(
  { uploads }: Database,
  { organizationId, userId }: Scope,
  id: string,
  now: Date,
): Promise<UploadDocument | null> {
  return uploads.findOne({ _id: id, organizationId, userId, expiresAt: { $gt: now } });
}

/** Keeps an upload whose file is kept already, in place of the user's earlier ones but those that are being imported. */
export async function addUpload(database: Database, upload: UploadDocument): Promise<void> {
  const { organizationId, userId } = upload;
  await database.uploads.insertOne(upload);
  await removeUploads(database, { organizationId, userId, _id: { $ne: upload._id } });
}

/** Removes the uploads that a filter tells of, but those that are being imported, with all of their files. */
export async function removeUploads(
  { uploads, uploadParts }: Database,
  filter: Filter<UploadDocument>,
  session?: ClientSession,
): Promise<void> {
  const options = session && { session };
  const unused = { ...filter, "run.state": { $ne: "running" as const } };
  const found = await uploads.find(unused, { ...options, projection: { _id: 1, organizationId: 1 } }).toArray();
  for (const { _id, organizationId } of found) {
    const { deletedCount } = await uploads.deleteOne({ _id, organizationId, "run.state": { $ne: "running" } }, options);
    if (deletedCount > 0) await uploadParts.deleteMany({ organizationId, upload: _id }, options);
  }
}

/** Writes a file of an upload, in pieces; what is written last is kept by `end`. */
export function writeUploadFile(
  { uploadParts }: Database,
  { _id: upload, organizationId, userId, expiresAt }: Pick<UploadDocument, keyof Scope | "_id" | "expiresAt">,
  file: string,
): { write: (bytes: Uint8Array) => Promise<void>; end: () => Promise<void> } {
  const key = { organizationId, userId, upload, file };
  let waiting: Uint8Array[] = [];
  let length = 0;
  let n = 0;
  const end = async () => {
    if (length === 0) return;
    const bytes = new Binary(Buffer.concat(waiting));
    [waiting, length] = [[], 0];
    await uploadParts.insertOne({ ...key, n: n++, bytes, expiresAt });
  };
  const write = async (bytes: Uint8Array) => {
    waiting.push(bytes);
    length += bytes.length;
    if (length >= PART_LENGTH) await end();
  };
  return { write, end };
}

/** Reads a file of an upload, piece by piece; it is empty where there is none. */
export async function* readUploadFile(
  { uploadParts }: Database,
  { _id: upload, organizationId, userId }: Pick<UploadDocument, keyof Scope | "_id">,
  file: string,
): AsyncGenerator<Uint8Array> {
  const key: Filter<UploadPartDocument> = { organizationId, userId, upload, file };
  // One at a time: together they may be more than memory should hold.
  for await (const { bytes } of uploadParts.find(key).sort({ n: 1 }).batchSize(1)) yield bytes.value();
}

/** Removes a file of an upload. */
export async function removeUploadFile(
  { uploadParts }: Database,
  { _id: upload, organizationId, userId }: Pick<UploadDocument, keyof Scope | "_id">,
  file: string,
): Promise<void> {
  await uploadParts.deleteMany({ organizationId, userId, upload, file });
}

/** Begins a job where the upload's jobs are still the ones that were `seen`; of several processes only one does. */
export async function beginUploadJob(
  { uploads }: Database,
  seen: UploadDocument,
  kind: UploadJobKind,
  job: UploadJobDocument,
): Promise<boolean> {
  const { _id, organizationId, userId, check, run, undo } = seen;
  const jobs = { "check.id": check?.id ?? null, "run.id": run?.id ?? null, "undo.id": undo?.id ?? null };
  const filter = { _id, organizationId, userId, ...jobs } as Filter<UploadDocument>;
  // What was checked is no longer so once it is imported.
  const { matchedCount } = await uploads.updateOne(filter, {
    $set: { ...(kind === "run" && { check: null }), [kind]: job },
  });
  return matchedCount > 0;
}

/** Tells how far a job is; false where it is no longer this one's, because another was begun or the upload has gone. */
export async function tellUploadJob(
  { uploads }: Database,
  { _id, organizationId, userId }: Pick<UploadDocument, keyof Scope | "_id">,
  kind: UploadJobKind,
  { id, state, aliveAt, told }: Omit<UploadJobDocument, "begun">,
): Promise<boolean> {
  const ours = { _id, organizationId, userId, [`${kind}.id`]: id, [`${kind}.state`]: "running" };
  const { matchedCount } = await uploads.updateOne(ours as Filter<UploadDocument>, {
    $set: { [`${kind}.state`]: state, [`${kind}.aliveAt`]: aliveAt, [`${kind}.told`]: told },
  });
  return matchedCount > 0;
}

/** True where a job runs no more, as its process has ended in the middle. */
export function isLostJob({ state, aliveAt }: UploadJobDocument, now: Date): boolean {
  return state === "running" && now.getTime() - aliveAt.getTime() > LOST_MILLISECONDS;
}
