/** What a request did with contacts. */
export type OperationAction =
  "done" | "snooze" | "set" | "clear" | "next" | "spread" | "lead quality" | "delete" | "merge" | "import";
