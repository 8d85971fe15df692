import { useEffect, useRef, useState, type FormEvent } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import { readSaid, typedSaid, type SaidProblem } from "../../domain/done-as-form.ts";
import type { Said, TryDates } from "../../domain/outcome.ts";
import { OutcomeFields } from "../outcome-fields.tsx";

/** What the dialog is given. */
export interface DoneAsDialogProps {
  /** Whom it is about, in words. */
  whom: string;
  act: (said: Said) => void;
  /** When contacts are tried again. */
  dates: TryDates;
  today: CalendarDate;
  onClose: () => void;
}

/** Asks what came of follow-ups; what can't be kept is told beside its field, and stays there. */
export default function DoneAsDialog({ whom, act, dates, today, onClose }: DoneAsDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const said = useRef<Said | null>(null);
  const [problem, setProblem] = useState<SaidProblem | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const take = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readSaid(typedSaid(new FormData(event.currentTarget)));
    if ("field" in read) return setProblem(read);
    said.current = read;
    dialog.current?.close();
  };
  // Not before it is closed: until then the focus can't go to a row.
  const close = () => {
    onClose();
    if (said.current) act(said.current);
  };
  return (
    <dialog ref={dialog} className="card dialog done-as" aria-labelledby="done-as-heading" onClose={close}>
      <form method="dialog" className="stack" onSubmit={take}>
        <h2 id="done-as-heading" dir="auto">
          Mark {whom} done as
        </h2>
        <OutcomeFields dates={dates} today={today} problem={problem} />
        <div className="form-actions">
          <button className="button button-primary">Mark done</button>
          <button type="button" className="button button-quiet" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
