import { createContext } from "react";

/** The id of the request that the page answers, on the server; the browser reads it from the page. */
export const RequestId = createContext<string | undefined>(undefined);

let ofLastFailure: string | null = null;

/** Remembers the id of each request that fails, so that a page which can't be shown tells it. */
export function rememberFailures(): void {
  const send = window.fetch;
  window.fetch = async (...call) => {
    const response = await send(...call);
    if (!response.ok) ofLastFailure = response.headers.get("X-Request-Id");
    return response;
  };
}

/** The id of the request that failed last, else of the one that brought the page; undefined on the server. */
export function failedRequestId(): string | undefined {
  if (typeof document === "undefined") return undefined;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="request-id"]');
  return ofLastFailure ?? meta?.content;
}
