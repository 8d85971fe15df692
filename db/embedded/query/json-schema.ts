import { asNumber, fieldOf, isDocument, type Doc } from "../bson/documents.ts";
import { compare, equal } from "../bson/order.ts";
import { MongoError, unsupported } from "../errors.ts";
import { TextPattern } from "./text-pattern.ts";
import { hasType, typeAlias } from "./types.ts";

type Check = (value: unknown) => boolean;

/** Returns a check of whole documents against a collection's validator: the reason of the refusal, or undefined. */
export function createSchemaValidator(validator: Doc): (document: Doc) => Doc | undefined {
  const { $jsonSchema: schema, ...others } = validator;
  if (Object.keys(others).length > 0) throw unsupported("a validator other than a $jsonSchema");
  if (schema === undefined) return () => undefined;
  const checks = checksOf(schema);
  return (document) => {
    const wrong = checks.find(({ passes }) => !passes(document));
    return wrong && { operatorName: "$jsonSchema", schemaRulesNotSatisfied: [{ operatorName: wrong.keyword }] };
  };
}

function checksOf(schema: unknown): { keyword: string; passes: Check }[] {
  if (!isDocument(schema)) throw new MongoError("FailedToParse", "$jsonSchema must be an object");
  return Object.entries(schema)
    .filter(([keyword]) => keyword !== "title" && keyword !== "description")
    .map(([keyword, argument]) => {
      const make = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
      if (!make) throw new MongoError("FailedToParse", `Unknown $jsonSchema keyword: ${keyword}`);
      return { keyword, passes: make(argument) };
    });
}

function checkOf(schema: unknown): Check {
  const checks = checksOf(schema);
  return (value) => checks.every(({ passes }) => passes(value));
}

const wrong = (keyword: string): MongoError =>
  new MongoError("TypeMismatch", `$jsonSchema keyword '${keyword}' is malformed`);

const keywords: Record<string, (argument: unknown) => Check> = {
  bsonType: (argument) => {
    const aliases = (Array.isArray(argument) ? argument : [argument]).map(typeAlias);
    return (value) => aliases.some((alias) => hasType(value, alias));
  },
  required: (argument) => {
    if (!Array.isArray(argument) || !argument.every((name) => typeof name === "string")) throw wrong("required");
    return (value) => !isDocument(value) || argument.every((name) => Object.hasOwn(value, name));
  },
  properties: (argument) => {
    if (!isDocument(argument)) throw wrong("properties");
    const checks = Object.entries(argument).map(([name, schema]) => [name, checkOf(schema)] as const);
    return (value) =>
      !isDocument(value) ||
      checks.every(([name, passes]) => !Object.hasOwn(value, name) || passes(fieldOf(value, name)));
  },
  items: (argument) => {
    const passes = checkOf(argument);
    return (value) => !Array.isArray(value) || value.every(passes);
  },
  enum: (argument) => {
    if (!Array.isArray(argument)) throw wrong("enum");
    return (value) => argument.some((allowed) => equal(allowed, value));
  },
  minimum: (argument) => bound("minimum", argument, (order) => order >= 0),
  maximum: (argument) => bound("maximum", argument, (order) => order <= 0),
  pattern: (argument) => {
    if (typeof argument !== "string") throw wrong("pattern");
    const pattern = new TextPattern(argument, "");
    return (value) => typeof value !== "string" || pattern.test(value);
  },
};

function bound(keyword: string, argument: unknown, passes: (order: number) => boolean): Check {
  if (asNumber(argument) === undefined) throw wrong(keyword);
  return (value) => !hasType(value, "number") || passes(compare(value, argument));
}
