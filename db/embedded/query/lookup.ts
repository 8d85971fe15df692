import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { checkPath } from "./check-filter.ts";
import { compileFilter } from "./matcher.ts";
import { valuesAt } from "./paths.ts";
import { runQuery } from "./run.ts";
import type { Stage, Surroundings } from "./stage.ts";

const FIELDS = ["as", "foreignField", "from", "localField"];

/** A `$lookup` of documents by their ids, which a field of the document at hand has: one of them or a list. */
export function lookupStage(spec: unknown, { reader, collectionOf, deadline }: Surroundings): Stage {
  const { from, localField, as } = parseLookup(spec);
  const collection = collectionOf(from);
  const find = async (ids: unknown[]): Promise<Doc[]> => {
    const wish = { filter: compileFilter({ _id: { $in: ids } }), sort: [], limit: Infinity, deadline };
    const found: Doc[] = [];
    for await (const batch of runQuery(collection, reader, wish).batches) {
      found.push(...batch.map(({ document }) => document));
    }
    return found;
  };
  return async function* (input) {
    for await (const batch of input) {
      const joined: Doc[] = [];
      for (const document of batch) {
        const ids = valuesAt(document, localField.split(".")).flatMap((value) => value ?? []);
        joined.push({ ...document, [as]: await find(ids) });
      }
      yield joined;
    }
  };
}

function parseLookup(spec: unknown): { from: string; localField: string; as: string } {
  if (!isDocument(spec)) throw new MongoError("FailedToParse", "the $lookup specification must be an object");
  const extra = Object.keys(spec).find((name) => !FIELDS.includes(name));
  if (extra !== undefined) throw unsupported(`$lookup with '${extra}'`);
  const { from, localField, foreignField, as } = spec;
  if (typeof from !== "string" || typeof localField !== "string" || typeof as !== "string") {
    throw new MongoError("FailedToParse", "$lookup needs 'from', 'localField', 'foreignField' and 'as' as strings");
  }
  if (foreignField !== "_id") throw unsupported("a $lookup by anything but '_id'");
  checkPath(localField);
  if (as === "" || as.startsWith("$") || as.includes(".")) throw unsupported(`a $lookup as '${as}'`);
  return { from, localField, as };
}
