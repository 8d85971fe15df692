import { decodeTyped, encode, withId, type Doc } from "../bson/documents.ts";
import { withIdFirst } from "../bson/raw-fields.ts";
import { rankOf, rank } from "../bson/order.ts";
import { MongoError } from "../errors.ts";
import { tooLate, type Deadline } from "../query/deadline.ts";
import { runQuery } from "../query/run.ts";
import type { CompiledFilter } from "../query/matcher.ts";
import type { SortSpec } from "../query/sort.ts";
import type { Collection } from "../storage/catalog.ts";
import { recordOf } from "../storage/layout.ts";
import { Blocked } from "../storage/locks.ts";
import { writeDocument, type View } from "../storage/write-document.ts";
import type { Update } from "../update/update.ts";

/** What a statement writes with. */
export interface WriteContext {
  view: View;
  collection: Collection;
  deadline: Readonly<Deadline>;
  bypassValidation: boolean;
}

/** Which documents a statement is about. */
export interface Target {
  filter: CompiledFilter;
  sort: SortSpec;
  multi: boolean;
  hint?: unknown;
}

const mostBytes = 16 * 1024 * 1024;

/** Carries out a step that a transaction may be in the way of, again and again until it is not; fails when time is up. */
export async function unblocked<Result>(deadline: Readonly<Deadline>, step: () => Result): Promise<Result> {
  for (;;) {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<"late">((resolve) => {
        if (Number.isFinite(deadline.at))
          timer = setTimeout(() => resolve("late"), Math.max(0, deadline.at - Date.now()));
      });
      const outcome = await Promise.race([error.until, late]);
      clearTimeout(timer);
      if (outcome === "late") throw tooLate();
    }
  }
}

/** Stores a new document and returns its id; fails where an index or the validator refuses it. */
export async function insertDocument(context: WriteContext, bytes: Buffer): Promise<unknown> {
  const { document, stored } = prepareDocument(bytes);
  const { collection, view } = context;
  validate(context, document, undefined);
  const record = recordOf(collection.id, collection.next++);
  await unblocked(context.deadline, () =>
    writeDocument(view, collection, record, undefined, { bytes: stored, document }),
  );
  return document["_id"];
}

function prepareDocument(bytes: Buffer): { document: Doc; stored: Buffer } {
  const complete = withId(decodeTyped(bytes));
  checkId(complete["_id"]);
  const stored = withIdFirst(bytes, complete["_id"]);
  if (stored.length > mostBytes)
    throw new MongoError(
      "BSONObjectTooLarge",
      `object to insert too large. size in bytes: ${stored.length}, max size: ${mostBytes}`,
    );
  return { document: complete, stored };
}

function checkId(id: unknown): void {
  const kind = rankOf(id);
  if (kind === rank.array || kind === rank.regex || kind === rank.undefined) {
    throw new MongoError("BadValue", "The '_id' value cannot be of type array, regex or undefined");
  }
}

function validate({ collection, bypassValidation }: WriteContext, document: Doc, before: Doc | undefined): void {
  if (!collection.validate || bypassValidation || collection.validationLevel === "off") return;
  const wrong = collection.validate(document);
  if (!wrong) return;
  // Documents that were already wrong may be changed further under "moderate".
  if (before && collection.validationLevel === "moderate" && collection.validate(before)) return;
  throw new MongoError("DocumentValidationFailure", "Document failed validation", {
    details: { errInfo: { failingDocumentId: document["_id"], details: wrong } },
  });
}

/** Finds the documents of a statement and hands each to `change`, as it is at that moment; returns how many were handed over. */
export async function forEachMatch(
  context: WriteContext,
  target: Target,
  change: (record: number, bytes: Buffer) => void,
): Promise<number> {
  const { view, collection } = context;
  const limit = target.multi ? Infinity : 1;
  const handled = new Set<number>();
  for (;;) {
    let missed = false;
    const hint = target.hint === undefined ? {} : { hint: target.hint };
    const { batches } = runQuery(collection, view, {
      filter: target.filter,
      sort: target.sort,
      limit,
      deadline: context.deadline,
      ...hint,
    });
    for await (const batch of batches) {
      for (const { record, bytes } of batch) {
        // A change may move a document to where the scan will come by once more.
        if (handled.has(record)) continue;
        const changed = await unblocked(context.deadline, () => {
          // In a transaction nobody else changes what it sees.
          const current = view.inTransaction ? bytes : view.document(record);
          if (!current || (!current.equals(bytes!) && !target.filter.matches(decodeTyped(current)))) return false;
          change(record, current);
          return true;
        });
        if (changed) handled.add(record);
        else missed = true;
      }
    }
    // The one document that was found had gone by the time of its change: another may be there.
    if (target.multi || !missed || handled.size > 0) return handled.size;
  }
}

/** What an update statement has done. */
export interface Updated {
  matched: number;
  modified: number;
  upserted?: unknown;
  before?: Buffer;
  after?: Buffer;
}

/** Carries out an update; with `upsert`, a document is made where none is found. */
export async function updateDocuments(
  context: WriteContext,
  target: Target,
  update: Update,
  upsert: boolean,
): Promise<Updated> {
  for (let attempt = 0; ; attempt++) {
    const result: Updated = { matched: 0, modified: 0 };
    result.matched = await forEachMatch(context, target, (record, before) => {
      const changed = update.change(before);
      result.before = before;
      result.after = changed?.bytes ?? before;
      if (!changed) return;
      if (changed.bytes.length > mostBytes)
        throw new MongoError("BSONObjectTooLarge", "the updated document is larger than 16777216 bytes");
      validate(context, changed.after, changed.before);
      const after = { bytes: changed.bytes, document: changed.after };
      writeDocument(context.view, context.collection, record, { bytes: before, document: changed.before }, after);
      result.modified += 1;
    });
    if (result.matched > 0 || !upsert) return result;
    const bytes = encode(update.insertion());
    try {
      result.upserted = await insertDocument(context, bytes);
      result.after = bytes;
      return result;
    } catch (error) {
      // Somebody else has just made the same document: now there is one to update.
      if (
        !(error instanceof MongoError) ||
        error.codeName !== "DuplicateKey" ||
        attempt >= 3 ||
        context.view.inTransaction
      )
        throw error;
      const { batches } = runQuery(context.collection, context.view, { filter: target.filter, sort: [], limit: 1 });
      const { done } = await batches.next();
      if (done) throw error;
    }
  }
}

/** Removes a statement's documents; returns how many, and the last one's bytes. */
export async function deleteDocuments(
  context: WriteContext,
  target: Target,
): Promise<{ removed: number; last?: Buffer }> {
  let last: Buffer | undefined;
  const removed = await forEachMatch(context, target, (record, bytes) => {
    writeDocument(context.view, context.collection, record, { bytes }, undefined);
    last = bytes;
  });
  return last ? { removed, last } : { removed };
}
