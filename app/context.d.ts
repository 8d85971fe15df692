import type { Logger } from "pino";
import type { Temporal } from "temporal-polyfill";
import type { CountCall } from "./api/call-limit.server.ts";
import type { TokenKeys } from "./auth/embed-token.server.ts";
import type { SingleSignOn } from "./auth/single-sign-on.server.ts";
import type { Database } from "./database.server.ts";
import type { Locale } from "./domain/locale.ts";
import type { Metrics } from "./server/metrics.ts";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }

  /** What the server hands to every loader and action. */
  interface AppLoadContext {
    database: Database;
    sessionSecret: string;
    /** The caller's network address. */
    address: string;
    /** True over HTTPS: cookies are then for HTTPS only. */
    secure: boolean;
    tokenKeys: TokenKeys;
    /** Each of its lines has the request's id. */
    log: Logger;
    requestId: string;
    /** Aborted when the connection closes. The request's own signal isn't, once memory has been tidied up meanwhile. */
    left: AbortSignal;
    /** Aborted when the server stops, so that streams end. */
    stopping: AbortSignal;
    metrics: Metrics;
    limits: {
      /** Wrong passwords from one address in a quarter of an hour; 0 is no limit. */
      signInFailures: number;
    };
    /** Null where no provider of identities is set up. */
    singleSignOn: SingleSignOn | null;
    /** True where demo data is served. */
    isDemo: boolean;
    /** Counts a call of the API. */
    countCall: CountCall;
    /** For the Content-Security-Policy of this answer. */
    nonce: string;
    /** The one reading of the clock that this request makes. */
    now: Temporal.Instant;
    /** How dates and numbers are written for whoever asks, as the browser says. */
    locale: Locale;
  }
}
