import { Form } from "@remix-run/react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { actions } from "../../actions/actions.ts";
import type { UnsavedNote } from "../../contacts/submit-profile-form.server.ts";
import { NOTE_KINDS, type Contact } from "../../domain/contact.ts";
import { NOTE_LABELS } from "../../domain/contact-text.ts";
import { LONGEST_NOTE } from "../../domain/note-form.ts";
import { OUTCOMES } from "../../domain/outcome.ts";
import { OUTCOME_LABELS } from "../../domain/outcome-text.ts";
import { FormKey } from "../form-key.tsx";
import { OrganizationField } from "../organization-field.tsx";
import { QualityOfNotInterested } from "../outcome-fields.tsx";
import { SubmitButton } from "../submit-button.tsx";

/** Adds a call, an email, a meeting or a note to the timeline. */
export function NoteForm({
  action,
  redirectTo,
  whose,
  followUp,
  formKey,
  unsaved,
  added,
}: {
  action: string;
  /** The key of the note that is written next. */
  formKey: string;
  /** Where to go on afterwards; without it, on the contact's page. */
  redirectTo?: string;
  /** In whose list the contact is worked on, where that isn't the viewer's own. */
  whose?: string | null;
  /** The contact's follow-up, where it is the viewer's to say what came of it. */
  followUp: Pick<Contact, "name" | "nextFollowUpDate"> | null;
  unsaved: UnsavedNote | null;
  /** Another value after each note that was added; null otherwise. */
  added: unknown;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [kept, setKept] = useState({ formKey, added });
  if (added && added !== kept.added) setKept({ formKey, added });
  const ownKey = unsaved?.newKey ?? kept.formKey;
  // Only what was added leaves the field: what is being typed outlives whatever else the page is used for.
  useEffect(() => {
    if (!added || !form.current) return;
    form.current.reset();
    for (const field of form.current.querySelectorAll("textarea")) field.value = "";
  }, [added]);
  const sendIfOnline = (event: FormEvent<HTMLFormElement>) => {
    const { currentTarget, nativeEvent } = event;
    if (navigator.onLine) return;
    event.preventDefault();
    const retry = () => currentTarget.requestSubmit((nativeEvent as SubmitEvent).submitter);
    actions.fail({ text: "The note isn’t added yet.", reason: "You are offline.", retry });
  };
  const chosen = NOTE_KINDS.find((kind) => kind === unsaved?.kind) ?? "note";
  return (
    <section className="card" id="log" aria-labelledby="log-heading">
      <Form method="post" action={action} className="stack" ref={form} onSubmit={sendIfOnline} preventScrollReset>
        <OrganizationField />
        <FormKey key={ownKey} formKey={ownKey} />
        {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
        {whose && <input type="hidden" name="for" value={whose} />}
        {followUp && <input type="hidden" name="seenDate" value={followUp.nextFollowUpDate ?? ""} />}
        <h2 id="log-heading">Log what happened</h2>
        <fieldset className="note-kinds">
          <legend className="visually-hidden">Kind</legend>
          {NOTE_KINDS.map((kind) => (
            <label key={kind} className="choice">
              <input type="radio" name="kind" value={kind} defaultChecked={kind === chosen} />
              {NOTE_LABELS[kind]}
            </label>
          ))}
        </fieldset>
        <div className="field">
          <label htmlFor="note-text">What was said</label>
          <textarea
            className="input"
            id="note-text"
            name="text"
            rows={3}
            dir="auto"
            maxLength={2 * LONGEST_NOTE}
            defaultValue={unsaved?.text}
            // With what came of it there need be nothing more to say.
            required={!followUp}
            {...(unsaved && { "aria-invalid": true, "aria-describedby": "note-error" })}
          />
          {unsaved && (
            <p className="field-error" id="note-error">
              {unsaved.message}
            </p>
          )}
        </div>
        <div className="log-more">
          <label className="choice">
            <input type="checkbox" name="countsAsFollowUp" defaultChecked={unsaved?.counts ?? true} />
            Counts as follow-up
          </label>
          <label className="choice">
            <input type="checkbox" name="direction" value="in" defaultChecked={unsaved?.isReply} />
            They got in touch
          </label>
        </div>
        <div className="outcome-choice">
          {followUp && (
            <label className="field" id="done-as">
              <span className="field-label">What came of it</span>
              <select className="input" name="outcome" defaultValue={unsaved?.outcome}>
                <option value="">Not said</option>
                {OUTCOMES.map((outcome) => (
                  <option key={outcome} value={outcome}>
                    {OUTCOME_LABELS[outcome]}
                  </option>
                ))}
              </select>
            </label>
          )}
          {followUp && <QualityOfNotInterested chosen={unsaved?.leadQuality} />}
          <label className="field">
            <span className="field-label">When, if not now</span>
            <input className="input" type="datetime-local" name="time" defaultValue={unsaved?.time} />
          </label>
        </div>
        <SubmitButton name="intent" value="note">
          Add to timeline
        </SubmitButton>
      </Form>
    </section>
  );
}
