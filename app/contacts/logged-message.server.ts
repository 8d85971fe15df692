import type { Viewer } from "../auth/viewer.server.ts";
import type { LoggedActivity } from "../database.server.ts";
import type { ReadLog } from "../domain/log-form.ts";
import { sentences } from "../domain/sentences.ts";
import { changeMessage } from "../follow-ups/change-message.server.ts";
import type { Message } from "../message.server.ts";

const ADDED = "Added to the timeline";
const STAYS = "The follow-up had been changed meanwhile and stays as it is";

/** What the next page tells of what was logged and of what became of the follow-up, with Undo. */
export function loggedMessage(
  logged: LoggedActivity & { operationId: string },
  { outcome, text, contactName }: Pick<ReadLog, "outcome" | "text"> & { contactName: string | undefined },
  viewer: Pick<Viewer, "today" | "locale">,
): Message {
  const { effect, operationId } = logged;
  switch (effect) {
    case "done":
      return changeMessage(
        logged,
        { action: "done", ...(outcome ? { outcome, contactName } : { text: LOGGED }) },
        viewer,
      );
    case "set":
      return changeMessage(logged, { action: "done", text: ADDED }, viewer);
    case "meanwhile":
      return outcome && text === ""
        ? { tone: "error", text: sentences("Nothing changed", STAYS) }
        : { tone: "success", text: sentences(ADDED, STAYS), operationId };
    case "later":
      return { tone: "success", text: sentences(ADDED, "The follow-up stays: there was contact later"), operationId };
    case "back":
      return { tone: "success", text: sentences(ADDED, "The follow-up is due today: it is your turn"), operationId };
    case "stays":
      return { tone: "success", text: ADDED, operationId };
  }
}

const LOGGED = "Logged and marked done";
