import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { compileFilter } from "../query/matcher.ts";
import { createSchemaValidator } from "../query/json-schema.ts";
import { indexDescription, indexWithKey, namespaceOf, type Collection } from "../storage/catalog.ts";
import { existing } from "../storage/store.ts";
import { collectionName, documentField, numberField } from "./arguments.ts";
import { buildIndex, parseIndex, sameIndex } from "./index-build.ts";
import { CursorBatch } from "./cursors.ts";
import { encode } from "../bson/documents.ts";
import { EJSON, Long } from "bson";
import type { Command, Request, Server } from "./server.ts";
import { unblocked } from "./write-statements.ts";

type ValidatorOptions = Pick<Collection, "validator" | "validationLevel" | "validationAction">;

function validatorOptions(body: Doc): ValidatorOptions {
  const options: ValidatorOptions = {};
  const { validator, validationLevel, validationAction } = body;
  if (validator !== undefined) {
    if (!isDocument(validator)) throw new MongoError("TypeMismatch", "'validator' must be an object");
    createSchemaValidator(validator);
    options.validator = validator;
  }
  if (validationLevel !== undefined) {
    if (!["off", "strict", "moderate"].includes(String(validationLevel)))
      throw new MongoError("BadValue", "invalid validation level");
    options.validationLevel = String(validationLevel);
  }
  if (validationAction !== undefined) {
    if (validationAction !== "error") throw unsupported(`the validation action '${String(validationAction)}'`);
    options.validationAction = validationAction;
  }
  return options;
}

const exactText = (value: unknown): string => EJSON.stringify(value, { relaxed: false });

function hasOptions(collection: Collection, options: ValidatorOptions): boolean {
  const text = ({ validator = {}, validationLevel = "strict", validationAction = "error" }: ValidatorOptions): string =>
    exactText([validator, validationLevel, validationAction]);
  return text(collection) === text(options);
}

const create: Command = {
  fields: ["create", "validator", "validationLevel", "validationAction"],
  run: async (request, server) => {
    const name = collectionName(request);
    const options = validatorOptions(request.typed);
    const found = server.store.collections.get(`${request.database}.${name}`);
    if (found && !hasOptions(found, options))
      throw new MongoError(
        "NamespaceExists",
        `namespace ${request.database}.${name} already exists, but with different options`,
      );
    if (!found) server.store.createCollection(request.database, name, options);
    return {};
  },
};

const collMod: Command = {
  fields: ["collMod", "validator", "validationLevel", "validationAction", "index"],
  run: (request, server) => {
    const collection = existing(server.store, request.database, collectionName(request));
    const reply: Doc = {};
    const change = request.body["index"];
    if (isDocument(change)) {
      const { keyPattern, name, expireAfterSeconds } = change;
      const index = isDocument(keyPattern)
        ? indexWithKey(collection, keyPattern)
        : collection.indexes.find((one) => one.name === name);
      if (!index) throw new MongoError("IndexNotFound", "cannot find the index to change");
      if (typeof expireAfterSeconds !== "number" || expireAfterSeconds < 0)
        throw unsupported("a change of an index other than expireAfterSeconds");
      if (index.fields.length !== 1) throw new MongoError("InvalidOptions", "TTL indexes are single-field indexes");
      if (index.expireAfterSeconds !== undefined) reply["expireAfterSeconds_old"] = index.expireAfterSeconds;
      reply["expireAfterSeconds_new"] = index.expireAfterSeconds = expireAfterSeconds;
    }
    const options = validatorOptions(request.typed);
    Object.assign(collection, options);
    if (options.validator && Object.keys(options.validator).length === 0) delete collection.validator;
    server.store.saveCollection(collection);
    return reply;
  },
};

const createIndexes: Command = {
  fields: ["createIndexes", "indexes", "commitQuorum"],
  run: async (request, server) => {
    const { store } = server;
    const name = collectionName(request);
    const specs = request.typed["indexes"];
    if (!Array.isArray(specs) || specs.length === 0)
      throw new MongoError("BadValue", "Must specify at least one index to create");
    const parsed = specs.map((spec) => parseIndex(spec, 0));
    const found = store.collections.get(`${request.database}.${name}`);
    const collection = found ?? store.createCollection(request.database, name, {});
    const before = collection.indexes.length;
    for (const index of parsed) {
      if (sameIndex(collection, index)) continue;
      // What open transactions have written is not in the store yet, and would be missing in the new index.
      for (
        let holder = store.locks.holderOfCollection(collection.id);
        holder;
        holder = store.locks.holderOfCollection(collection.id)
      )
        await holder.ended;
      await buildIndex(store, collection, { ...index, id: store.newId() });
    }
    const after = collection.indexes.length;
    const note = after === before ? { note: "all indexes already exist" } : {};
    return { numIndexesBefore: before, numIndexesAfter: after, createdCollectionAutomatically: !found, ...note };
  },
};

