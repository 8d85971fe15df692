import { asNumber, isDocument, type Doc } from "../bson/documents.ts";
import { keepFields } from "../bson/raw-fields.ts";
import { decodeTyped, encode } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { checkPath } from "./check-filter.ts";

/** Fields by name, each kept or left out, or with those below it. */
type Tree = Map<string, true | Tree>;

interface Parsed {
  tree: Tree;
  /** True where the tree says what is kept, false where it says what is left out. */
  keeps: boolean;
}

function parse(spec: unknown): Parsed {
  if (!isDocument(spec) || Object.keys(spec).length === 0)
    throw new MongoError("BadValue", "a projection must be a non-empty object");
  const tree: Tree = new Map();
  const kinds = new Set<boolean>();
  for (const [path, value] of Object.entries(spec)) {
    if (path.includes("$")) throw unsupported(`the projection '${path}'`);
    checkPath(path);
    const isKept = switchOf(path, value);
    if (path === "_id") continue;
    kinds.add(isKept);
    addTo(tree, path.split("."), path);
  }
  if (kinds.size > 1)
    throw new MongoError(
      "Location31253",
      "Cannot do exclusion in inclusion projection, or inclusion in exclusion projection",
    );
  const id = spec["_id"] === undefined ? undefined : switchOf("_id", spec["_id"]);
  const keeps = [...kinds][0] ?? id === true;
  if (id === undefined ? keeps : id === keeps) tree.set("_id", true);
  return { tree, keeps };
}

function switchOf(path: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  const number = asNumber(value);
  if (number === undefined) throw unsupported(`a projection that computes '${path}'`);
  return number !== 0;
}

function addTo(tree: Tree, [name, ...rest]: string[], path: string): void {
  const below = tree.get(name!);
  if (rest.length === 0 ? below !== undefined : below === true)
    throw new MongoError("Location31249", `Path collision at ${path}`);
  if (rest.length === 0) {
    tree.set(name!, true);
    return;
  }
  const inner: Tree = below instanceof Map ? below : new Map();
  tree.set(name!, inner);
  addTo(inner, rest, path);
}

/** Returns the projection of a find or a `$project` on decoded documents; fails on all but fields kept or left out. */
export function compileProjection(spec: unknown): (document: Doc) => Doc {
  const { tree, keeps } = parse(spec);
  return (document) => apply(document, tree, keeps) as Doc;
}

/** Returns the same on stored bytes, of which nothing is decoded where only whole fields are named. */
export function compileBytesProjection(spec: unknown): (bytes: Buffer) => Buffer {
  const { tree, keeps } = parse(spec);
  if ([...tree.values()].some((below) => below !== true))
    return (bytes) => encode(apply(decodeTyped(bytes), tree, keeps) as Doc);
  return (bytes) => keepFields(bytes, (name) => tree.has(name) === keeps);
}

function apply(value: unknown, tree: Tree, keeps: boolean): unknown {
  if (Array.isArray(value))
    return value.flatMap((element: unknown) =>
      isDocument(element) || Array.isArray(element) ? [apply(element, tree, keeps)] : keeps ? [] : [element],
    );
  if (!isDocument(value)) return keeps ? undefined : value;
  const kept = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const below = tree.get(name);
    if (below === undefined) return keeps ? [] : [[name, inner]];
    if (below === true) return keeps ? [[name, inner]] : [];
    const part = apply(inner, below, keeps);
    return part === undefined ? [] : [[name, part]];
  });
  return Object.fromEntries(kept);
}
