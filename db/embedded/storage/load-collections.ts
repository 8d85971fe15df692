import { decode, decodeTyped } from "../bson/documents.ts";
import { createMatcher } from "../query/matcher.ts";
import { createSchemaValidator } from "../query/json-schema.ts";
import type { Collection, Index } from "./catalog.ts";
import { recordOf } from "./layout.ts";
import type { Connection } from "./sqlite.ts";

/** Takes a collection's validator and partial indexes into use. */
export function prepareCollection(collection: Collection): void {
  for (const index of collection.indexes) {
    if (index.partial && !index.covers) index.covers = createMatcher(index.partial);
  }
  delete collection.validate;
  if (collection.validator) collection.validate = createSchemaValidator(collection.validator);
}

/** Returns the collections that the file has, ready for use. */
export function loadCollections(connection: Connection): Collection[] {
  const rows = connection.rows<[number, Buffer]>("SELECT id, body FROM collection ORDER BY id");
  return rows.map(([id, body]) => {
    const stored = decode(body) as unknown as Omit<Collection, "indexes"> & {
      indexes: (Omit<Index, "fields"> & { fields: { path: string; direction: 1 | -1 }[] })[];
    };
    const typed = decodeTyped(body) as unknown as typeof stored;
    const [first, last] = [recordOf(id, 0), recordOf(id + 1, 0)];
    const [highest] = connection.row<[number | null]>(
      "SELECT max(record) FROM document WHERE record >= ? AND record < ?",
      first,
      last,
    ) ?? [null];
    const collection: Collection = {
      ...stored,
      id,
      changed: 0,
      next: highest === null ? 1 : highest - first + 1,
      ...(typed.validator && { validator: typed.validator }),
      indexes: stored.indexes.map(({ fields, ...index }, place) => ({
        ...index,
        ...(index.partial && { partial: typed.indexes[place]!.partial! }),
        fields: fields.map(({ path, direction }) => [path, direction] as const),
      })),
    };
    prepareCollection(collection);
    return collection;
  });
}
