import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { DayProblem, HubRequest } from "../../domain/hub-fields.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { useLocale } from "../locale.ts";
import { withSpokenDay } from "./with-spoken-day.ts";
import { useSpokenDay } from "./use-spoken-day.ts";
import { SnoozeButtons, SnoozeDate } from "./snooze-choices.tsx";

/** What the dialog is given. */
export interface SnoozeDialogProps {
  /** Whom it is about, in words. */
  whom: string;
  snooze: (until: CalendarDate) => void;
  /** What the fields of its form ask for. */
  readDay: (form: FormData) => HubRequest;
  options: SnoozeOption[];
  today: CalendarDate;
  onClose: () => void;
}

/** The days that a snooze offers, and fields for any other; what is chosen is the dialog's return value. */
export default function SnoozeDialog({ whom, snooze, readDay, options, today, onClose }: SnoozeDialogProps) {
  const locale = useLocale();
  const dialog = useRef<HTMLDialogElement>(null);
  const spoken = useSpokenDay(today);
  const [problem, setProblem] = useState<DayProblem | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  // Enter takes the first day that is offered; a letter or a digit begins the words.
  const onKeyDown = ({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent) => {
    if (!/^[\p{L}\d]$/u.test(key) || ctrlKey || metaKey || altKey || target instanceof HTMLInputElement) return;
    dialog.current?.querySelector<HTMLElement>("[name=day]")?.focus();
  };
  // Not before it is closed: until then the focus can't go to a row.
  const act = () => {
    onClose();
    const until = dialog.current?.returnValue;
    if (until) snooze(until);
  };
  const takeDay = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readDay(new FormData(event.currentTarget));
    const request = read.outcome === "words" ? withSpokenDay(read, today, locale) : read;
    if (request.outcome === "change") dialog.current?.close(request.until);
    if (request.outcome === "badDate") setProblem(request.problem);
  };
  return (
    // What is pressed on its buttons goes on to the field inside.
    <dialog ref={dialog} className="card dialog" aria-labelledby="snooze-heading" onClose={act} onKeyDown={onKeyDown}>
      <h2 id="snooze-heading" dir="auto">
        Snooze {whom} to
      </h2>
      <form method="dialog" className="dialog-choices">
        <SnoozeButtons options={options} valueOf={(until) => until} />
      </form>
      <form method="dialog" onSubmit={takeDay} className="menu-date" noValidate>
        <SnoozeDate options={options} problem={problem} spoken={spoken} />
        <button className="button">Snooze to date</button>
      </form>
      <button type="button" className="button button-quiet" onClick={() => dialog.current?.close("")}>
        Cancel
      </button>
    </dialog>
  );
}
