import { asNumber, type Doc } from "../bson/documents.ts";
import type { Matcher } from "../query/matcher.ts";

/** An index: its fields in order with 1 or -1, and what was found out about them. */
export interface Index {
  id: number;
  name: string;
  fields: readonly (readonly [path: string, direction: 1 | -1])[];
  unique: boolean;
  partial?: Doc;
  /** Matches the documents a partial index holds. */
  covers?: Matcher;
  expireAfterSeconds?: number;
  /** For each field, whether some document has had an array on its path. */
  multikey: boolean[];
}

/** A collection as it is known in memory. */
export interface Collection {
  id: number;
  database: string;
  name: string;
  indexes: Index[];
  /** Indexes that are being filled: every write keeps them, no query reads them yet. */
  building?: Index[];
  validator?: Doc;
  validate?: (document: Doc) => Doc | undefined;
  validationLevel?: string;
  validationAction?: string;
  /** The change counter's value when its indexes or its existence last changed. */
  changed: number;
  /** The number that the next document gets. */
  next: number;
}

/** Returns `database.collection`. */
export const namespaceOf = (collection: Pick<Collection, "database" | "name">): string =>
  `${collection.database}.${collection.name}`;

/** Returns an index's key pattern as the client wrote it. */
export const keyPattern = (index: Index): Doc => Object.fromEntries(index.fields);

/** Returns the index with that key pattern, its fields in the same order. */
export function indexWithKey({ indexes }: Collection, pattern: Doc): Index | undefined {
  const wanted = Object.entries(pattern);
  return indexes.find(
    ({ fields }) =>
      fields.length === wanted.length &&
      fields.every(([path, direction], place) => {
        const [name, value] = wanted[place]!;
        return path === name && direction === asNumber(value);
      }),
  );
}

/** Returns what is written about a collection in the catalog. */
export function collectionRecord(collection: Collection): Doc {
  return {
    database: collection.database,
    name: collection.name,
    validator: collection.validator,
    validationLevel: collection.validationLevel,
    validationAction: collection.validationAction,
    indexes: collection.indexes.map(({ id, name, fields, unique, partial, expireAfterSeconds, multikey }) => ({
      id,
      name,
      fields: fields.map(([path, direction]) => ({ path, direction })),
      unique,
      partial,
      expireAfterSeconds,
      multikey,
    })),
  };
}

/** Returns an index in the form `listIndexes` answers. */
export function indexDescription(index: Index): Doc {
  return {
    v: 2,
    key: keyPattern(index),
    name: index.name,
    ...(index.unique && index.name !== "_id_" ? { unique: true } : {}),
    ...(index.partial ? { partialFilterExpression: index.partial } : {}),
    ...(index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
  };
}
