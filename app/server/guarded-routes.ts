import type {
  ActionFunction,
  ActionFunctionArgs,
  LoaderFunction,
  LoaderFunctionArgs,
  ServerBuild,
} from "@remix-run/node";
import { apiError } from "../api/errors.ts";
import { unavailability } from "../database.server.ts";
import { waitForClient } from "../request-body.server.ts";

type Build = ServerBuild | (() => Promise<ServerBuild>);
type Handler = LoaderFunction | ActionFunction;

/** How long a request may take in all, but for what its client takes to send it. */
const PATIENCE_MILLISECONDS = 4_000;
const LOOK_EVERY_MILLISECONDS = 100;

/**
 * Routes that may work for longer, as long as the database answers: they take files, change very many contacts, or
 * wait for the provider of identities.
 */
const LONG_WORK = new Set([
  "routes/contacts",
  "routes/import",
  "routes/import_.$upload",
  "routes/follow-ups_.spread",
  "routes/api.follow-ups.spread",
  "routes/follow-ups_.undo",
  "routes/api.follow-ups.undo",
  "routes/members_.$id",
  "routes/members_.hand-overs",
  "routes/sso",
  "routes/sso_.callback",
]);

/**
 * The same app, whose routes answer 503 with `Retry-After` where the database can't be reached or they take too
 * long, whose answers are kept nowhere unless they say otherwise, and whose pages answer 405 to every method but GET, HEAD and the
 * POST of a form; the API's routes know their own methods.
 */
export function guardedRoutes(build: Build, isSlow: () => boolean): Build {
  return typeof build === "function" ? async () => guarded(await build(), isSlow) : guarded(build, isSlow);
}

function guarded(build: ServerBuild, isSlow: () => boolean): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const isPage = !id.startsWith("routes/api.") || id === "routes/api._index";
    const refuse = isPage ? pageRefusal : apiRefusal;
    const patience = { refuse, isSlow, isLong: LONG_WORK.has(id) };
    const guard = <Kind extends Handler>(handler: Kind, methods: readonly string[]): Kind =>
      keptNowhere(tellingUnavailability(isPage ? onlyWith(methods, handler) : handler, patience));
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

/** How a route refuses, and when it may. */
interface Patience {
  refuse: Refuse;
  isSlow: () => boolean;
  isLong: boolean;
}

function tellingUnavailability<Kind extends Handler>(handler: Kind, patience: Patience): Kind {
  const telling = async (...call: Parameters<Kind>) => {
    try {
      const answer = (handler as (...call: Parameters<Kind>) => unknown)(...call);
      return await Promise.race([answer, refusedInTime(call[0], answer, patience)]);
    } catch (error) {
      const why = unavailability(error);
      throw why === null ? error : patience.refuse(why);
    }
  };
  return telling as Kind;
}

/** When the patience with each request ends, which all of its handlers share. */
const ends = new WeakMap<object, number>();

/** Rejects with a refusal when patience has ended, where it may; stops looking once there is an answer. */
function refusedInTime(
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
  answer: unknown,
  { refuse, isSlow, isLong }: Patience,
): Promise<never> {
  const end = ends.get(context) ?? performance.now() + PATIENCE_MILLISECONDS;
  ends.set(context, end);
  return new Promise((_resolve, reject) => {
    const look = () => {
      const left = end + waitForClient(request) - performance.now();
      if (left <= 0 && (!isLong || isSlow())) reject(refuse("That takes too long just now. Try again in a moment."));
      else timer = setTimeout(look, Math.max(left, LOOK_EVERY_MILLISECONDS));
    };
    let timer = setTimeout(look, Math.max(end - performance.now(), 0));
    const stop = () => {
      clearTimeout(timer);
      // What is loaded after long work has its own time.
      if (isLong) ends.delete(context);
      else ends.set(context, end + waitForClient(request));
    };
    Promise.resolve(answer).then(stop, stop);
  });
}
