import { useRef, useState, type FormEvent } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import { isSnoozeDate } from "../../domain/hub-fields.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { SnoozeButtons, SnoozeDate } from "./snooze-choices.tsx";

/** Whom the dialog is about, in words, and what happens with the day that is chosen. */
export interface SnoozeQuestion {
  whom: string;
  snooze: (until: string) => void;
}

/** A dialog that asks until when, and how to open it. */
export function useSnoozeDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [question, setQuestion] = useState<SnoozeQuestion | null>(null);
  const ask = (asked: SnoozeQuestion) => {
    setQuestion(asked);
    if (!dialog.current) return;
    dialog.current.returnValue = "";
    dialog.current.showModal();
  };
  return { dialog, question, ask };
}

/** The days that a snooze offers, and a field for any other; what is chosen is the dialog's return value. */
export function SnoozeDialog({
  dialog,
  question,
  options,
  today,
}: Omit<ReturnType<typeof useSnoozeDialog>, "ask"> & { options: SnoozeOption[]; today: CalendarDate }) {
  const [isBad, setIsBad] = useState(false);
  // Not before it is closed: until then the focus can't go to a row.
  const act = () => {
    setIsBad(false);
    const until = dialog.current?.returnValue;
    if (until) question?.snooze(until);
  };
  const takeDate = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const date = String(new FormData(event.currentTarget).get("date"));
    const isGood = isSnoozeDate(date, today);
    setIsBad(!isGood);
    if (!isGood) return;
    event.currentTarget.reset();
    dialog.current?.close(date);
  };
  return (
    <dialog ref={dialog} className="card dialog" aria-labelledby="snooze-heading" onClose={act}>
      <h2 id="snooze-heading" dir="auto">
        Snooze {question?.whom} to
      </h2>
      <form method="dialog" className="dialog-choices">
        <SnoozeButtons options={options} valueOf={(until) => until} />
      </form>
      <form method="dialog" onSubmit={takeDate} className="menu-date" noValidate>
        <SnoozeDate options={options} isBad={isBad} />
        <button className="button">Snooze to date</button>
      </form>
      <button type="button" className="button button-quiet" onClick={() => dialog.current?.close("")}>
        Cancel
      </button>
    </dialog>
  );
}
