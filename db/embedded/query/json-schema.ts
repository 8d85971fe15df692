import { isDocument, type Doc } from "../bson/documents.ts";
import { compare, equal } from "../bson/order.ts";
import { MongoError } from "../errors.ts";
import { hasType } from "./types.ts";
import { createMatcher } from "./matcher.ts";

type Check = (value: unknown) => Doc | undefined;

/** Returns a check of whole documents against a collection's validator: the reason of the refusal, or undefined. */
export function createSchemaValidator(validator: Doc): (document: Doc) => Doc | undefined {
  const { $jsonSchema, ...filter } = validator;
  const schema = $jsonSchema === undefined ? undefined : compileSchema($jsonSchema);
  const matches = Object.keys(filter).length === 0 ? undefined : createMatcher(filter);
  return (document) => {
    const wrong = schema?.(document);
    if (wrong) return { operatorName: "$jsonSchema", schemaRulesNotSatisfied: [wrong] };
    return matches && !matches(document) ? { operatorName: "filter", reason: "document did not match" } : undefined;
  };
}

/** Returns the check of a `$jsonSchema`; fails where the schema has a keyword that is not known here. */
export function compileSchema(schema: unknown): Check {
  if (!isDocument(schema)) throw new MongoError("FailedToParse", "$jsonSchema must be an object");
  const checks = Object.entries(schema).flatMap(([keyword, argument]) => {
    if (["title", "description", "exclusiveMinimum", "exclusiveMaximum"].includes(keyword)) return [];
    const make = keywords[keyword];
    if (!make) throw new MongoError("FailedToParse", `Unknown $jsonSchema keyword: ${keyword}`);
    const holds = make(argument, schema);
    return [
      (value: unknown) => (holds(value) ? undefined : { operatorName: keyword, specifiedAs: { [keyword]: argument } }),
    ];
  });
  return (value) => {
    for (const check of checks) {
      const wrong = check(value);
      if (wrong) return wrong;
    }
    return undefined;
  };
}

type Keyword = (argument: unknown, schema: Doc) => (value: unknown) => boolean;

const isNumber = (value: unknown): boolean => hasType(value, "number");
const list = (argument: unknown): unknown[] => (Array.isArray(argument) ? argument : [argument]);
const holds = (schema: unknown): ((value: unknown) => boolean) => {
  const check = compileSchema(schema);
  return (value) => check(value) === undefined;
};
const fieldsOf = (value: unknown): string[] =>
  Object.keys(value as Doc).filter((name) => (value as Doc)[name] !== undefined);
const jsonTypes: Record<string, string> = { boolean: "bool" };

const keywords: Record<string, Keyword> = {
  bsonType: (argument) => (value) => list(argument).some((type) => hasType(value, type as string)),
  type: (argument) => (value) =>
    list(argument).some((type) => hasType(value, jsonTypes[type as string] ?? (type as string))),
  required: (argument) => (value) =>
    !isDocument(value) || (argument as string[]).every((name) => value[name] !== undefined),
  properties: (argument) => {
    const checks = Object.entries(argument as Doc).map(([name, inner]) => [name, holds(inner)] as const);
    return (value) =>
      !isDocument(value) || checks.every(([name, check]) => value[name] === undefined || check(value[name]));
  },
  patternProperties: (argument) => {
    const checks = Object.entries(argument as Doc).map(
      ([name, inner]) => [new RegExp(name, "u"), holds(inner)] as const,
    );
    return (value) =>
      !isDocument(value) ||
      fieldsOf(value).every((name) => checks.every(([pattern, check]) => !pattern.test(name) || check(value[name])));
  },
  additionalProperties: (argument, schema) => {
    const named = new Set(Object.keys((schema["properties"] as Doc | undefined) ?? {}));
    const patterns = Object.keys((schema["patternProperties"] as Doc | undefined) ?? {}).map(
      (name) => new RegExp(name, "u"),
    );
    const check = typeof argument === "boolean" ? () => argument : holds(argument);
    return (value) =>
      !isDocument(value) ||
      fieldsOf(value).every((name) => named.has(name) || patterns.some((p) => p.test(name)) || check(value[name]));
  },
  minProperties: (argument) => (value) => !isDocument(value) || fieldsOf(value).length >= Number(argument),
  maxProperties: (argument) => (value) => !isDocument(value) || fieldsOf(value).length <= Number(argument),
  items: (argument) => {
    const checks = Array.isArray(argument) ? argument.map(holds) : undefined;
    const each = checks ? undefined : holds(argument);
    return (value) => !Array.isArray(value) || value.every((element, i) => (each ?? checks?.[i])?.(element) ?? true);
  },
  minItems: (argument) => (value) => !Array.isArray(value) || value.length >= Number(argument),
  maxItems: (argument) => (value) => !Array.isArray(value) || value.length <= Number(argument),
  uniqueItems: (argument) => (value) =>
    argument !== true ||
    !Array.isArray(value) ||
    value.every((element, i) => value.slice(0, i).every((earlier) => !equal(earlier, element))),
  enum: (argument) => (value) => (argument as unknown[]).some((allowed) => equal(allowed, value)),
  minimum: (argument, schema) => (value) =>
    !isNumber(value) || compare(value, argument) >= (schema["exclusiveMinimum"] === true ? Number.MIN_VALUE : 0),
  maximum: (argument, schema) => (value) =>
    !isNumber(value) || compare(value, argument) <= (schema["exclusiveMaximum"] === true ? -Number.MIN_VALUE : 0),
  multipleOf: (argument) => (value) => !isNumber(value) || Number(value) % Number(argument) === 0,
  minLength: (argument) => (value) => typeof value !== "string" || [...value].length >= Number(argument),
  maxLength: (argument) => (value) => typeof value !== "string" || [...value].length <= Number(argument),
  pattern: (argument) => {
    const pattern = new RegExp(argument as string, "u");
    return (value) => typeof value !== "string" || pattern.test(value);
  },
  allOf: (argument) => {
    const checks = (argument as unknown[]).map(holds);
    return (value) => checks.every((check) => check(value));
  },
  anyOf: (argument) => {
    const checks = (argument as unknown[]).map(holds);
    return (value) => checks.some((check) => check(value));
  },
  oneOf: (argument) => {
    const checks = (argument as unknown[]).map(holds);
    return (value) => checks.filter((check) => check(value)).length === 1;
  },
  not: (argument) => {
    const check = holds(argument);
    return (value) => !check(value);
  },
};
