import { Form, Link, useNavigation } from "@remix-run/react";
import type { FormEvent, MouseEvent } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import { longDate } from "../../domain/date-text.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import type { DayProblem } from "../../domain/hub-fields.ts";
import { reasonText } from "../../domain/reason-text.ts";
import { workHref, type WorkView } from "../../domain/work-view.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { DayChoices, DoneAsLink, FollowUpHeading, MovedChoices, snoozeField } from "../contacts/follow-up-card.tsx";
import { SnoozeDate } from "../hub/snooze-choices.tsx";
import { useSpokenDay } from "../hub/use-spoken-day.ts";
import { OrganizationField } from "../organization-field.tsx";
import { useShortcut } from "../shortcuts.tsx";
import { useLongPress } from "../use-long-press.ts";
import { goToPart } from "../use-named-part.ts";
import { useLocale } from "../locale.ts";

/** What to do with the contact at hand; each choice leads to the next one. */
export function WorkActions({
  followUp,
  place,
  previous,
  options,
  today,
  dayProblem,
}: {
  followUp: FollowUp;
  place: WorkView;
  /** The contact that was skipped last, to come back to. */
  previous: FollowUp | null;
  options: SnoozeOption[];
  today: CalendarDate;
  /** Why a snooze to the day that was asked for can't be. */
  dayProblem: DayProblem | null;
}) {
  const locale = useLocale();
  const { contactName, id, nextFollowUpDate, overdueDays } = followUp;
  const done = useShortcut("d");
  const doneAs = useShortcut("Shift+d", "Shift d");
  const snooze = useShortcut("s");
  const skip = useShortcut("j");
  const back = useShortcut("k");
  const spoken = useSpokenDay(today);
  useLongPress(".work-actions [value=done]", () => goToPart("done-as"));
  const isBusy = useNavigation().state !== "idle";
  const goOn = (event: FormEvent | MouseEvent) => {
    // A second press would be about the contact that the first one has just cleared.
    if (isBusy || !mayLeaveNote()) event.preventDefault();
  };
  const form = { method: "post", action: workHref(place), onSubmit: goOn } as const;
  const which = (
    <>
      <OrganizationField />
      <input type="hidden" name="personIds" value={id} />
    </>
  );
  return (
    <section
      className="card stack-tight follow-up work-actions"
      id="follow-up"
      aria-labelledby="follow-up-heading"
      aria-busy={isBusy}
    >
      <FollowUpHeading
        text={reasonText(followUp)}
        day={`Due ${longDate(nextFollowUpDate, locale)}`}
        isOverdue={overdueDays > 0}
      />
      <Form {...form} className="stack-tight">
        {which}
        <button className="button button-primary" name="action" value="done" {...done.attributes}>
          <span>
            Mark <span className="visually-hidden">{contactName}</span> done
          </span>
          {done.hint}
        </button>
        <DoneAsLink name={contactName} {...doneAs} />
        {followUp.moves !== undefined && <MovedChoices name={contactName} />}
        <DayChoices
          label="Snooze to"
          whom={`Snooze ${contactName}`}
          options={options}
          fieldOf={snoozeField}
          usual={snooze}
        />
      </Form>
      {/* A form of its own: Enter in the field would press the first button. */}
      <Form {...form} className="work-date">
        {which}
        {/* What was chosen for one contact is not kept for the next one. */}
        <SnoozeDate key={id} options={options} name={contactName} problem={dayProblem} spoken={spoken} />
        <button className="button" name="choice" value="action=snooze&date">
          <span>
            Snooze <span className="visually-hidden">{contactName}</span> to date
          </span>
        </button>
      </Form>
      <div className="work-moves">
        {previous && (
          <Link
            className="button"
            to={workHref({ ...place, skipped: place.skipped.filter((each) => each !== previous.id) })}
            onClick={goOn}
            {...back.attributes}
          >
            <span>
              Back <span className="visually-hidden">to {previous.contactName}</span>
            </span>
            {back.hint}
          </Link>
        )}
        <Link
          className="button"
          to={workHref({ ...place, skipped: [...place.skipped, id] })}
          onClick={goOn}
          {...skip.attributes}
        >
          Skip {skip.hint}
        </Link>
      </div>
    </section>
  );
}

/** Asks where a note was typed, or chosen what came of it, and not added: it would be gone with its contact. */
function mayLeaveNote(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement>("#log textarea, #log [name=outcome]");
  if ([...fields].every(({ value }) => !value.trim())) return true;
  return window.confirm("Your note isn’t saved yet. Leave without it?");
}
