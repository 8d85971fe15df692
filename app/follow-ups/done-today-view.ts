import type { DoneEntry } from "../components/done-list.tsx";
import type { DoneOperation } from "../database.server.ts";
import { timeText } from "../domain/date-text.ts";
import { doneText, othersText } from "../domain/done-text.ts";

/** What a viewer did as the list of today shows it, by the clock in their time zone. */
export function doneTodayView(operations: readonly DoneOperation[], timeZone: string): DoneEntry[] {
  return operations.map(({ operationId, at, contacts, removedName, isUndone, ...thing }) => ({
    ...{ operationId, contacts, isUndone },
    at: at.toISOString(),
    when: timeText(at, timeZone),
    what: doneText(thing),
    others: removedName ?? othersText(thing.count, contacts.length),
  }));
}
