import * as v from "valibot";
import { TimeZone } from "./calendar-input.ts";
import { fits, isKeepable, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { LOCALES, type Locale } from "./locale.ts";

const LONGEST_NAME = 200;

const Profile = v.object({
  // Absent where a program that knows no names posts the time zone.
  name: v.optional(
    v.pipe(
      v.string("Enter your name."),
      v.transform(oneLine),
      v.nonEmpty("Enter your name."),
      v.check((name) => fits(name, LONGEST_NAME), `A name has at most ${LONGEST_NAME} characters.`),
      v.check(isKeepable, UNKEEPABLE_MESSAGE),
    ),
  ),
  timeZone: TimeZone("There is no such time zone."),
  // Empty is as the browser says.
  locale: v.optional(v.picklist(["", ...LOCALES], "Choose how dates and numbers are written.")),
  singleKeys: v.optional(v.picklist(["on", "off"], "Single keys are on or off.")),
});

/** What a user says of themselves: undefined is left as it is, and a locale that is null is the browser's. */
interface Details {
  name: string | undefined;
  timeZone: string;
  locale: Locale | null | undefined;
  singleKeys: boolean | undefined;
}

/** What the form of the user's own details asks for, or the first thing that is wrong with it. */
export type ProfileRequest = ({ outcome: "profile" } & Details) | { outcome: "badInput"; problem: string };

/** Reads the form of the user's own name, time zone, locale and keys. */
export function readProfileForm(form: FormData): ProfileRequest {
  const parsed = v.safeParse(Profile, Object.fromEntries(form));
  if (!parsed.success) return { outcome: "badInput", problem: parsed.issues[0].message };
  const { name, timeZone, locale, singleKeys } = parsed.output;
  const chosen = locale === "" ? null : locale;
  return { outcome: "profile", name, timeZone, locale: chosen, singleKeys: singleKeys && singleKeys === "on" };
}

/** A password that a form asks to set, or why it can't be. */
export type NewPasswordRequest = { outcome: "password"; password: string } | { outcome: "badInput"; problem: string };

/** Reads a new password, which the form asks for twice. */
export function readNewPassword(form: FormData): NewPasswordRequest {
  const [password, repeated] = [form.get("password"), form.get("repeated")];
  if (typeof password !== "string" || password === "") return { outcome: "badInput", problem: "Choose a password." };
  // A program may leave it out, a person who mistyped may not know it.
  if (repeated !== null && repeated !== password) {
    return { outcome: "badInput", problem: "The passwords don’t match. Type the same one twice." };
  }
  return { outcome: "password", password };
}
