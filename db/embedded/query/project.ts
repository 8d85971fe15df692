import { asNumber, isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { checkExpression } from "./check-expression.ts";
import { compileFilter } from "./matcher.ts";
import type { Evaluate } from "./operators.ts";
import { applyTree, type Leaf, type Tree } from "./field-tree.ts";

/** A projection made ready; `computes` where it evaluates expressions, which need plain numbers. */
export interface Projection {
  apply(document: Doc, evaluate: Evaluate): Doc;
  computes: boolean;
}

/** Returns the projection of a find or a `$project` stage; fails on what is not supported or contradicts itself. */
export function compileProjection(spec: Doc, forFind: boolean, variables: ReadonlySet<string> = new Set()): Projection {
  const tree: Tree = new Map();
  const kinds = new Set<"include" | "exclude">();
  const state = { computes: false };
  const { _id, ...rest } = spec;
  addAll(rest, tree, kinds, forFind, variables, state);
  if (kinds.has("include") && kinds.has("exclude")) {
    throw new MongoError(
      "Location31253",
      "Cannot do exclusion in inclusion projection, or inclusion in exclusion projection",
    );
  }
  const idKept = !isOff(_id);
  const onlyId = Object.keys(rest).length === 0 && _id !== undefined;
  const inclusive = kinds.has("include") || (onlyId && idKept);
  if (_id !== undefined && !isSwitch(_id)) addOne(["_id"], _id, tree, kinds, forFind, variables, state);
  else if (inclusive && idKept) tree.set("_id", { kind: "include" });
  else if (!inclusive && !idKept) tree.set("_id", { kind: "exclude" });
  return {
    computes: state.computes,
    apply: (document, evaluate) => {
      const projected = applyTree(document, tree, !inclusive, (expression) => evaluate(document, expression)) as Doc;
      // The id comes first wherever it is computed.
      return "_id" in projected && Object.keys(projected)[0] !== "_id"
        ? { _id: projected["_id"], ...projected }
        : projected;
    },
  };
}

const isOff = (value: unknown): boolean => value === false || (value !== undefined && asNumber(value) === 0);
const isSwitch = (value: unknown): boolean => typeof value === "boolean" || asNumber(value) !== undefined;

function addAll(
  spec: Doc,
  tree: Tree,
  kinds: Set<"include" | "exclude">,
  forFind: boolean,
  variables: ReadonlySet<string>,
  state: { computes: boolean },
  parents: readonly string[] = [],
): void {
  for (const [name, value] of Object.entries(spec)) {
    if (name === "" || name.startsWith("$"))
      throw new MongoError("Location16410", `FieldPath field names may not start with '$': '${name}'`);
    const path = [...parents, ...name.split(".")];
    if (path.includes("$")) throw unsupported("a positional projection");
    if (isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]!.startsWith("$")) {
      addAll(value, tree, kinds, forFind, variables, state, path);
    } else {
      addOne(path, value, tree, kinds, forFind, variables, state);
    }
  }
}

function addOne(
  path: readonly string[],
  value: unknown,
  tree: Tree,
  kinds: Set<"include" | "exclude">,
  forFind: boolean,
  variables: ReadonlySet<string>,
  state: { computes: boolean },
): void {
  if (isSwitch(value)) {
    const kind = isOff(value) ? "exclude" : "include";
    kinds.add(kind);
    addLeaf(tree, path, { kind });
    return;
  }
  const transform = forFind ? findOperator(value) : undefined;
  if (transform) {
    if (transform.including) kinds.add("include");
    addLeaf(tree, path, { kind: "transform", change: transform.change });
    return;
  }
  checkExpression(value, variables);
  state.computes = true;
  kinds.add("include");
  addLeaf(tree, path, { kind: "compute", expression: value });
}

/** Puts a leaf into the tree; fails where two paths collide, as MongoDB does. */
export function addLeaf(tree: Tree, path: readonly string[], leaf: Leaf): void {
  const [name, ...rest] = path as [string, ...string[]];
  const node = tree.get(name);
  if (rest.length === 0) {
    if (node) throw new MongoError("Location31249", `Path collision at ${name}`);
    tree.set(name, leaf);
    return;
  }
  if (node && !(node instanceof Map)) throw new MongoError("Location31249", `Path collision at ${name}`);
  const inner = node ?? (new Map() as Tree);
  tree.set(name, inner);
  addLeaf(inner, rest, leaf);
}

function findOperator(value: unknown): { including: boolean; change: (value: unknown) => unknown } | undefined {
  if (!isDocument(value)) return undefined;
  if ("$slice" in value) {
    const argument = value["$slice"];
    const numbers = (Array.isArray(argument) ? argument : [argument]).map(asNumber);
    if (!numbers.every((number) => number !== undefined)) return undefined;
    return { including: false, change: (list) => (Array.isArray(list) ? slice(list, numbers) : list) };
  }
  if ("$elemMatch" in value) {
    const { matches } = compileFilter({ list: { $elemMatch: value["$elemMatch"] } });
    const first = (list: unknown): unknown =>
      Array.isArray(list) ? list.filter((element: unknown) => matches({ list: [element] })).slice(0, 1) : [];
    return { including: true, change: (list) => ((first(list) as unknown[]).length === 0 ? undefined : first(list)) };
  }
  return undefined;
}

function slice(list: unknown[], numbers: readonly number[]): unknown[] {
  const [a, b] = numbers;
  if (b === undefined) return a! < 0 ? list.slice(a) : list.slice(0, a);
  const start = a! < 0 ? Math.max(list.length + a!, 0) : a!;
  return list.slice(start, start + b);
}
