import { Form } from "@remix-run/react";
import type { MouseEvent, ReactNode } from "react";
import type { FollowUpText } from "../../contacts/profile-view.ts";
import type { Contact } from "../../domain/contact.ts";
import { NURTURE_DAYS } from "../../domain/outcome.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { OrganizationField } from "../organization-field.tsx";
import type { useShortcut } from "../shortcuts.tsx";
import { SubmitButton } from "../submit-button.tsx";
import { goToPart } from "../use-named-part.ts";
import { DateForm } from "./date-form.tsx";

/** When a contact is to be followed up: done, snoozed to one of the days that are offered, or set for any other date. */
export function FollowUpCard({
  contact,
  text,
  options,
  isMine,
  whose,
  action,
  children,
}: {
  contact: Contact;
  text: FollowUpText;
  options: SnoozeOption[];
  /** True where the contact is assigned to the viewer, whose follow-up it is then, or to one for whom they stand in. */
  isMine: boolean;
  /** The id of the member for whom the viewer stands in; null where they don't. */
  whose: string | null;
  action: string;
  children?: ReactNode;
}) {
  const { name, nextFollowUpDate, status } = contact;
  const isDone = isMine && nextFollowUpDate !== null;
  const isSnooze = isDone && text.isDue;
  return (
    <section className="card stack follow-up" id="follow-up" aria-labelledby="follow-up-heading">
      <FollowUpHeading {...text} />
      {status === "ARCHIVED" && (
        <p className="notice">
          This contact is archived: it is never due. Set its status to Active to follow up again.
        </p>
      )}
      <Form method="post" action={action} className="stack-tight" preventScrollReset>
        <OrganizationField />
        <input type="hidden" name="seenDate" value={nextFollowUpDate ?? ""} />
        {whose && <input type="hidden" name="for" value={whose} />}
        {isDone && (
          <SubmitButton name="action" value="done">
            <span>
              Mark <span className="visually-hidden">{name}</span> done
            </span>
          </SubmitButton>
        )}
        {isDone && <DoneAsLink name={name} />}
        {isDone && text.moves > 0 && <MovedChoices name={name} />}
        <DayChoices
          label={isSnooze ? "Snooze to" : "Follow up"}
          whom={isSnooze ? `Snooze ${name}` : `Follow up with ${name}`}
          options={options}
          fieldOf={(until) => (isSnooze ? snoozeField(until) : { name: "set", value: until })}
        />
      </Form>
      <DateForm contact={contact} action={action} />
      {children}
    </section>
  );
}

/** When the follow-up is, as the heading of what can be done with it. */
export function FollowUpHeading({ text, day, isOverdue }: Omit<FollowUpText, "isDue" | "moves">) {
  return (
    <div>
      <h2 id="follow-up-heading" {...(isOverdue && { className: "overdue" })}>
        {text}
      </h2>
      {day && <p className="muted">{day}</p>}
    </div>
  );
}

/** What one that was moved many times can come to: to be nurtured, or to have no date. */
export function MovedChoices({ name }: { name: string }) {
  return (
    <div className="form-actions">
      <SubmitButton className="button" name="action" value="nurture">
        <span>
          Nurture <span className="visually-hidden">{name}</span> in {NURTURE_DAYS} days
        </span>
      </SubmitButton>
      <SubmitButton className="button" name="action" value="clear">
        <span>
          No date <span className="visually-hidden">for {name}</span>
        </span>
      </SubmitButton>
    </div>
  );
}

/** Leads to where it is logged what came of the follow-up. */
export function DoneAsLink({ name, attributes, hint }: { name: string } & Partial<ReturnType<typeof useShortcut>>) {
  const go = (event: MouseEvent) => {
    // The browser's own way there would take the focus from the field again.
    event.preventDefault();
    goToPart("done-as");
  };
  return (
    <a className="button" href="#done-as" onClick={go} {...attributes}>
      <span>
        Mark <span className="visually-hidden">{name}</span> done as…
      </span>
      {hint}
    </a>
  );
}

/** What a button posts that snoozes to a date. */
export function snoozeField(until: string) {
  return { name: "choice", value: new URLSearchParams({ action: "snooze", until }).toString() };
}

/** A button for each of the days that are offered. */
export function DayChoices({
  label,
  whom,
  options,
  fieldOf,
  usual,
}: {
  label: string;
  /** What is done with whom, as each button says it where it isn't seen. */
  whom: string;
  options: SnoozeOption[];
  fieldOf: (until: string) => { name: string; value: string };
  /** The key of the usual one. */
  usual?: { attributes: object; hint: ReactNode };
}) {
  return (
    <fieldset className="day-choices">
      <legend className="field-label">{label}</legend>
      {options.map(({ label, date, day, isUsual }) => (
        <SubmitButton
          key={date}
          className="button"
          {...fieldOf(date)}
          formNoValidate
          {...(isUsual && usual?.attributes)}
        >
          <span>
            <span className="visually-hidden">{whom}: </span>
            {label} {isUsual && usual?.hint}
          </span>{" "}
          <span className="muted">{day}</span>
        </SubmitButton>
      ))}
    </fieldset>
  );
}
