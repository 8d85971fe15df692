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

/** Keeps an upload whose file is kept already, in place of the user's earlier ones but those that are in use. */
export async function addUpload(database: Database, upload: UploadDocument): Promise<void> {
  const { organizationId, userId, uploadedAt } = upload;
  await database.uploads.insertOne(upload);
  await removeUploads(database, { organizationId, userId, _id: { $ne: upload._id } }, uploadedAt);
  await removeErasedUpload(database, upload, uploadedAt);
}

/** Removes the uploads that a filter tells of, but those that are being imported or undone, with all of their files. */
export async function removeUploads(
  { uploads, uploadParts }: Database,
  filter: Filter<UploadDocument>,
  now: Date,
  session?: ClientSession,
): Promise<void> {
  const options = session && { session };
  const isAlive = { $gte: new Date(now.getTime() - LOST_MILLISECONDS) };
  const unused = {
    $nor: [
      { "run.state": "running" as const, "run.aliveAt": isAlive },
      { "undo.state": "running" as const, "undo.aliveAt": isAlive },
    ],
  };
  const found = await uploads
    .find({ ...filter, ...unused }, { ...options, projection: { _id: 1, organizationId: 1 } })
    .toArray();
  for (const { _id, organizationId } of found) {
    const { deletedCount } = await uploads.deleteOne({ _id, organizationId, ...unused }, options);
    if (deletedCount > 0) await uploadParts.deleteMany({ organizationId, upload: _id }, options);
  }
}

/** What was erased since the upload, so that it has to go: its organization, or a contact of that. */
export async function erasedSince(
  { organizations }: Database,
  { organizationId, uploadedAt }: Pick<UploadDocument, "organizationId" | "uploadedAt">,
): Promise<"organization" | "contact" | null> {
  const organization = await organizations.findOne({ _id: organizationId });
  if (!organization || organization.closed) return "organization";
  const { contactErasedAt } = organization;
  return contactErasedAt !== undefined && contactErasedAt >= uploadedAt ? "contact" : null;
}

/** Removes an upload where something was erased since, and all that was written to one that has gone meanwhile. */
export async function removeErasedUpload(database: Database, upload: UploadDocument, now: Date): Promise<void> {
  const { _id, organizationId, userId } = upload;
  const key = { _id, organizationId, userId };
  if (await erasedSince(database, upload)) await removeUploads(database, key, now);
  if (await isUploadThere(database, upload)) return;
  await database.uploadParts.deleteMany({ organizationId, userId, upload: _id });
}

/** True where the upload hasn't gone. */
export async function isUploadThere(
  { uploads }: Database,
  { _id, organizationId, userId }: Pick<UploadDocument, keyof Scope | "_id">,
): Promise<boolean> {
  return (await uploads.findOne({ _id, organizationId, userId }, { projection: { _id: 1 } })) !== null;
}

/** Writes a file of an upload, in pieces; it is whole once `end` is through. */
export function writeUploadFile(
  { uploadParts }: Database,
  { _id: upload, organizationId, userId, expiresAt }: Pick<UploadDocument, keyof Scope | "_id" | "expiresAt">,
  file: string,
): { write: (bytes: Uint8Array) => Promise<void>; end: () => Promise<void> } {
  const key = { organizationId, userId, upload, file };
  let waiting: Uint8Array[] = [];
  let length = 0;
  let n = 0;
  const keep = async (isLast: boolean) => {
    const bytes = new Binary(Buffer.concat(waiting));
    [waiting, length] = [[], 0];
    await uploadParts.insertOne({ ...key, n: n++, bytes, isLast, expiresAt });
  };
  const write = async (bytes: Uint8Array) => {
    waiting.push(bytes);
    length += bytes.length;
    if (length >= PART_LENGTH) await keep(false);
  };
  return { write, end: () => keep(true) };
}

/** Thrown where a file of an upload has gone, or a part of it. */
export class UploadFileGone extends Error {
  override name = "UploadFileGone";
  constructor() {
    super("The uploaded file is no longer there, or not all of it. Choose it again.");
  }
}

/** Reads a file of an upload, piece by piece; throws `UploadFileGone` where it isn't there from its first piece to its last. */
export async function* readUploadFile(
  { uploadParts }: Database,
  { _id: upload, organizationId, userId }: Pick<UploadDocument, keyof Scope | "_id">,
  file: string,
): AsyncGenerator<Uint8Array> {
  const key: Filter<UploadPartDocument> = { organizationId, userId, upload, file };
  // One at a time: together they may be more than memory should hold.
  let next = 0;
  let isWhole = false;
  for await (const { n, bytes, isLast } of uploadParts.find(key).sort({ n: 1 }).batchSize(1)) {
    if (n !== next++) throw new UploadFileGone();
    isWhole = isLast;
    yield bytes.value();
  }
  if (!isWhole) throw new UploadFileGone();
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
  // What only its own process says may be said again, where the answer to it was lost.
  const before = state === "stopped" ? "running" : { $in: ["running", state] };
  const ours = { _id, organizationId, userId, [`${kind}.id`]: id, [`${kind}.state`]: before };
  const { matchedCount } = await uploads.updateOne(ours as Filter<UploadDocument>, {
    $set: { [`${kind}.state`]: state, [`${kind}.aliveAt`]: aliveAt, [`${kind}.told`]: told },
  });
  return matchedCount > 0;
}

/** True where a job runs no more, as its process has ended in the middle. */
export function isLostJob({ state, aliveAt }: UploadJobDocument, now: Date): boolean {
  return state === "running" && now.getTime() - aliveAt.getTime() > LOST_MILLISECONDS;
}

/** Ends a job that is lost, where its process hasn't told of it since it was `seen`; of several who ask only one does. */
export async function stopLostJob(
  { uploads }: Database,
  { _id, organizationId, userId }: Pick<UploadDocument, keyof Scope | "_id">,
  kind: UploadJobKind,
  { id, aliveAt }: UploadJobDocument,
): Promise<boolean> {
  const seen = { [`${kind}.id`]: id, [`${kind}.state`]: "running", [`${kind}.aliveAt`]: aliveAt };
  const filter = { _id, organizationId, userId, ...seen } as Filter<UploadDocument>;
  const { matchedCount } = await uploads.updateOne(filter, { $set: { [`${kind}.state`]: "stopped" } });
  return matchedCount > 0;
}

/** True where a job of the upload runs; nothing else of the upload is read. */
export async function isUploadJobRunning(
  { uploads }: Database,
  { _id, organizationId, userId }: Pick<UploadDocument, keyof Scope | "_id">,
  kind: UploadJobKind,
): Promise<boolean> {
  const running = { _id, organizationId, userId, [`${kind}.state`]: "running" } as Filter<UploadDocument>;
  return (await uploads.findOne(running, { projection: { _id: 1 } })) !== null;
}
