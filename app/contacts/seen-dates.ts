import type { DateChange } from "../database.server.ts";

/** The field in which the form of a list says which follow-up date it showed of a contact; empty for none. */
export const seenDateField = (contactId: string): string => `seenDate.${contactId}`;

/** How many of the changed dates weren't those that the form showed, as someone else had set them meanwhile. */
export function countUnseen(form: FormData, changed: readonly DateChange[]): number {
  return changed.filter(({ id, before, after }) => {
    const seen = form.get(seenDateField(id));
    return before !== after && seen !== null && seen !== (before ?? "");
  }).length;
}
