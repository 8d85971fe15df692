import { MongoError } from "../errors.ts";

/** When nobody waits for an answer any more, in milliseconds since 1970; Infinity where the client has not said. */
export interface Deadline {
  at: number;
}

/** Never. */
export const noDeadline: Readonly<Deadline> = { at: Infinity };

/** Returns MongoDB's error for a command that has taken longer than its `maxTimeMS`. */
export const tooLate = (): MongoError => new MongoError("MaxTimeMSExpired", "operation exceeded time limit");
