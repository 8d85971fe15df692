/** What a request did with contacts. */
export type OperationAction =
  "done" | "snooze" | "set" | "clear" | "next" | "spread" | "reassign" | "lead quality" | "delete" | "merge" | "import";
