import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import { applyTree, type Tree } from "./field-tree.ts";
import { addLeaf } from "./project.ts";
import type { Stage } from "./stages.ts";

/** Returns an `$unwind`: one document for each element of an array; anything that is no array is an element by itself. */
export function unwindStage(spec: unknown): Stage {
  const options: Doc = isDocument(spec) ? spec : { path: spec };
  const { path, includeArrayIndex, preserveNullAndEmptyArrays, ...unknown } = options;
  if (typeof path !== "string" || !path.startsWith("$") || path.startsWith("$$")) {
    throw new MongoError("BadValue", "path option to $unwind stage should be prefixed with a '$'");
  }
  if (Object.keys(unknown).length > 0) throw new MongoError("BadValue", "unrecognized option to $unwind stage");
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== "string" || includeArrayIndex.startsWith("$"))) {
    throw new MongoError("BadValue", "includeArrayIndex must be a field name");
  }
  const parts = path.slice(1).split(".");
  const with_ = (document: Doc, element: unknown, index: number | null): Doc => {
    let changed = replace(document, parts, element);
    if (typeof includeArrayIndex === "string") changed = replace(changed, includeArrayIndex.split("."), index);
    return changed;
  };
  return async function* (input) {
    for await (const batch of input) {
      const out = batch.flatMap((document) => {
        const value = parts.reduce<unknown>((inner, part) => (isDocument(inner) ? inner[part] : undefined), document);
        if (Array.isArray(value) && value.length > 0)
          return value.map((element: unknown, i) => with_(document, element, i));
        const isAbsent = value === null || value === undefined || Array.isArray(value);
        if (!isAbsent) return [with_(document, value, null)];
        if (preserveNullAndEmptyArrays !== true) return [];
        return [with_(document, value === null ? null : undefined, null)];
      });
      if (out.length > 0) yield out;
    }
  };
}

function replace(document: Doc, path: readonly string[], value: unknown): Doc {
  const tree: Tree = new Map();
  // A missing value takes its field away, and makes no parents on the way there.
  addLeaf(tree, path, value === undefined ? { kind: "exclude" } : { kind: "compute", expression: null });
  return applyTree(document, tree, true, () => value) as Doc;
}
