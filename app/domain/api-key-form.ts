import * as v from "valibot";
import { API_KEY_SCOPES, type ApiKeyScope } from "./api-key-scope.ts";
import { isCalendarDate, type CalendarDate } from "./calendar.ts";
import { fits, isKeepable, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { LAST_DATE } from "./date-limits.ts";

/** When a new key may end. */
export const KEY_EXPIRIES = ["30", "90", "date", "none"] as const;

export const LONGEST_KEY_NAME = 200;

const ApiKeyForm = v.object({
  name: v.pipe(
    v.string("Enter what the key is for."),
    v.transform(oneLine),
    v.nonEmpty("Enter what the key is for."),
    v.check((name) => fits(name, LONGEST_KEY_NAME), `At most ${LONGEST_KEY_NAME} characters.`),
    v.check(isKeepable, UNKEEPABLE_MESSAGE),
  ),
  scopes: v.pipe(
    v.array(v.picklist(API_KEY_SCOPES, "There is no such scope.")),
    v.minLength(1, "Choose at least one scope."),
  ),
  expiry: v.picklist(KEY_EXPIRIES, "Choose when it ends."),
  date: v.optional(v.string(), ""),
});

/** The fields of the form. */
export type ApiKeyField = keyof v.InferOutput<typeof ApiKeyForm>;

/** When a key ends: after some days, at the end of a date, or never. */
export type KeyEnd = { days: number } | { date: CalendarDate } | null;

/** What the form for a new API key asks for, or what is wrong with each of its fields. */
export type ApiKeyRequest =
  | { outcome: "key"; name: string; scopes: ApiKeyScope[]; end: KeyEnd }
  | { outcome: "badInput"; problems: Partial<Record<ApiKeyField, string>> };

/** Reads the form; a key ends on `today` at the earliest. */
export function readApiKeyForm(form: FormData, today: CalendarDate): ApiKeyRequest {
  const parsed = v.safeParse(ApiKeyForm, { ...Object.fromEntries(form), scopes: form.getAll("scopes") });
  if (!parsed.success) {
    const { nested = {} } = v.flatten<typeof ApiKeyForm>(parsed.issues);
    const { scopes = Object.entries(nested).find(([path]) => path.startsWith("scopes"))?.[1], ...others } = nested;
    const problems = Object.entries({ ...others, scopes }).flatMap(([field, messages]) =>
      messages?.[0] && field in ApiKeyForm.entries ? [[field, messages[0]]] : [],
    );
    return { outcome: "badInput", problems: Object.fromEntries(problems) };
  }
  const { name, scopes, expiry, date } = parsed.output;
  if (expiry !== "date")
    return { outcome: "key", name, scopes, end: expiry === "none" ? null : { days: Number(expiry) } };
  // Dates that are written like this are in order where their texts are.
  if (isCalendarDate(date) && date >= today && date < LAST_DATE) return { outcome: "key", name, scopes, end: { date } };
  return { outcome: "badInput", problems: { date: "Choose a date that isn’t past." } };
}
