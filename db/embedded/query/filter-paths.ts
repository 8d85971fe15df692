import { isDocument, type Doc } from "../bson/documents.ts";

/** Returns the paths that a checked filter looks at, or undefined where they cannot be told. */
export function filterPaths(filter: Doc): string[] | undefined {
  const paths: string[] = [];
  for (const [name, value] of Object.entries(filter)) {
    if (name === "$and" || name === "$or" || name === "$nor") {
      for (const branch of value as Doc[]) {
        const inner = filterPaths(branch);
        if (!inner) return undefined;
        paths.push(...inner);
      }
    } else if (name.startsWith("$")) {
      return undefined;
    } else {
      paths.push(name);
    }
  }
  return paths;
}

/** Adds the fields that an expression reads; returns false where they cannot be told. */
export function expressionPaths(expression: unknown, paths: Set<string>): boolean {
  if (typeof expression === "string") {
    if (!expression.startsWith("$")) return true;
    if (expression.startsWith("$$")) return !/^\$\$(ROOT|CURRENT)/.test(expression);
    paths.add(expression.slice(1));
    return true;
  }
  if (Array.isArray(expression)) return expression.every((element) => expressionPaths(element, paths));
  if (!isDocument(expression) || "$literal" in expression) return true;
  return Object.values(expression).every((value) => expressionPaths(value, paths));
}
