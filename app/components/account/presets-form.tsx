import { Form } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { LONGEST_PRESET_NAME, MOST_PRESETS } from "../../domain/presets.ts";
import type { TypedPreset } from "../../domain/own-days-input.ts";
import { SPOKEN_EXAMPLES } from "../../domain/spoken-text.ts";
import type { PresetView } from "../../follow-ups/preset-dates.server.ts";

/** A user's own days to snooze to: as they are saved, or as they were typed with what is wrong with them. */
export function PresetsForm({ saved, unsaved }: { saved: PresetView[]; unsaved: TypedPreset[] | null }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (unsaved) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [unsaved]);
  const shown: (TypedPreset & { day?: string })[] = unsaved ?? saved;
  return (
    <Form method="post" action="/account" className="card stack" id="days" ref={form} noValidate>
      <input type="hidden" name="intent" value="presets" />
      <h2>Your days to snooze to</h2>
      <p className="muted">
        Up to {MOST_PRESETS} of your own stand beside tomorrow and next week in every menu. Say the day as you speak.
      </p>
      <ol className="plain-list stack-tight">
        {Array.from({ length: MOST_PRESETS }, (_, place) => {
          const { name = "", words = "", problem, day } = shown[place] ?? {};
          const about = { "aria-describedby": `preset-${place}`, ...(problem && { "aria-invalid": true }) };
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
                {...about}
              />
              <input
                className="input"
                name="presetWords"
                defaultValue={words}
                placeholder={SPOKEN_EXAMPLES}
                aria-label={`Day ${place + 1} in words`}
                autoComplete="off"
                {...about}
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
