import type { ActionFunction, LoaderFunction, ServerBuild } from "@remix-run/node";
import { isUnavailable } from "../database.server.ts";

type Build = ServerBuild | (() => Promise<ServerBuild>);
type Handler = LoaderFunction | ActionFunction;

/**
 * The same app, whose routes answer 503 with `Retry-After` where the database can't be reached, whose answers are kept
 * nowhere unless they say otherwise, and whose pages answer 405 to every method but GET, HEAD and the POST of a form;
 * the API's routes know their own methods.
 */
export function guardedRoutes(build: Build): Build {
  return typeof build === "function" ? async () => guarded(await build()) : guarded(build);
}

function guarded(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const isPage = !id.startsWith("routes/api.") || id === "routes/api._index";
    const guard = <Kind extends Handler>(handler: Kind, methods: readonly string[]): Kind =>
      keptNowhere(tellingUnavailability(isPage ? onlyWith(methods, handler) : handler));
    const { loader, action } = route.module;
    const module = {
      ...route.module,
      ...(loader && { loader: guard(loader, ["GET", "HEAD"]) }),
      ...(action && { action: guard(action, ["POST"]) }),
    };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) as ServerBuild["routes"] };
}

function onlyWith<Kind extends Handler>(methods: readonly string[], handler: Kind): Kind {
  const checked = async (...call: Parameters<Kind>) => {
    if (methods.includes(call[0].request.method)) return (handler as (...call: Parameters<Kind>) => unknown)(...call);
    throw new Response("Pages take GET, and POST from their forms.", {
      status: 405,
      headers: { Allow: "GET, HEAD, POST" },
    });
  };
  return checked as Kind;
}

function keptNowhere<Kind extends Handler>(handler: Kind): Kind {
  const marked = (answer: unknown) => {
    if (answer instanceof Response && !answer.headers.has("Cache-Control")) {
      answer.headers.set("Cache-Control", "no-store");
    }
    return answer;
  };
  const marking = async (...call: Parameters<Kind>) => {
    try {
      return marked(await (handler as (...call: Parameters<Kind>) => unknown)(...call));
    } catch (error) {
      throw marked(error);
    }
  };
  return marking as Kind;
}

function tellingUnavailability<Kind extends Handler>(handler: Kind): Kind {
  const telling = async (...call: Parameters<Kind>) => {
    try {
      return await (handler as (...call: Parameters<Kind>) => unknown)(...call);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      throw new Response("The database can't be reached. Try again in a moment.", {
        status: 503,
        headers: { "Retry-After": "5" },
      });
    }
  };
  return telling as Kind;
}
