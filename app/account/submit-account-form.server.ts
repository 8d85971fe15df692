import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { setLeave, setOwnDetails, setPresets } from "../database.server.ts";
import { readProfileForm } from "../domain/account-form.ts";
import { dateInList } from "../domain/date-text.ts";
import { readLeaveForm, type TypedLeave, type TypedPreset } from "../domain/own-days-input.ts";
import { sentences } from "../domain/sentences.ts";
import { readPresets } from "../follow-ups/read-presets.server.ts";
import type { Message } from "../message.server.ts";

/** A form of the account page that wasn't saved, with what was typed and what is wrong with it. */
export interface UnsavedAccount {
  presets?: TypedPreset[];
  leave?: TypedLeave & { field: "from" | "to"; problem: string };
}

/** What became of a form on the account page: something to tell, or the form again. */
export type AccountAnswer = { outcome: "told"; message: Message } | { outcome: "again"; unsaved: UnsavedAccount };

/** Saves what a form of the account page asks for: the user's own details, or by its `intent` days to snooze to or a leave. */
export async function submitAccountForm(
  form: FormData,
  viewer: Viewer,
  { database }: AppLoadContext,
): Promise<AccountAnswer> {
  const { userId, today, locale } = viewer;
  const told = (text: string, tone: Message["tone"] = "success") =>
    ({ outcome: "told", message: { tone, text } }) as const;
  switch (form.get("intent")) {
    case "presets": {
      const wanted = await readPresets(form, viewer);
      if (wanted.outcome === "badInput") return { outcome: "again", unsaved: { presets: wanted.typed } };
      await setPresets(database, userId, wanted.presets);
      return told(wanted.presets.length > 0 ? "Your days are saved" : "You have no days of your own now");
    }
    case "leave": {
      const wanted = readLeaveForm(form, today);
      if (wanted.outcome === "badInput") {
        const { typed, field, problem } = wanted;
        return { outcome: "again", unsaved: { leave: { ...typed, field, problem } } };
      }
      const { leave } = wanted;
      await setLeave(database, userId, leave);
      if (!leave) return told("You are not on leave now");
      const days = [leave.from, leave.to].map((date) => dateInList(date, today, locale)).join(" – ");
      return told(`Your leave is saved: ${days}`);
    }
    default: {
      const details = readProfileForm(form);
      if (details.outcome === "badInput") return told(details.problem, "error");
      await setOwnDetails(database, userId, details);
      return told(sentences("Saved", `Your time zone is ${details.timeZone}`));
    }
  }
}