const dropIndexes: Command = {
  fields: ["dropIndexes", "index"],
  run: async (request, server) => {
    const { store } = server;
    const collection = existing(store, request.database, collectionName(request));
    const wanted = request.body["index"];
    const before = collection.indexes.length;
    const isWanted = (index: (typeof collection.indexes)[number]): boolean => {
      if (wanted === "*") return index.name !== "_id_";
      if (Array.isArray(wanted)) return wanted.includes(index.name);
      return isDocument(wanted) ? index === indexWithKey(collection, wanted) : index.name === wanted;
    };
    const dropped = collection.indexes.filter(isWanted);
    if (dropped.length === 0 && wanted !== "*")
      throw new MongoError("IndexNotFound", `index not found with name [${JSON.stringify(wanted)}]`);
    if (dropped.some((index) => index.name === "_id_")) throw new MongoError("InvalidOptions", "cannot drop _id index");
    for (
      let holder = store.locks.holderOfCollection(collection.id);
      holder;
      holder = store.locks.holderOfCollection(collection.id)
    )
      await holder.ended;
    collection.indexes = collection.indexes.filter((index) => !dropped.includes(index));
    for (const index of dropped) store.discardIndex(index);
    store.noteSchemaChange(collection);
    store.saveCollection(collection);
    return { nIndexesWas: before };
  },
};

const wholeList = (namespace: string, documents: readonly Doc[]): CursorBatch =>
  new CursorBatch(Long.ZERO, namespace, "firstBatch", documents.map(encode));

const listIndexes: Command = {
  fields: ["listIndexes", "cursor"],
  run: (request, server) => {
    const collection = existing(server.store, request.database, collectionName(request));
    return { cursor: wholeList(namespaceOf(collection), collection.indexes.map(indexDescription)) };
  },
};

const collectionsOf = (request: Request, server: Server): Collection[] =>
  [...server.store.collections.values()].filter((collection) => collection.database === request.database);

const listCollections: Command = {
  fields: ["listCollections", "filter", "nameOnly", "authorizedCollections", "cursor"],
  run: (request, server) => {
    const { matches } = compileFilter(documentField(request.typed, "filter"));
    const described = collectionsOf(request, server).map((collection): Doc => {
      const { validator, validationLevel, validationAction } = collection;
      const options: Doc = validator
        ? { validator, validationLevel: validationLevel ?? "strict", validationAction: validationAction ?? "error" }
        : {};
      return {
        name: collection.name,
        type: "collection",
        options,
        info: { readOnly: false },
        idIndex: { v: 2, key: { _id: 1 }, name: "_id_" },
      };
    });
    const kept = described.filter((one) => matches(one));
    const shown = request.body["nameOnly"] === true ? kept.map(({ name, type }) => ({ name, type })) : kept;
    return { cursor: wholeList(`${request.database}.$cmd.listCollections`, shown) };
  },
};

const listDatabases: Command = {
  fields: ["listDatabases", "filter", "nameOnly", "authorizedDatabases"],
  run: (request, server) => {
    const names = [...new Set([...server.store.collections.values()].map(({ database }) => database))].sort();
    const { matches } = compileFilter(documentField(request.typed, "filter"));
    const all = names.map((name): Doc => ({ name, sizeOnDisk: 0, empty: false })).filter((one) => matches(one));
    if (request.body["nameOnly"] === true) return { databases: all.map(({ name }) => ({ name })) };
    return { databases: all, totalSize: 0, totalSizeMb: 0 };
  },
};

const drop: Command = {
  fields: ["drop"],
  run: async (request, server) => {
    const name = collectionName(request);
    const found = server.store.collections.get(`${request.database}.${name}`);
    // MongoDB 7 answers the drop of a collection that is not there with a plain ok.
    if (!found) return {};
    await unblocked(request.deadline, () => server.store.dropCollection(found));
    return { nIndexesWas: found.indexes.length, ns: `${request.database}.${name}` };
  },
};

const dropDatabase: Command = {
  fields: ["dropDatabase"],
  run: async (request, server) => {
    numberField(request.body, "dropDatabase", 1);
    for (const collection of collectionsOf(request, server)) {
      await unblocked(request.deadline, () => server.store.dropCollection(collection));
    }
    return { dropped: request.database };
  },
};

/** The commands about collections, indexes and databases. */
export const catalogCommands: Record<string, Command> = {
  create,
  collMod,
  createIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  listIndexes,
  listCollections,
  listDatabases,
  drop,
  dropDatabase,
};
