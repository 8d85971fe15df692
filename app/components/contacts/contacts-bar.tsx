import { Form, Link } from "@remix-run/react";
import { Icon } from "../icon.tsx";
import type { MouseEvent } from "react";
import { FIRST_DATE, LAST_DATE } from "../../domain/date-limits.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { BULK_FORM } from "./contact-row.tsx";
import { OrganizationField } from "../organization-field.tsx";
import { useShortcut } from "../shortcuts.tsx";
import { useLocale } from "../locale.ts";

/** The actions for all ticked contacts; style sheets alone show it and count for it. */
export function ContactsBar({
  here,
  options,
  members,
  shown,
  matching,
  count,
  clear,
}: {
  /** The page without a selection. */
  here: string;
  options: SnoozeOption[];
  /** Whom contacts can be assigned to; null where that isn't the viewer's to say. */
  members: { id: string; name: string }[] | null;
  /** How many rows there are, and how many contacts are meant with those of other pages; null where only ticked ones are. */
  shown: number;
  matching: number | null;
  count: number;
  clear: (event: MouseEvent) => void;
}) {
  const locale = useLocale();
  const escape = useShortcut("Escape");
  return (
    <Form method="post" action={here} id={BULK_FORM} preventScrollReset>
      <OrganizationField />
      {/* Enter in a checkbox presses the first button there is: this one does nothing, not being in a dialog. */}
      <button formMethod="dialog" hidden />
      <div className="bulk-bar" role="group" aria-label="Selected contacts">
        {matching !== null && (
          <>
            <input type="hidden" name="matching" value={shown} />
            <span className="bulk-all">All {matching.toLocaleString(locale)} selected</span>
          </>
        )}
        <span className="bulk-count">selected</span>
        <details className="menu menu-start" name="row-menu">
          <summary className="button button-primary">
            Follow up <Icon name="up" />
          </summary>
          <div className="menu-items">
            <p className="menu-heading">Follow up with them</p>
            {options.map(({ label, date, day }) => (
              <button key={date} name="choice" value={date}>
                <span>{label}</span>
                <span className="muted">{day}</span>
              </button>
            ))}
            <div className="menu-date">
              <input
                className="input"
                type="date"
                name="date"
                min={FIRST_DATE}
                max={LAST_DATE}
                aria-label="Follow-up date for the selected contacts"
              />
              <button name="choice" value="date">
                Set date
              </button>
            </div>
          </div>
        </details>
        <button className="button" name="choice" value="clear">
          Clear date
        </button>
        {members && (
          <details className="menu" name="row-menu">
            <summary className="button">
              Assign <Icon name="up" />
            </summary>
            <div className="menu-items">
              <div className="menu-field">
                <select className="input" name="userId" aria-label="Member" defaultValue="">
                  <option value="">Choose a member</option>
                  {members.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </div>
              <button name="choice" value="assign">
                Assign
              </button>
              <button name="choice" value="unassign">
                Unassign
              </button>
            </div>
          </details>
        )}
        <Link
          to={here}
          className="button button-quiet button-icon"
          aria-label="Clear selection"
          replace
          preventScrollReset
          onClick={clear}
          {...escape.attributes}
        >
          <Icon name="close" />
        </Link>
        <span role="status" className="visually-hidden">
          {count > 0 && `${(matching ?? count).toLocaleString(locale)} selected`}
        </span>
      </div>
    </Form>
  );
}
