import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import { checkExpression } from "./check-expression.ts";
import { compileSchema } from "./json-schema.ts";
import { toRegExp } from "./predicates.ts";
import { needsNumberTypes, typeAlias } from "./types.ts";

const refused = [
  "$where",
  "$text",
  "$near",
  "$nearSphere",
  "$geoWithin",
  "$geoIntersects",
  "$bitsAllSet",
  "$bitsAllClear",
  "$bitsAnySet",
  "$bitsAnyClear",
];

const bad = (message: string): MongoError => new MongoError("BadValue", message);

/** Returns the filter without comments and with regular expressions ready; fails on everything that is not supported. */
export function checkFilter(filter: unknown, variables: ReadonlySet<string> = new Set()): Doc {
  if (!isDocument(filter)) throw new MongoError("TypeMismatch", "the filter must be an object");
  const checked: Doc = {};
  for (const [name, value] of Object.entries(filter)) {
    if (name === "$comment") continue;
    if (name === "$and" || name === "$or" || name === "$nor") {
      if (!Array.isArray(value)) throw bad(`${name} must be an array`);
      if (value.length === 0) throw bad("$and/$or/$nor must be a nonempty array");
      checked[name] = value.map((branch) => checkFilter(branch, variables));
    } else if (name === "$expr") {
      checkExpression(value, variables);
      checked[name] = value;
    } else if (name === "$jsonSchema") {
      compileSchema(value);
      checked[name] = value;
    } else if (name.startsWith("$")) {
      if (refused.includes(name))
        throw new MongoError("NotImplemented", `${name} is not supported by this embedded database`);
      throw bad(`unknown top level operator: ${name}`);
    } else {
      checked[name] = checkCondition(value);
    }
  }
  return checked;
}

/** True where the value is a set of operators and not a document to be equal to. */
export function isOperators(value: unknown): value is Doc {
  if (!isDocument(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && names[0]!.startsWith("$") && names[0] !== "$ref" && names[0] !== "$id";
}

function checkCondition(value: unknown): unknown {
  if (value !== null && typeof value === "object" && "_bsontype" in value && value._bsontype === "BSONRegExp") {
    return { $regex: toRegExp(value) };
  }
  if (!isOperators(value)) return { $eq: value };
  const checked: Doc = {};
  for (const [name, argument] of Object.entries(value)) {
    if (name === "$options") {
      if (!("$regex" in value)) throw bad("$options needs a $regex");
      continue;
    }
    const check = operators[name];
    if (!check) {
      if (refused.includes(name))
        throw new MongoError("NotImplemented", `${name} is not supported by this embedded database`);
      throw bad(`unknown operator: ${name}`);
    }
    checked[name] = check(argument, value);
  }
  return checked;
}

type Check = (argument: unknown, condition: Doc) => unknown;

const asIs: Check = (argument) => {
  if (argument === undefined) throw bad("cannot compare to undefined");
  return argument;
};

const ordered: Check = (argument) => {
  if (argument !== null && typeof argument === "object" && "_bsontype" in argument) {
    const type = argument._bsontype;
    if (type === "MinKey" || type === "MaxKey" || type === "BSONRegExp")
      throw bad(`cannot compare order with ${String(type)}`);
  }
  return asIs(argument, {});
};

const list = (name: string): Check => {
  return (argument) => {
    if (!Array.isArray(argument)) throw bad(`${name} needs an array`);
    return argument.map((value) => {
      if (name !== "$all" && isOperators(value)) throw bad(`cannot nest $ under ${name}`);
      if (name === "$all" && isOperators(value))
        return { $elemMatch: operators["$elemMatch"]!(value["$elemMatch"], value) };
      return value;
    });
  };
};

const operators: Record<string, Check> = {
  $eq: asIs,
  $ne: asIs,
  $gt: ordered,
  $gte: ordered,
  $lt: ordered,
  $lte: ordered,
  $in: list("$in"),
  $nin: list("$nin"),
  $all: list("$all"),
  $exists: asIs,
  $type: (argument) => {
    (Array.isArray(argument) ? argument : [argument]).forEach(typeAlias);
    return argument;
  },
  $regex: (argument, condition) => {
    const options = condition["$options"];
    return toRegExp(argument, options === undefined ? undefined : String(options));
  },
  $mod: (argument) => {
    if (!Array.isArray(argument) || argument.length !== 2)
      throw bad("malformed mod, needs to be an array of two numbers");
    return argument;
  },
  $size: (argument) => {
    if (!Number.isInteger(argument) || Number(argument) < 0)
      throw bad("Failed to parse $size. Expected a non-negative integer");
    return argument;
  },
  $not: (argument) => {
    const checked = checkCondition(argument);
    if (isDocument(checked) && "$eq" in checked && !isOperators(argument))
      throw bad("$not needs a regex or a document");
    return checked;
  },
  $elemMatch: (argument) => {
    if (!isDocument(argument)) throw bad("$elemMatch needs an Object");
    const names = Object.keys(argument);
    const ofDocuments = names.every((name) => !name.startsWith("$") || ["$and", "$or", "$nor", "$expr"].includes(name));
    return ofDocuments ? checkFilter(argument) : checkCondition(argument);
  },
};

/** True where the filter asks for a number's exact BSON type, which plain decoding does not keep. */
export function asksNumberTypes(filter: unknown): boolean {
  if (Array.isArray(filter)) return filter.some(asksNumberTypes);
  if (!isDocument(filter)) return false;
  return Object.entries(filter).some(([name, value]) => {
    if (name === "$type")
      return (Array.isArray(value) ? value : [value]).some((type) => needsNumberTypes(typeAlias(type)));
    return name === "$jsonSchema" || asksNumberTypes(value);
  });
}
