import { LONGEST_CADENCE_DAYS } from "../app/domain/cadence.ts";

/** A text. */
export const text = { bsonType: "string" };
/** A text, or nothing. */
export const optionalText = { bsonType: ["string", "null"] };
/** An object, or nothing. */
export const optionalObject = { bsonType: ["object", "null"] };
/** A list of texts. */
export const texts = { bsonType: "array", items: text };
/** An instant. */
export const instant = { bsonType: "date" };
/** A calendar date. */
export const date = { bsonType: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
/** A calendar date, or nothing. */
export const optionalDate = { ...date, bsonType: ["string", "null"] };

/** The days of a cadence, or nothing. */
export const cadenceDays = { bsonType: ["int", "null"], minimum: 0, maximum: LONGEST_CADENCE_DAYS };

/** An object with all of `properties`, and those of `optional` where they are there. */
export function objectOf(properties: Record<string, object>, optional: Record<string, object> = {}) {
  return { bsonType: "object", required: Object.keys(properties), properties: { ...properties, ...optional } };
}

/** A validator of documents with all of `properties`, and those of `optional` where they are there. */
export function shape(properties: Record<string, object>, optional: Record<string, object> = {}) {
  return { $jsonSchema: objectOf(properties, optional) };
}
