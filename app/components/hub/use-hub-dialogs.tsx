import type { WantedChange } from "../../actions/change-follow-ups.ts";
import type { CalendarDate } from "../../domain/calendar.ts";
import { readSnoozeForm } from "../../domain/hub-fields.ts";
import type { TryDates } from "../../domain/outcome.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { useLoadedDialog } from "./use-loaded-dialog.tsx";

type Act = (change: WantedChange) => void;

/** The dialogs that ask until when to snooze, or what came of it, each about `whom` in words; and what opens them. */
export function useHubDialogs({
  options,
  today,
  dates,
}: {
  options: SnoozeOption[];
  today: CalendarDate;
  dates: TryDates;
}) {
  const snooze = useLoadedDialog(() => import("./snooze-dialog.tsx"));
  const doneAs = useLoadedDialog(() => import("./done-as-dialog.tsx"));
  const askUntil = (whom: string, act: Act) =>
    snooze.ask({
      whom,
      snooze: (until) => act({ action: "snooze", until }),
      readDay: (form) => readSnoozeForm(form, today),
      options,
      today,
    });
  const askDoneAs = (whom: string, act: Act) =>
    doneAs.ask({ whom, act: (said) => act({ action: "done", said }), dates, today });
  const dialogs = (
    <>
      {snooze.dialog}
      {doneAs.dialog}
    </>
  );
  return { askUntil, askDoneAs, dialogs };
}
