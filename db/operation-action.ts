/** What a request did with contacts. */
export type OperationAction =
  | "done"
  | "nurture"
  | "log"
  | "snooze"
  | "set"
  | "clear"
  | "next"
  | "spread"
  | "reassign"
  | "lead quality"
  | "delete"
  | "merge"
  | "import";
