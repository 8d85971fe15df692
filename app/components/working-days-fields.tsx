import type { ReactNode } from "react";
import type { SettingsField } from "../domain/settings-input.ts";
import { ownDaysText, WEEKDAYS, type WorkingCalendarSettings } from "../domain/working-calendar.ts";
import type { WorkingDaysView } from "../settings/working-days-view.server.ts";
import { Choice } from "./choice.tsx";

/** How a form shows its fields: as they are saved or were typed, and what is wrong with them. */
export interface FormFields {
  value: (name: SettingsField, saved: string) => string;
  ticked: (name: SettingsField, saved: boolean) => boolean;
  field: (name: SettingsField) => object;
  problem: (name: SettingsField) => ReactNode;
}

/** On which days an organization works, and whether dates go by that. */
export function WorkingDaysFields({
  saved,
  view: { countries, coming, unknown },
  fields: { value, ticked, field, problem },
}: {
  saved: WorkingCalendarSettings;
  view: WorkingDaysView;
  fields: FormFields;
}) {
  return (
    <section className="card stack" id="working-days">
      <h2>Working days</h2>
      <input type="hidden" name="workingCalendar" value="on" />
      <Choice>
        <input type="checkbox" name="usesCalendar" defaultChecked={ticked("usesCalendar", saved.isOn)} />
        Move the dates that are offered or set automatically to working days
      </Choice>
      <fieldset className="settings-choices">
        <legend className="field-label">Days of the week</legend>
        <div className="weekdays">
          {WEEKDAYS.map((day, place) => {
            const name = `weekday${place + 1}` as SettingsField;
            return (
              <Choice key={day}>
                <input type="checkbox" name={name} defaultChecked={ticked(name, saved.weekdays.includes(place + 1))} />
                {day}
              </Choice>
            );
          })}
        </div>
        {problem("weekday1")}
      </fieldset>
      <div className="field">
        <label htmlFor="country">Public holidays of</label>
        <select {...field("country")} defaultValue={value("country", saved.country ?? "")}>
          <option value="">No country</option>
          {countries.map(({ country, name }) => (
            <option key={country} value={country}>
              {name}
            </option>
          ))}
        </select>
        {problem("country")}
      </div>
      <div className="field">
        <label htmlFor="ownDays">Your own days off</label>
        <textarea
          {...field("ownDays")}
          rows={4}
          defaultValue={value("ownDays", ownDaysText(saved.ownDays))}
          placeholder="2026-12-24 Christmas Eve"
          dir="auto"
        />
        <p className="muted">One a line: the date, and what it is.</p>
        {problem("ownDays")}
      </div>
      {saved.isOn && (coming.length > 0 || unknown) && (
        <div>
          {coming.length > 0 && <p className="field-label">Next days off, as saved</p>}
          <ul className="plain-list muted">
            {coming.map((day) => (
              <li key={day}>{day}</li>
            ))}
          </ul>
          {unknown && <p className="notice">{unknown}.</p>}
        </div>
      )}
      <Choice>
        <input type="checkbox" name="snoozesWorkingDays" defaultChecked={ticked("snoozesWorkingDays", saved.snoozes)} />
        Plain Snooze counts three working days, not three days
      </Choice>
      <p className="muted">
        Members say at their account when they are on leave. A day that somebody chooses or types stays as it is.
      </p>
    </section>
  );
}
