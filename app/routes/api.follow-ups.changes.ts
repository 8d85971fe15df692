import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireApiViewer } from "../api/callers.server.ts";
import { refusalOf } from "../api/api.server.ts";
import { onChange } from "../live/organization-changes.server.ts";

const HEARTBEAT_MILLISECONDS = 25_000;

/** A stream of server-sent events: an empty one each time that something in the organization has changed. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  try {
    const { organizationId } = await requireApiViewer(request, context);
    const ended = AbortSignal.any([request.signal, context.stopping]);
    const stream = new ReadableStream<string>({
      start(controller) {
        controller.enqueue("retry: 2000\n\n");
        const stop = onChange(context, organizationId, () => controller.enqueue("data: changed\n\n"));
        const heartbeat = setInterval(() => controller.enqueue(":\n\n"), HEARTBEAT_MILLISECONDS);
        ended.addEventListener("abort", () => {
          stop();
          clearInterval(heartbeat);
          controller.close();
        });
      },
    });
    const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform" };
    return new Response(stream.pipeThrough(new TextEncoderStream()), { headers });
  } catch (error) {
    return refusalOf(error, context).toResponse();
  }
}
