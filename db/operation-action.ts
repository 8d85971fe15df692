import type { DoneThing } from "../app/domain/done-text.ts";

/** What a request did with contacts. */
export type OperationAction = DoneThing["action"];
