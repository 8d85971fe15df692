import type { ServerBuild } from "@remix-run/node";

/** The routes of the built app, by id. */
export async function builtRoutes(): Promise<ServerBuild["routes"]> {
  const build = new URL("../../build/server/index.js", import.meta.url).href;
  return ((await import(/* @vite-ignore */ build)) as ServerBuild).routes;
}

/** The paths of all routes that answer, such as `/contacts/:id`. */
export async function routePatterns(): Promise<string[]> {
  const routes = await builtRoutes();
  return Object.values(routes).flatMap(({ id, path }) => (id === "root" ? [] : [`/${path ?? ""}`]));
}
