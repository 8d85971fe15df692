import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { RenderShadow } from "./components/render-shadow.ts";
import { shadowRenderer } from "./components/render-shadow.server.ts";
import { Nonce } from "./components/nonce.ts";
import { RequestId } from "./components/request-id.ts";

/** How long a page may take to render, in milliseconds. */
const LONGEST_RENDERING = 10_000;
/**
 * How long what a page waits for may take once the page is sent, in milliseconds: nothing, as loaders wait for all of
 * it. Remix keeps each request for that long.
 */
export const streamTimeout = 1_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, requestId }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <Nonce.Provider value={nonce}>
        <RequestId.Provider value={requestId}>
          <RenderShadow.Provider value={shadowRenderer(nonce)}>
            <RemixServer context={remixContext} url={request.url} nonce={nonce} />
          </RenderShadow.Provider>
        </RequestId.Provider>
      </Nonce.Provider>,
      {
        nonce,
        onAllReady() {
          clearTimeout(timer);
          headers.set("Content-Type", "text/html; charset=utf-8");
          headers.set("Cache-Control", "no-store");
          addRefusalHeaders(headers, remixContext);
          // All is rendered by now, and sent in one piece: React's own pieces of 2 KB would take longer to send than to make.
          buffer(pipe(new PassThrough())).then((body) => resolve(new Response(body, { headers, status })), reject);
        },
        onShellError: reject,
      },
    );
    const timer = setTimeout(abort, LONGEST_RENDERING).unref();
  });
}

/** Remix leaves out the headers of an answer that a page throws: how to ask instead, and when. */
function addRefusalHeaders(headers: Headers, { staticHandlerContext }: EntryContext): void {
  const { errors, loaderHeaders, actionHeaders } = staticHandlerContext;
  if (!errors) return;
  for (const thrown of [...Object.values(loaderHeaders), ...Object.values(actionHeaders)]) {
    for (const name of ["Allow", "Retry-After"]) {
      const value = thrown.get(name);
      if (value !== null) headers.set(name, value);
    }
  }
}

/** Data of pages, as scripts fetch it, is kept nowhere; nor are the pages. */
export function handleDataRequest(response: Response): Response {
  response.headers.set("Cache-Control", "no-store");
  // A refusal loses its headers on the way to here.
  if (response.status === 503) response.headers.set("Retry-After", "5");
  return response;
}

/**
 * Tells the log what a loader or action threw, unless the browser went away. An answer that a page has thrown is no
 * failure, and may hold what somebody has typed.
 */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  context.log.error(error, "A page failed");
}
