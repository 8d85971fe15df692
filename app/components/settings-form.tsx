import { Form } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { CADENCE_GROUPS, LONGEST_CADENCE_DAYS, type CadenceGroup, type CadenceSettings } from "../domain/cadence.ts";
import { MOST_HOT_OVERDUE_DAYS } from "../domain/hot-overdue.ts";
import { leadQualityLabel } from "../domain/lead-quality-text.ts";
import type { OutcomeRules } from "../domain/outcome.ts";
import { MOST_OF_RULES } from "../domain/outcome.ts";
import type { SettingsField } from "../domain/settings-input.ts";
import type { WorkingCalendarSettings } from "../domain/working-calendar.ts";
import type { WorkingDaysView } from "../settings/working-days-view.server.ts";
import { Choice } from "./choice.tsx";
import { OrganizationField } from "./organization-field.tsx";
import { WorkingDaysFields } from "./working-days-fields.tsx";

/** What the form shows: the settings as they are saved, or what was typed and what is wrong with it. */
export interface SettingsFormProps {
  settings: {
    name: string;
    timeZone: string;
    cadence: CadenceSettings;
    outcomeRules: OutcomeRules;
    hotOverdueDays: number;
    workingCalendar: WorkingCalendarSettings;
  };
  timeZones: string[];
  workingDays: WorkingDaysView;
  typed: Record<string, string> | null;
  problems: Partial<Record<SettingsField, string>>;
}

const RULES = [
  { rule: "noAnswerDays", label: "No answer: again in", unit: "working days" },
  { rule: "leftMessageDays", label: "Left message: again in", unit: "days" },
  { rule: "mostTries", label: "At most", unit: "tries in a row" },
] as const;

/** An organization's name, time zone, cadence, and when contacts are tried again. */
export function SettingsForm({ settings, timeZones, workingDays, typed, problems }: SettingsFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problems]);
  const { cadence } = settings;
  const value = (name: SettingsField, saved: string) => (typed ? (typed[name] ?? "") : saved);
  const ticked = (name: SettingsField, saved: boolean) => (typed ? name in typed : saved);
  const field = (name: SettingsField) => ({
    id: name,
    name,
    className: "input",
    ...(problems[name] && { "aria-invalid": true, "aria-describedby": `${name}-problem` }),
  });
  const problem = (name: SettingsField) =>
    problems[name] && (
      <p className="problem" id={`${name}-problem`}>
        {problems[name]}
      </p>
    );
  return (
    <Form method="post" className="stack settings" noValidate ref={form}>
      <OrganizationField />
      <section className="card stack">
        <h2>Organization</h2>
        <div className="field">
          <label htmlFor="name">Name</label>
          <input
            {...field("name")}
            defaultValue={value("name", settings.name)}
            autoComplete="organization"
            dir="auto"
          />
          {problem("name")}
        </div>
        <div className="field">
          <label htmlFor="timeZone">Time zone</label>
          <select {...field("timeZone")} defaultValue={value("timeZone", settings.timeZone)}>
            {timeZones.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <p className="muted">Decides what “today” is for members who haven’t chosen their own.</p>
          {problem("timeZone")}
        </div>
      </section>
      <section className="card stack">
        <h2>Cadence</h2>
        <fieldset className="stack">
          <legend className="muted">
            Days from one follow-up to the next, by lead quality. Leave it empty for none; a contact can have its own.
          </legend>
          <div className="cadence-days">
            {CADENCE_GROUPS.map((group) => (
              <div className="field" key={group}>
                <label htmlFor={group}>{groupLabel(group)}</label>
                <span className="cadence-every">
                  <input
                    {...field(group)}
                    type="number"
                    inputMode="numeric"
                    min={1}
                    max={LONGEST_CADENCE_DAYS}
                    defaultValue={value(group, String(cadence.byLeadQuality[group] ?? ""))}
                  />
                  <span>days</span>
                </span>
                {problem(group)}
              </div>
            ))}
          </div>
        </fieldset>
        <fieldset className="settings-choices">
          <legend className="field-label">Counted from</legend>
          <Choice>
            <input type="radio" name="from" value="today" defaultChecked={value("from", cadence.from) !== "previous"} />
            The day it was done
          </Choice>
          <Choice>
            <input
              type="radio"
              name="from"
              value="previous"
              defaultChecked={value("from", cadence.from) === "previous"}
            />
            The day it was due
          </Choice>
        </fieldset>
        <fieldset className="settings-choices">
          <legend className="field-label">The next date</legend>
          <Choice>
            <input type="checkbox" name="skipWeekends" defaultChecked={ticked("skipWeekends", cadence.skipWeekends)} />
            Move Saturdays and Sundays to Monday
          </Choice>
          <Choice>
            <input type="checkbox" name="automatic" defaultChecked={ticked("automatic", cadence.automatic)} />
            Set it when a follow-up is marked done, without asking
          </Choice>
        </fieldset>
      </section>
      <section className="card stack">
        <h2>Trying again</h2>
        <p className="muted">
          When a follow-up is marked done as “No answer” or “Left message”, the next try is set automatically. After the
          last try in a row without an answer no date is set, and you are asked whether to nurture the contact.
        </p>
        <div className="rule-fields">
          {RULES.map(({ rule, label, unit }) => (
            <div className="field" key={rule}>
              <label htmlFor={rule}>{label}</label>
              <span className="cadence-every">
                <input
                  {...field(rule)}
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={MOST_OF_RULES[rule]}
                  defaultValue={value(rule, String(settings.outcomeRules[rule]))}
                />
                <span>{unit}</span>
              </span>
              {problem(rule)}
            </div>
          ))}
        </div>
      </section>
      <WorkingDaysFields
        saved={settings.workingCalendar}
        view={workingDays}
        fields={{ value, ticked, field, problem }}
      />
      <section className="card stack">
        <h2>Team</h2>
        <div className="field">
          <label htmlFor="hotOverdueDays">Hot contacts that are overdue stand on the team’s page after</label>
          <span className="cadence-every">
            <input
              {...field("hotOverdueDays")}
              type="number"
              inputMode="numeric"
              min={1}
              max={MOST_HOT_OVERDUE_DAYS}
              defaultValue={value("hotOverdueDays", String(settings.hotOverdueDays))}
            />
            <span>working days</span>
          </span>
          {problem("hotOverdueDays")}
        </div>
      </section>
      <div>
        <button className="button button-primary">Save</button>
      </div>
    </Form>
  );
}

function groupLabel(group: CadenceGroup): string {
  return group === "none" ? "No lead quality" : leadQualityLabel(group);
}
