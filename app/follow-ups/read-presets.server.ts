import type { Viewer } from "../auth/viewer.server.ts";
import { readPresetsForm, type PresetsRequest } from "../domain/own-days-input.ts";

/** The days to snooze to that a form asks for, its words read on the viewer's today. */
export async function readPresets(form: FormData, { today, locale }: Viewer): Promise<PresetsRequest> {
  // What reads words is large, and few forms have any.
  const { readSpokenDate } = await import("../domain/spoken-date.ts");
  return readPresetsForm(form, (words) => {
    const spoken = readSpokenDate(words, today, locale);
    return spoken.ok ? null : spoken.message;
  });
}
