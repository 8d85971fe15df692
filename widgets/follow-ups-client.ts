const SECOND_MILLISECONDS = 1_000;

/** An async function that returns a token for the API. */
export type TokenProvider = () => Promise<string>;

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
  /** Milliseconds that the server asks to wait, 0 where it asks for none. */
  readonly retryAfter: number;
}

/** Sends one request below `/api/follow-ups/`; rejects with a `RequestError`. */
export type Send = <Answer>(path: string, init?: RequestInit) => Promise<Answer>;

/** The code of a failure where a request needs a token, and there is none: nothing was sent. */
const NO_TOKEN = "no_token";

/**
 * Opens the way to the API at `base`; it keeps the token, and asks for a new one where the API answers 401. With
 * `needsToken` nothing is sent without one.
 */
export function connect(base: string, { token, tokenProvider, organization }: Identity, needsToken = false): Send {
  let held: Promise<string | null | undefined> | undefined;
  return async function send<Answer>(path: string, init: RequestInit = {}, again = false): Promise<Answer> {
    const asked = (held ??= tokenProvider?.() ?? Promise.resolve(token));
    let status = 0;
    let code = "token_error";
    let retryAfter = 0;
    let message;
    try {
      const bearer = await asked;
      if (needsToken && !bearer) {
        [status, code] = [401, NO_TOKEN];
        throw new Error("There is no token yet.");
      }
      code = "network_error";
      const response = await fetch(`${base}/api/follow-ups/${path}`, {
        // Leaving the page right after a click doesn't lose it.
        keepalive: !!init.body,
        ...init,
        headers: {
          ...(init.body && { "Content-Type": "application/json" }),
          ...(organization && { "Expected-Organization": organization }),
          ...(bearer && { Authorization: `Bearer ${bearer}` }),
        },
        credentials: bearer ? "omit" : "same-origin",
      });
      status = response.status;
      retryAfter = Number(response.headers.get("Retry-After")) * SECOND_MILLISECONDS || 0;
      // A proxy's page isn't JSON: its status has to do.
      const answer = await response.json().catch(() => null);
      if (response.ok && answer) return answer as Answer;
      if (response.ok) throw new SyntaxError("The answer isn't JSON.");
      ({ code, message } = { code: "http_error", ...(answer as { error?: Partial<RequestError> } | null)?.error });
    } catch (cause) {
      message = String(cause);
      if (status && code !== NO_TOKEN) [status, code] = [0, "invalid_answer"];
    }
    // Of several requests that are refused at once, only the first one drops the token.
    if (held === asked) held = undefined;
    if (status === 401 && code !== NO_TOKEN && tokenProvider && !again) return send(path, init, true);
    throw Object.assign(new Error(message), { status, code, retryAfter }) satisfies RequestError;
  } as Send;
}

/** True where asking once more later may help: no answer came, too many requests, or the server's own trouble. */
export function mayPass({ status }: RequestError): boolean {
  return status === 0 || status === 429 || status >= 500;
}
