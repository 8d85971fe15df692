import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import { Temporal } from "temporal-polyfill";
import { refusalOf } from "../api/api.server.ts";
import { identifyViewer, requireApiViewer } from "../api/callers.server.ts";
import { ApiRefusal } from "../api/errors.ts";
import { changeMark, takeStreamPlace, whoseMark, type StreamPlace } from "../database.server.ts";
import { listViewer, requireApiListViewer, type ListViewer } from "../follow-ups/whose-list.server.ts";
import { onLook } from "../live/organization-changes.server.ts";
import { nowOf } from "../now.server.ts";

const HEARTBEAT_MILLISECONDS = 25_000;
/** How soon a stream ends after its session, membership or token has. */
const CHECK_MILLISECONDS = 2_000;

/**
 * A stream of server-sent events: one each time that a contact which is assigned to the viewer, or to the member whose list
 * they work, has changed since `since`, the change mark of the list that the page shows, or since the event that a browser which reconnects had last.
 */
export async function loader({ request, context }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> {
  try {
    if (!["GET", "HEAD"].includes(request.method)) {
      throw new ApiRefusal("method_not_allowed", "Use GET here.", { headers: { Allow: "GET" } });
    }
    const caller = await requireApiViewer(request, context);
    const known = request.headers.get("Last-Event-ID") ?? new URL(request.url).searchParams.get("since");
    const viewer = await requireApiListViewer(request, context, caller, whoseMark(known));
    const headers = { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store, no-transform" };
    // Without a body there is nothing to wait for.
    if (request.method === "HEAD") return new Response(null, { headers });
    const place = await takeStreamPlace(context.database, viewer.userId, nowOf(context));
    if (!place) {
      throw new ApiRefusal("too_many_requests", "You have ten of these open already.", {
        headers: { "Retry-After": "60" },
      });
    }
    const stream = streamOf(request, context, viewer, { known, place });
    return new Response(stream.pipeThrough(new TextEncoderStream()), { headers });
  } catch (error) {
    return refusalOf(error, context).toResponse();
  }
}

export const action = loader;

function streamOf(
  request: Request,
  context: AppLoadContext,
  viewer: ListViewer,
  { known, place }: { known: string | null; place: StreamPlace },
): ReadableStream<string> {
  const { database, log } = context;
  const ends = [context.left, context.stopping];
  return new ReadableStream<string>({
    start(controller) {
      let isOpen = true;
      const timers: NodeJS.Timeout[] = [];
      controller.enqueue("retry: 2000\n\n");
      let ofOrganization = "";
      const stopLooking = onLook(context, viewer.organizationId, (mark) => {
        if (mark === ofOrganization) return;
        ofOrganization = mark;
        // That mark tells of everybody's contacts; the one that is sent, of those of the list.
        changeMark(database, viewer)
          .then((mark) => {
            if (!isOpen || mark === known) return;
            known = mark;
            controller.enqueue(`id: ${mark}\ndata: changed\n\n`);
          })
          .catch((error: unknown) => log.warn(error, "Can't look for changes"));
      });
      const end = () => {
        if (!isOpen) return;
        isOpen = false;
        for (const signal of ends) signal.removeEventListener("abort", end);
        stopLooking();
        timers.forEach(clearInterval);
        place.giveFree().catch((error: unknown) => log.warn(error, "A stream's place goes free later"));
        controller.close();
      };
      timers.push(
        setInterval(() => {
          controller.enqueue(":\n\n");
          place.keep(new Date()).catch((error: unknown) => log.warn(error, "A stream's place can't be kept"));
        }, HEARTBEAT_MILLISECONDS),
        setInterval(() => {
          isStill(request, context, viewer).then(
            (still) => still || end(),
            // While the database is away nobody is sent away.
            (error: unknown) => log.warn(error, "Can't look whether a session has ended"),
          );
        }, CHECK_MILLISECONDS),
      );
      for (const signal of ends) signal.addEventListener("abort", end);
      if (ends.some(({ aborted }) => aborted)) end();
    },
  });
}

/** True while what the request shows still makes it the same viewer's, in the same organization, with the same list. */
async function isStill(
  request: Request,
  context: AppLoadContext,
  { userId, organizationId, of }: ListViewer,
): Promise<boolean> {
  const later = { ...context, now: Temporal.Now.instant() };
  try {
    const now = await identifyViewer(request, later);
    if (now.userId !== userId || now.organizationId !== organizationId) return false;
    return of === undefined || (await listViewer(later, now, of)) !== null;
  } catch (error) {
    if (error instanceof ApiRefusal) return false;
    throw error;
  }
}
