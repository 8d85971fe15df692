import { isDocument, type Doc } from "../bson/documents.ts";

/** What happens to a field. */
export type Leaf =
  | { kind: "include" }
  | { kind: "exclude" }
  | { kind: "transform"; change: (value: unknown) => unknown }
  | { kind: "compute"; expression: unknown };

/** Fields by name, each with what happens to it or to the fields below it. */
export type Tree = Map<string, Leaf | Tree>;

/**
 * Returns the value with the tree applied, as projections and `$set` do: fields keep their order, arrays are gone through, computed
 * fields come last. Fields that the tree does not name stay where `keepOthers`.
 */
export function applyTree(
  value: unknown,
  tree: Tree,
  keepOthers: boolean,
  compute: (expression: unknown) => unknown,
): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((element: unknown) => {
      if (isDocument(element) || Array.isArray(element)) return [applyTree(element, tree, keepOthers, compute)];
      if (hasComputed(tree)) return [applyTree({}, tree, keepOthers, compute)];
      return keepOthers ? [element] : [];
    });
  }
  if (!isDocument(value)) {
    if (hasComputed(tree)) return applyTree({}, tree, keepOthers, compute);
    return keepOthers ? value : undefined;
  }
  const result: Doc = {};
  for (const [name, inner] of Object.entries(value)) {
    const node = tree.get(name);
    if (node === undefined) {
      if (keepOthers) result[name] = inner;
      continue;
    }
    const changed = node instanceof Map ? applyTree(inner, node, keepOthers, compute) : applyLeaf(inner, node, compute);
    if (changed !== undefined) result[name] = changed;
  }
  for (const [name, node] of tree) {
    if (Object.hasOwn(value, name)) continue;
    if (node instanceof Map) {
      if (hasComputed(node)) result[name] = applyTree({}, node, keepOthers, compute);
    } else if (node.kind === "compute") {
      const computed = compute(node.expression);
      if (computed !== undefined) result[name] = computed;
    }
  }
  return result;
}

function applyLeaf(value: unknown, leaf: Leaf, compute: (expression: unknown) => unknown): unknown {
  switch (leaf.kind) {
    case "include":
      return value;
    case "exclude":
      return undefined;
    case "transform":
      return leaf.change(value);
    case "compute":
      return compute(leaf.expression);
  }
}

function hasComputed(tree: Tree): boolean {
  for (const node of tree.values()) {
    if (node instanceof Map ? hasComputed(node) : node.kind === "compute") return true;
  }
  return false;
}
