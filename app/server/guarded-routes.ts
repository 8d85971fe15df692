import type { ActionFunction, LoaderFunction, ServerBuild } from "@remix-run/node";
import { apiError } from "../api/errors.ts";
import { unavailability } from "../database.server.ts";

type Build = ServerBuild | (() => Promise<ServerBuild>);
type Handler = LoaderFunction | ActionFunction;

/** How long a route waits for a database that is slow. */
const PATIENCE_MILLISECONDS = 4_500;
const LOOK_EVERY_MILLISECONDS = 100;

/**
 * The same app, whose routes answer 503 with `Retry-After` where the database can't be reached or is too slow, whose
 * answers are kept nowhere unless they say otherwise, and whose pages answer 405 to every method but GET, HEAD and the
 * POST of a form; the API's routes know their own methods.
 */
export function guardedRoutes(build: Build, isSlow: () => boolean): Build {
  return typeof build === "function" ? async () => guarded(await build(), isSlow) : guarded(build, isSlow);
}

function guarded(build: ServerBuild, isSlow: () => boolean): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const isPage = !id.startsWith("routes/api.") || id === "routes/api._index";
    const refuse = isPage ? pageRefusal : apiRefusal;
    const guard = <Kind extends Handler>(handler: Kind, methods: readonly string[]): Kind =>
      keptNowhere(tellingUnavailability(isPage ? onlyWith(methods, handler) : handler, { refuse, isSlow }));
    const { loader, action } = route.module;
    const module = {
      ...route.module,
      ...(loader && { loader: guard(loader, ["GET", "HEAD"]) }),
      action: action ? guard(action, ["POST"]) : keptNowhere(refuseMethod),
    };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) as ServerBuild["routes"] };
}

function refuseMethod(): never {
  throw new Response("This page has no form.", { status: 405, headers: { Allow: "GET, HEAD" } });
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

type Refuse = (why: string) => Response;
const HEADERS = { "Retry-After": "5" };
const pageRefusal: Refuse = (why) => new Response(why, { status: 503, headers: HEADERS });
const apiRefusal: Refuse = (why) => {
  const { status, body } = apiError("unavailable", why);
  return Response.json(body, { status, headers: HEADERS });
};

function tellingUnavailability<Kind extends Handler>(
  handler: Kind,
  { refuse, isSlow }: { refuse: Refuse; isSlow: () => boolean },
): Kind {
  const telling = async (...call: Parameters<Kind>) => {
    try {
      const answer = (handler as (...call: Parameters<Kind>) => unknown)(...call);
      return await Promise.race([answer, tooSlow(isSlow, refuse, answer)]);
    } catch (error) {
      const why = unavailability(error);
      throw why === null ? error : refuse(why);
    }
  };
  return telling as Kind;
}

/** Rejects with a refusal when patience has ended and the database is slow; stops looking once there is an answer. */
function tooSlow(isSlow: () => boolean, refuse: Refuse, answer: unknown): Promise<never> {
  return new Promise((_resolve, reject) => {
    const look = () => {
      if (isSlow()) reject(refuse("The database is too slow to answer. Try again in a moment."));
      else timer = setTimeout(look, LOOK_EVERY_MILLISECONDS);
    };
    let timer = setTimeout(look, PATIENCE_MILLISECONDS);
    const stop = () => clearTimeout(timer);
    Promise.resolve(answer).then(stop, stop);
  });
}
