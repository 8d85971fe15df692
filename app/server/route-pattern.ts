import type { ServerBuild } from "@remix-run/node";

type Routes = ServerBuild["routes"];

/** The pattern of the route that a path belongs to, such as `/contacts/:id`: what logs and metrics call it. */
export type PatternOf = (path: string) => string;

const FILES = ["/assets/", "/widgets/"];

/** Tells the patterns of the app's routes; a path that belongs to none is `*`. */
export function routePatterns(routes: Routes): PatternOf {
  const patterns = Object.values(routes)
    .filter(({ path, index }) => path !== undefined || index)
    .map((route) => `/${partsOf(routes, route.id).join("/")}`)
    .filter((pattern) => pattern !== "/*")
    .sort((one, other) => one.split(":").length - other.split(":").length)
    .map((pattern) => ({
      pattern,
      test: new RegExp(`^${pattern.replace(/[.]/g, "\\.").replace(/:[^/]+/g, "[^/]+")}$`, "i"),
    }));
  return (path) => {
    const files = FILES.find((folder) => path.startsWith(folder));
    if (files) return `${files}*`;
    const plain = path.replace(/\.data$/, "").replace(/(?<=.)\/$/, "");
    const page = plain === "/_root" ? "/" : plain;
    return patterns.find(({ test }) => test.test(page))?.pattern ?? "*";
  };
}

function partsOf(routes: Routes, id: string): string[] {
  const { path, parentId } = routes[id]!;
  return [...(parentId ? partsOf(routes, parentId) : []), ...(path ? [path] : [])];
}
