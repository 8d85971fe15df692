import type { LeadQuality } from "../domain/contact.ts";
import type { FollowUp } from "../domain/follow-up.ts";

/** What the page shows before the server has answered: rows that leave or change their lead quality, or rows that return. */
export type Preview =
  | { type: "changed"; ids: readonly string[]; leadQuality?: LeadQuality | null }
  | { type: "restored"; followUps: readonly FollowUp[] };

/** What kept an action from being done, or from being done wholly. */
export interface Obstacle {
  /** The API's word for it. */
  code: string;
  /** A sentence. */
  reason: string;
  /** True where nobody here knows whether the server has done it. */
  isLost: boolean;
  /** Milliseconds after which the server may be asked once more, 0 where it doesn't say; absent where that won't help. */
  retryAfter?: number;
}

/** What became of an action; many requests may have done a part, and then met an obstacle. */
export interface Report<Value> {
  done: Value | null;
  obstacle: Obstacle | null;
}

/** How an action of many requests tells how far it is, and learns that it is to stop. */
export interface Run {
  isStopped(): boolean;
  progress(done: number, total: number): void;
}

/** What the user reads of an action that was done, and what can follow. */
export interface Outcome {
  text: string;
  /** True where there is something to take back. */
  isUndoable: boolean;
  /** What is on offer next, with the words on its button. */
  next?: { label: string; action: () => Action };
  /** What is left to take back where that was stopped. */
  rest?: () => Action;
}

/** One thing that a user does, described for `perform`. */
export interface Action<Value = unknown> {
  /** Whom and what in a few words, such as `Olga Old, done`. */
  label: string;
  /** The contacts it is about: what is about the same one is sent in turn. */
  ids: readonly string[];
  /** What it changes, as `dateOf` and `leadQualityOf` name it: something newer about it makes a failure lapse. */
  subjects: readonly string[];
  preview?: Preview;
  send(run: Run): Promise<Report<Value>>;
  outcome(done: Value): Outcome;
  /** What a failure says where it isn't the usual. */
  failureText?(report: Report<Value>): string;
  /** True where trying once more goes on with the rest, so that what was done is taken back by itself. */
  goesOn?: boolean;
  /** The action that tries once more, for the subjects that nothing newer is about. */
  retry?(subjects: readonly string[], report: Report<Value>): Action;
  /** The action that takes this one back; it may be asked for before this one's report is there. */
  reverse?(report: Promise<Report<Value>>): Action;
}

/** The follow-up date of a contact, as a subject. */
export const dateOf = (contactId: string): string => `date ${contactId}`;

/** The lead quality of a contact, as a subject. */
export const leadQualityOf = (contactId: string): string => `lead quality ${contactId}`;

/** True where the server has changed something, or where nobody here knows. */
export function mayBeDone({ done, obstacle }: Report<unknown>): boolean {
  return done !== null || obstacle?.isLost === true;
}
