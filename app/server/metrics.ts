import { Counter, Histogram, Registry } from "prom-client";

/** Seconds; the last ones are of imports' uploads, exports and streams. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 30];

/** What the server counts while it works. No label holds anything that a request or a person chooses. */
export interface Metrics {
  /** All of it, as Prometheus reads it. */
  registry: Registry;
  requests: Histogram<"method" | "route" | "status">;
  signIns: Counter<"outcome">;
  imports: Counter<"state">;
  importRows: Counter;
}

/** Makes the server's metrics, each at 0. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const signIns = new Counter({
    name: "hub_sign_ins_total",
    help: "Attempts to sign in, by password or single sign-on: ok, failed, or refused by the limit",
    labelNames: ["outcome"] as const,
    registers,
  });
  const imports = new Counter({
    name: "hub_imports_total",
    help: "Imports in the browser that started, and how they ended",
    labelNames: ["state"] as const,
    registers,
  });
  // What hasn't happened yet is 0, so that its rate is known from the first time on.
  for (const outcome of ["ok", "failed", "limited"]) signIns.inc({ outcome }, 0);
  for (const state of ["started", "finished", "stopped", "failed"]) imports.inc({ state }, 0);
  return {
    registry,
    signIns,
    imports,
    requests: new Histogram({
      name: "hub_http_request_duration_seconds",
      help: "Requests by method, route and class of status, and how long their answers took",
      labelNames: ["method", "route", "status"] as const,
      buckets: REQUEST_SECONDS,
      registers,
    }),
    importRows: new Counter({
      name: "hub_import_rows_total",
      help: "Rows that imports in the browser have read",
      registers,
    }),
  };
}
