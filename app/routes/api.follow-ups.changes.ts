import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalOf } from "../api/api.server.ts";
import { requireApiViewer } from "../api/callers.server.ts";
import { onLook } from "../live/organization-changes.server.ts";

const HEARTBEAT_MILLISECONDS = 25_000;

/**
 * A stream of server-sent events: one each time that a contact of the organization has changed since `since`, the
 * change mark of the list that the page shows, or since the event that a browser which reconnects had last.
 */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  try {
    const { organizationId } = await requireApiViewer(request, context);
    const ended = AbortSignal.any([request.signal, context.stopping]);
    let known = request.headers.get("Last-Event-ID") ?? new URL(request.url).searchParams.get("since");
    const stream = new ReadableStream<string>({
      start(controller) {
        controller.enqueue("retry: 2000\n\n");
        const stop = onLook(context, organizationId, (mark) => {
          if (mark === known) return;
          known = mark;
          controller.enqueue(`id: ${mark}\ndata: changed\n\n`);
        });
        const heartbeat = setInterval(() => controller.enqueue(":\n\n"), HEARTBEAT_MILLISECONDS);
        const end = () => {
          stop();
          clearInterval(heartbeat);
          controller.close();
        };
        if (ended.aborted) end();
        else ended.addEventListener("abort", end);
      },
    });
    const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform" };
    return new Response(stream.pipeThrough(new TextEncoderStream()), { headers });
  } catch (error) {
    return refusalOf(error, context).toResponse();
  }
}
