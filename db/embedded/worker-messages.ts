/** What the database's thread tells the one that has started it. */
export type FromWorker =
  | { kind: "ready"; path: string }
  | { kind: "taken" }
  | { kind: "log"; level: "info" | "warn" | "error"; message: string };

/** What the database's thread is told. */
export interface ToWorker {
  kind: "close";
}
