import type { Counts, FollowUp } from "../app/domain/follow-up.ts";

/** An async function that returns a token for the API. */
export type TokenProvider = () => Promise<string>;

/** What the API answers for the due follow-ups; a page can hand the panel the same as its initial data. */
export interface DueFollowUps {
  followUps: FollowUp[];
  counts: Counts;
  /** The user's date, `YYYY-MM-DD`. */
  today: string;
  /** The user's next midnight, in milliseconds since 1970 (UTC). */
  nextMidnight: number;
}

/** What the API answers to a change: what to undo it by, and the next follow-up by cadence, on offer or set already. */
export interface Changed {
  operationId: string;
  next?: { date: string }[];
  nextIsSet?: boolean;
}

/** In whose name the requests go, and which organization they are about where the page says so. */
export interface Identity {
  readonly organization?: string | null;
  readonly token?: string | null;
  readonly tokenProvider?: TokenProvider | null;
}

/** A request that failed: the API's code and message, and status 0 where no answer came. */
export interface RequestError extends Error {
  readonly status: number;
  readonly code: string;
}

/** Sends one request below `/api/follow-ups/`; rejects with a `RequestError`. */
export type Send = <Answer>(path: string, init?: RequestInit) => Promise<Answer>;

/** Opens the way to the API at `base`; it keeps the token, and asks for a new one where the API answers 401. */
export function connect(base: string, { token, tokenProvider, organization }: Identity): Send {
  let held: Promise<string | null | undefined> | undefined;
  return async function send<Answer>(path: string, init: RequestInit = {}, again = false): Promise<Answer> {
    const asked = (held ??= tokenProvider?.() ?? Promise.resolve(token));
    let status = 0;
    let code = "token_error";
    let message;
    try {
      const bearer = await asked;
      code = "network_error";
      const response = await fetch(`${base}/api/follow-ups/${path}`, {
        ...init,
        // Leaving the page right after a click doesn't lose it.
        keepalive: !!init.body,
        headers: {
          ...(init.body && { "Content-Type": "application/json" }),
          ...(organization && { "Expected-Organization": organization }),
          ...(bearer && { Authorization: `Bearer ${bearer}` }),
        },
        credentials: bearer ? "omit" : "same-origin",
      });
      status = response.status;
      // A proxy's error page isn't JSON: its status has to do.
      const answer = await response.json().catch(() => null);
      if (response.ok) return answer as Answer;
      ({ code, message } = { code: "http_error", ...(answer as { error?: Partial<RequestError> } | null)?.error });
    } catch (cause) {
      message = String(cause);
    }
    // Of several requests that are refused at once, only the first one drops the token.
    if (held === asked) held = undefined;
    if (status === 401 && tokenProvider && !again) return send(path, init, true);
    throw Object.assign(new Error(message), { status, code }) satisfies RequestError;
  } as Send;
}
