import type { CalendarDate } from "./calendar.ts";
import { CONTACT_KINDS, type ActivityAction, type Direction } from "./contact.ts";
import { isTry, type Outcome } from "./outcome.ts";

/** One entry of a contact's timeline, as far as something is told or counted by it. */
export interface HistoryEntry {
  action: ActivityAction;
  /** When it happened. */
  at: Date;
  /** When that was written down, where it was later. */
  loggedAt?: Date;
  text?: string;
  outcome?: Outcome;
  /** Absent where it was we who got in touch, or nobody did. */
  direction?: Direction;
  dateBefore?: CalendarDate | null;
  dateAfter?: CalendarDate | null;
  /** True where it was taken back. */
  undone?: boolean;
  /** The operation that wrote it. */
  operationId?: string;
}

/** A history that has the newest first, without what was taken back and what took it back. */
export function standing<Entry extends HistoryEntry>(history: readonly Entry[]): Entry[] {
  const undos: Entry[] = [];
  return history.filter((entry) => {
    if (entry.action === "undo") return void undos.push(entry);
    const undo = undos.findIndex(
      ({ dateBefore, dateAfter }) => dateBefore === entry.dateAfter && dateAfter === entry.dateBefore,
    );
    if (undo >= 0) undos.splice(undo, 1);
    return undo < 0 && !entry.undone;
  });
}

/** True of an entry by which the two were in contact: no plain note, and no try that came to nothing. */
export function isContact({ action, outcome }: HistoryEntry): boolean {
  if (isTry(outcome)) return false;
  return outcome !== undefined || (CONTACT_KINDS as readonly ActivityAction[]).includes(action);
}

/** True of contact, and of a follow-up that was done without a word. */
export function isHandled(entry: HistoryEntry): boolean {
  return isContact(entry) || (entry.action === "done" && !isTry(entry.outcome));
}

/** Moves without contact from which a row says so, and offers to nurture the contact or to leave it without a date. */
export const MANY_MOVES = 5;

/** How often in a row the date was moved to later without contact, by what stands of a history, the newest first. */
export function movesInRow(entries: readonly HistoryEntry[]): number {
  const end = entries.findIndex((entry) => isHandled(entry) || entry.action === "clear");
  return entries.slice(0, end < 0 ? undefined : end).filter(isMoveToLater).length;
}

function isMoveToLater({ action, dateBefore, dateAfter }: HistoryEntry): boolean {
  return (action === "snooze" || action === "set") && Boolean(dateBefore && dateAfter && dateAfter > dateBefore);
}
