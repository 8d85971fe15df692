import * as v from "valibot";
import {
  CADENCE_GROUPS,
  CADENCE_STARTS,
  LONGEST_CADENCE_DAYS,
  NO_CADENCE_DAYS,
  type CadenceGroup,
  type CadenceSettings,
} from "./cadence.ts";
import { TimeZone } from "./calendar-input.ts";
import { fits, isKeepable, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { MOST_HOT_OVERDUE_DAYS } from "./hot-overdue.ts";
import { MOST_OF_RULES, type OutcomeRules } from "./outcome.ts";
import type { WorkingCalendarSettings } from "./working-calendar.ts";
import { Country, OwnDays, WEEKDAY_FIELDS, weekdaysOf } from "./working-calendar-input.ts";

const LONGEST_NAME = 200;
const DAYS_MESSAGE = `A whole number of days from 1 to ${LONGEST_CADENCE_DAYS}`;

const wholeFrom1To = (most: number, message: string) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^\d{1,4}$/, message),
    v.transform(Number),
    v.minValue(1, message),
    v.maxValue(most, message),
  );

const Days = wholeFrom1To(LONGEST_CADENCE_DAYS, DAYS_MESSAGE);
const DaysOrNone = v.union(
  [
    v.pipe(
      v.string(),
      v.trim(),
      v.literal(""),
      v.transform(() => null),
    ),
    Days,
  ],
  DAYS_MESSAGE,
);
const HOT_DAYS_MESSAGE = `A whole number of days from 1 to ${MOST_HOT_OVERDUE_DAYS}`;
// A page from before there were rules sends none: they stay then.
const Rule = (name: keyof OutcomeRules, what: string) =>
  v.optional(wholeFrom1To(MOST_OF_RULES[name], `A whole number ${what}from 1 to ${MOST_OF_RULES[name]}`));

// A checkbox that isn't ticked sends nothing.
const Ticked = v.optional(v.string());

const Fields = v.object({
  name: v.pipe(
    v.string("Enter a name for the organization."),
    v.transform(oneLine),
    v.nonEmpty("Enter a name for the organization."),
    v.check((name) => fits(name, LONGEST_NAME), `At most ${LONGEST_NAME} characters`),
    v.check(isKeepable, UNKEEPABLE_MESSAGE),
  ),
  timeZone: TimeZone("There is no such time zone"),
  from: v.picklist(CADENCE_STARTS, "Choose what it is counted from"),
  skipWeekends: Ticked,
  automatic: Ticked,
  noAnswerDays: Rule("noAnswerDays", "of days "),
  leftMessageDays: Rule("leftMessageDays", "of days "),
  mostTries: Rule("mostTries", ""),
  hotOverdueDays: v.optional(wholeFrom1To(MOST_HOT_OVERDUE_DAYS, HOT_DAYS_MESSAGE)),
  // Absent from a page from before there was a working calendar: it stays as it is then.
  workingCalendar: Ticked,
  usesCalendar: Ticked,
  snoozesWorkingDays: Ticked,
  country: v.optional(Country),
  ownDays: v.optional(OwnDays),
  ...WEEKDAY_FIELDS,
  ...(Object.fromEntries(CADENCE_GROUPS.map((group) => [group, DaysOrNone])) as Record<
    (typeof CADENCE_GROUPS)[number],
    typeof DaysOrNone
  >),
});

const SettingsForm = v.pipe(
  Fields,
  v.forward(
    v.check(
      ({ workingCalendar, ...fields }) => workingCalendar === undefined || weekdaysOf(fields).length > 0,
      "Choose at least one day of the week",
    ),
    ["weekday1"],
  ),
);

/** The fields of the settings form. */
export type SettingsField = keyof v.InferInput<typeof Fields>;

/** What the settings form asks for, or what is wrong with each of its fields. */
export type SettingsRequest =
  | { outcome: "settings"; settings: ReturnType<typeof settingsOf> }
  | { outcome: "badInput"; problems: Partial<Record<SettingsField, string>> };

/** Reads the settings form; an empty number of days is no cadence. */
export function readSettingsForm(form: FormData): SettingsRequest {
  const parsed = v.safeParse(SettingsForm, Object.fromEntries(form));
  if (parsed.success) return { outcome: "settings", settings: settingsOf(parsed.output) };
  const { nested = {} } = v.flatten<typeof SettingsForm>(parsed.issues);
  const problems = Object.fromEntries(Object.entries(nested).map(([field, messages]) => [field, messages?.[0] ?? ""]));
  return { outcome: "badInput", problems };
}

function settingsOf({
  name,
  timeZone,
  from,
  skipWeekends,
  automatic,
  noAnswerDays,
  leftMessageDays,
  mostTries,
  hotOverdueDays,
  workingCalendar,
  usesCalendar,
  snoozesWorkingDays,
  country = null,
  ownDays = [],
  ...fields
}: v.InferOutput<typeof Fields>) {
  const cadence: CadenceSettings = {
    byLeadQuality: Object.fromEntries(CADENCE_GROUPS.map((group) => [group, fields[group]])) as Record<
      CadenceGroup,
      number | null
    >,
    from,
    skipWeekends: skipWeekends !== undefined,
    automatic: automatic !== undefined,
  };
  const rules = Object.entries({ noAnswerDays, leftMessageDays, mostTries }).filter(([, rule]) => rule !== undefined);
  const calendar: WorkingCalendarSettings = {
    isOn: usesCalendar !== undefined,
    weekdays: weekdaysOf(fields),
    country,
    ownDays,
    snoozes: snoozesWorkingDays !== undefined,
  };
  return {
    name,
    timeZone,
    cadence,
    hotOverdueDays,
    outcomeRules: Object.fromEntries(rules) as Partial<OutcomeRules>,
    ...(workingCalendar !== undefined && { workingCalendar: calendar }),
  };
}

/** What the form for a contact's own cadence asks for: null goes by its lead quality, 0 is none. */
export type CadenceFormRequest =
  { outcome: "cadence"; cadenceDays: number | null } | { outcome: "badInput"; message: string };

/** Reads the form: `days`, and `intent`, which is `set`, `inherit` or `none`. */
export function readCadenceForm(form: FormData): CadenceFormRequest {
  const intent = form.get("intent");
  if (intent === "inherit") return { outcome: "cadence", cadenceDays: null };
  if (intent === "none") return { outcome: "cadence", cadenceDays: NO_CADENCE_DAYS };
  if (intent !== "set") return { outcome: "badInput", message: "The form must say set, inherit or none." };
  const days = v.safeParse(Days, form.get("days"));
  return days.success
    ? { outcome: "cadence", cadenceDays: days.output }
    : { outcome: "badInput", message: `Every how many days? ${DAYS_MESSAGE}.` };
}
