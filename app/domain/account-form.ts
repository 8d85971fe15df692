import * as v from "valibot";
import { TimeZone } from "./calendar-input.ts";
import { fits, isKeepable, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";

const LONGEST_NAME = 200;

const Profile = v.object({
  // Absent where a program that knows no names posts the time zone.
  name: v.optional(
    v.pipe(
      v.string("Write your name."),
      v.transform(oneLine),
      v.nonEmpty("Write your name."),
      v.check((name) => fits(name, LONGEST_NAME), `A name has at most ${LONGEST_NAME} characters.`),
      v.check(isKeepable, UNKEEPABLE_MESSAGE),
    ),
  ),
  timeZone: TimeZone("There is no such time zone."),
  singleKeys: v.optional(v.picklist(["on", "off"], "Single keys are on or off.")),
});

/** What the form of the user's own details asks for, or the first thing that is wrong with it. */
export type ProfileRequest =
  | { outcome: "profile"; name: string | undefined; timeZone: string; singleKeys: boolean | undefined }
  | { outcome: "badInput"; problem: string };

/** Reads the form of the user's own name, time zone and keys. */
export function readProfileForm(form: FormData): ProfileRequest {
  const parsed = v.safeParse(Profile, Object.fromEntries(form));
  if (!parsed.success) return { outcome: "badInput", problem: parsed.issues[0].message };
  const { name, timeZone, singleKeys } = parsed.output;
  return { outcome: "profile", name, timeZone, singleKeys: singleKeys && singleKeys === "on" };
}

/** A password that a form asks to set, or why it can't be. */
export type NewPasswordRequest = { outcome: "password"; password: string } | { outcome: "badInput"; problem: string };

/** Reads a new password, which the form asks for twice. */
export function readNewPassword(form: FormData): NewPasswordRequest {
  const [password, repeated] = [form.get("password"), form.get("repeated")];
  if (typeof password !== "string" || password === "") return { outcome: "badInput", problem: "Choose a password." };
  // A program may leave it out, a person who mistyped may not know it.
  if (repeated !== null && repeated !== password) {
    return { outcome: "badInput", problem: "The two are different. Write the same password twice." };
  }
  return { outcome: "password", password };
}
