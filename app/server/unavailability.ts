import type { ActionFunction, LoaderFunction, ServerBuild } from "@remix-run/node";
import { isUnavailable } from "../database.server.ts";

type Build = ServerBuild | (() => Promise<ServerBuild>);

/** The same app, whose loaders and actions answer 503 with `Retry-After` where the database can't be reached. */
export function tellingUnavailability(build: Build): Build {
  return typeof build === "function" ? async () => telling(await build()) : telling(build);
}

function telling(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const { loader, action } = route.module;
    const module = {
      ...route.module,
      ...(loader && { loader: tell(loader) }),
      ...(action && { action: tell(action) }),
    };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) as ServerBuild["routes"] };
}

function tell<Handler extends LoaderFunction | ActionFunction>(handler: Handler): Handler {
  const telling = async (...call: Parameters<Handler>) => {
    try {
      return await (handler as (...call: Parameters<Handler>) => unknown)(...call);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      throw new Response("The database can't be reached. Try again in a moment.", {
        status: 503,
        headers: { "Retry-After": "5" },
      });
    }
  };
  return telling as Handler;
}
