import type { Binary } from "mongodb";
import { instant, objectOf, optionalObject, shape, text } from "./schema-shapes.ts";
import type { Scope } from "./scope.ts";

/** What is done with an upload: a check that writes nothing, the import, and its undo. */
export const UPLOAD_JOBS = ["check", "run", "undo"] as const;
export type UploadJobKind = (typeof UPLOAD_JOBS)[number];

/** Work on an upload, as the process that does it tells of it to all others. */
export interface UploadJobDocument {
  id: string;
  state: "running" | "finished" | "stopped" | "failed";
  /** When its process last told of it. */
  aliveAt: Date;
  /** What it was begun with. */
  begun: object;
  /** How far it is, or what came of it. */
  told: object;
}

/** A file that a user has sent to be imported; it is kept for an hour. */
export interface UploadDocument extends Scope, Record<UploadJobKind, UploadJobDocument | null> {
  _id: string;
  fileName: string;
  /** The file as it seems to be written: its header and first rows. */
  reading: object;
  uploadedAt: Date;
  expiresAt: Date;
}

/** A piece of a file that belongs to an upload. */
export interface UploadPartDocument extends Scope {
  upload: string;
  /** What was sent, or the rows that a job has rejected, by the job's id. */
  file: string;
  n: number;
  bytes: Binary;
  /** True of a file's last piece, without which it isn't whole. */
  isLast: boolean;
  expiresAt: Date;
}

const expiry = { key: { expiresAt: 1 as const }, options: { expireAfterSeconds: 0 } };

/** What uploads are, and the indexes that their queries rely on. */
export const UPLOAD_SCHEMA = {
  uploads: {
    validator: shape({
      ...{ _id: text, organizationId: text, userId: text, fileName: text, reading: objectOf({}) },
      ...{ check: optionalObject, run: optionalObject, undo: optionalObject },
      ...{ uploadedAt: instant, expiresAt: instant },
    }),
    indexes: [{ key: { organizationId: 1 as const, userId: 1 as const } }, expiry],
  },
  uploadParts: {
    validator: shape({
      ...{ organizationId: text, userId: text, upload: text, file: text, n: { bsonType: "int" } },
      ...{ expiresAt: instant },
    }),
    indexes: [
      {
        key: { organizationId: 1 as const, userId: 1 as const, upload: 1 as const, file: 1 as const, n: 1 as const },
        options: { unique: true },
      },
      expiry,
    ],
  },
};
