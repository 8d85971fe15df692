import type { Doc } from "../bson/documents.ts";

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
