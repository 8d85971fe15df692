import type { Doc } from "../bson/documents.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Reader } from "../storage/layout.ts";
import type { Deadline } from "./deadline.ts";

/** A stage of a pipeline: documents in batches go in and come out. */
export type Stage = (input: AsyncIterable<Doc[]>) => AsyncIterable<Doc[]>;

/** What a pipeline runs in: where it reads, the database's collections by name, and by when it has to be done. */
export interface Surroundings {
  reader: Reader;
  collectionOf(name: string): Collection | undefined;
  deadline: Readonly<Deadline>;
}
