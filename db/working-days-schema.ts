import { date, objectOf, optionalText, text } from "./schema-shapes.ts";

/** On which days an organization works. */
export const workingCalendar = objectOf({
  isOn: { bsonType: "bool" },
  weekdays: { bsonType: "array", items: { bsonType: "int", minimum: 1, maximum: 7 } },
  country: optionalText,
  ownDays: { bsonType: "array", items: objectOf({ date, name: text }) },
  snoozes: { bsonType: "bool" },
});

/** When a user is away, or nothing. */
export const leave = { ...objectOf({ from: date, to: date }), bsonType: ["object", "null"] };
/** The days to snooze to of a user, or of an organization. */
export const presets = { bsonType: "array", items: objectOf({ name: text, words: text }) };
