import type { DoneEntry } from "../components/done-list.tsx";
import type { DoneOperation } from "../database.server.ts";
import { timeText, type Reader } from "../domain/date-text.ts";
import { doneText, othersText } from "../domain/done-text.ts";

/** What a viewer did as the list of today shows it, by their clock. */
export function doneTodayView(operations: readonly DoneOperation[], reader: Reader): DoneEntry[] {
  return operations.map(({ operationId, at, contacts, removedName, isUndone, ...thing }) => ({
    ...{ operationId, contacts, isUndone },
    at: at.toISOString(),
    when: timeText(at, reader),
    what: doneText(thing, reader.locale),
    others: removedName ?? othersText(thing.count, contacts.length, reader.locale),
  }));
}
