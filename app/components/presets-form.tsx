import { Form } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { LONGEST_PRESET_NAME, MOST_PRESETS } from "../domain/presets.ts";
import type { TypedPreset } from "../domain/own-days-input.ts";
import { SPOKEN_EXAMPLES } from "../domain/spoken-text.ts";
import type { PresetView } from "../follow-ups/preset-dates.server.ts";
import { OrganizationField } from "./organization-field.tsx";

/** What the form shows: the days as they are saved, or as they were typed with what is wrong with them. */
export interface PresetsFormProps {
  /** The page that it stands on, and that it is sent to. */
  page: "/account" | "/settings";
  heading: string;
  /** Whose menus they stand in. */
  about: string;
  saved: PresetView[];
  unsaved: TypedPreset[] | null;
}

/** The days to snooze to of a user, or of an organization. */
export function PresetsForm({ page, heading, about, saved, unsaved }: PresetsFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (unsaved) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [unsaved]);
  const shown: (TypedPreset & { day?: string })[] = unsaved ?? saved;
  return (
    <Form method="post" action={page} className="card stack" id="days" ref={form} noValidate>
      <input type="hidden" name="intent" value="presets" />
      {page === "/settings" && <OrganizationField />}
      <h2>{heading}</h2>
      <p className="muted">
        Up to {MOST_PRESETS} {about}. Say the day as you speak.
      </p>
      <p className="preset-heads" aria-hidden="true">
        <span className="field-label">Name in the menus</span>
        <span className="field-label">Day in words</span>
      </p>
      <ol className="plain-list stack-tight">
        {Array.from({ length: MOST_PRESETS }, (_, place) => {
          const { name = "", words = "", problem, day } = shown[place] ?? {};
          const described = { "aria-describedby": `preset-${place}`, ...(problem && { "aria-invalid": true }) };
          return (
            <li key={`${place} ${name} ${words}`} className="preset">
              <input
                className="input"
                name="presetName"
                defaultValue={name}
                maxLength={2 * LONGEST_PRESET_NAME}
                placeholder="Name"
                aria-label={`Name of day ${place + 1}`}
                autoComplete="off"
                dir="auto"
                {...described}
              />
              <input
                className="input"
                name="presetWords"
                defaultValue={words}
                placeholder={SPOKEN_EXAMPLES}
                aria-label={`Day ${place + 1} in words`}
                autoComplete="off"
                {...described}
              />
              <p id={`preset-${place}`} className={problem ? "problem" : "muted"}>
                {problem ?? day}
              </p>
            </li>
          );
        })}
      </ol>
      <div>
        <button className="button button-primary">Save days</button>
      </div>
    </Form>
  );
}
