import { useState, type ComponentType } from "react";
import { actions } from "../../actions/actions.ts";
import type { DoneAsDialogProps, DoneAsQuestion } from "./done-as-dialog.tsx";

/** A dialog that asks what came of follow-ups, and how to open it: it is loaded when it is first asked for. */
export function useDoneAs(rest: Pick<DoneAsDialogProps, "dates" | "today">) {
  const [shown, setShown] = useState<{ Dialog: ComponentType<DoneAsDialogProps>; question: DoneAsQuestion } | null>(
    null,
  );
  const ask = (question: DoneAsQuestion) =>
    void import("./done-as-dialog.tsx").then(
      ({ DoneAsDialog }) => setShown({ Dialog: DoneAsDialog, question }),
      () => actions.tell("That couldn’t be loaded. Check your connection and try again."),
    );
  const dialog = shown && <shown.Dialog {...shown.question} {...rest} onClose={() => setShown(null)} />;
  return { ask, dialog };
}
