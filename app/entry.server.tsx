import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { RenderShadow } from "./components/render-shadow.ts";
import { shadowRenderer } from "./components/render-shadow.server.ts";
import { Nonce } from "./components/nonce.ts";

/** How long a page may take to render, in milliseconds. */
export const streamTimeout = 10_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <Nonce.Provider value={nonce}>
        <RenderShadow.Provider value={shadowRenderer(nonce)}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} />
        </RenderShadow.Provider>
      </Nonce.Provider>,
      {
        nonce,
        onShellReady() {
          headers.set("Content-Type", "text/html; charset=utf-8");
          headers.set("Cache-Control", "no-store");
          sayWhenToRetry(status, headers);
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
      },
    );
    setTimeout(abort, streamTimeout).unref();
  });
}

/** Data of pages, as scripts fetch it, is kept nowhere; nor are the pages. */
export function handleDataRequest(response: Response): Response {
  response.headers.set("Cache-Control", "no-store");
  sayWhenToRetry(response.status, response.headers);
  return response;
}

/** A route's refusal loses its headers where a page is made of it. */
function sayWhenToRetry(status: number, headers: Headers): void {
  if (status === 503) headers.set("Retry-After", "5");
}

/** Tells the log what a loader or action threw, unless the browser went away. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (!request.signal.aborted) context.log.error(error, "A page failed");
}
