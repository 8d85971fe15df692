import type { Viewer } from "../auth/viewer.server.ts";
import type { ChangedFollowUps } from "../domain/due-list.ts";
import { describeChange, type MadeChange } from "../domain/describe-change.ts";
import { movedTexts } from "../domain/working-days-text.ts";
import type { Message } from "../message.server.ts";

/** What it tells where the change has reached none of the viewer's contacts. */
export const NOT_ASSIGNED: Message = {
  tone: "error",
  text: "Nothing changed: these contacts aren't assigned to you any more.",
};

/** What the next page tells of a change that was made, with Undo, and with what it offers next. */
export function changeMessage(
  { count, operationId, next, nextIsSet, nurture, later }: ChangedFollowUps & Pick<MadeChange, "later">,
  change: Pick<MadeChange, "action" | "outcome" | "contactName" | "text">,
  { today, locale }: Pick<Viewer, "today" | "locale">,
): Message {
  const moved = movedTexts(next ?? [], locale);
  const made = { ...change, count, next, nextIsSet, nurture, later, moved };
  const { text, offer, isLater } = describeChange(made, today, locale);
  const offered = { ...(offer && { next: offer }), ...(isLater && { isLater }) };
  return { tone: "success", text, ...(count > 0 && { operationId }), ...offered };
}
