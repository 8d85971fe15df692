import { Long, ObjectId } from "bson";
import { evalExpr } from "mingo/core";
import { asNumber, isDocument } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { toRegExp } from "./predicates.ts";
import { hasType } from "./types.ts";

type Options = Parameters<typeof evalExpr>[2];
type Operator = (document: unknown, expression: unknown, options: Options) => unknown;

const evaluate = (document: unknown, expression: unknown, options: Options): unknown =>
  evalExpr(document as never, expression as never, options);

/** Makes an operator of one argument, which may be given by itself or as the only element of an array. */
function one(use: (value: unknown) => unknown): Operator {
  return (document, expression, options) => {
    const argument: unknown = Array.isArray(expression) && expression.length === 1 ? expression[0] : expression;
    return use(evaluate(document, argument, options));
  };
}

function text(value: unknown, operator: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (value instanceof Date) return value.toISOString();
  throw new MongoError("Location16410", `can't convert from BSON type to string in ${operator}`);
}

// MongoDB changes the case of ASCII letters only.
const cased = (operator: "$toUpper" | "$toLower"): Operator =>
  one((value) =>
    text(value, operator).replace(/[a-z]+/gi, (part) =>
      operator === "$toUpper" ? part.toUpperCase() : part.toLowerCase(),
    ),
  );

function replace(operator: "$replaceOne" | "$replaceAll"): Operator {
  return (document, expression, options) => {
    if (!isDocument(expression)) throw new MongoError("BadValue", `${operator} requires an object as an argument`);
    const parts = ["input", "find", "replacement"].map((name) => evaluate(document, expression[name], options));
    if (parts.some((part) => part === null || part === undefined)) return null;
    if (!parts.every((part) => typeof part === "string"))
      throw new MongoError("BadValue", `${operator} requires strings`);
    const [input, find, replacement] = parts as [string, string, string];
    if (operator === "$replaceAll") return input.split(find).join(replacement);
    // Given as a function, because signs like $& mean something in a replacement text.
    return input.replace(find, () => replacement);
  };
}

function typeName(value: unknown): string {
  if (value === undefined) return "missing";
  if (asNumber(value) !== undefined)
    throw unsupported("$type of a number in an expression, where its exact type is not known");
  const names = [
    "string",
    "object",
    "array",
    "binData",
    "objectId",
    "bool",
    "date",
    "null",
    "regex",
    "timestamp",
    "decimal",
    "minKey",
    "maxKey",
  ];
  return names.find((name) => hasType(value, name)) ?? "unknown";
}

function toText(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof ObjectId || value instanceof Long || typeof value === "boolean") return value.toString();
  return text(value, "$toString");
}

function toObject(list: unknown): unknown {
  if (list === null || list === undefined) return null;
  if (!Array.isArray(list)) throw new MongoError("BadValue", "$arrayToObject requires an array input");
  const pairs = list.map((element: unknown): [string, unknown] => {
    const [name, value, ...more] = Array.isArray(element)
      ? (element as unknown[])
      : isDocument(element) && Object.keys(element).sort().join() === "k,v"
        ? [element["k"], element["v"]]
        : [];
    if (typeof name !== "string" || more.length > 0)
      throw new MongoError("BadValue", "$arrayToObject requires pairs of a name and a value");
    return [name, value];
  });
  return Object.fromEntries(pairs);
}

function isTrue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && asNumber(value) !== 0;
}

function pair(name: string, use: (left: unknown, right: unknown) => unknown): Operator {
  return (document, expression, options) => {
    if (!Array.isArray(expression) || expression.length !== 2) {
      throw new MongoError("Location16410", `Expression ${name} takes exactly 2 arguments.`);
    }
    const [left, right] = expression.map((argument: unknown) => evaluate(document, argument, options));
    return isAbsent(left) || isAbsent(right) ? null : use(left, right);
  };
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined;

/** The expression operators where mingo answers something else than MongoDB, or answers where MongoDB fails. */
export const corrected: Record<string, Operator> = {
  $toUpper: cased("$toUpper"),
  $toLower: cased("$toLower"),
  $replaceOne: replace("$replaceOne"),
  $replaceAll: replace("$replaceAll"),
  $toString: one(toText),
  $type: one(typeName),
  $isNumber: one((value) => hasType(value, "number")),
  $arrayToObject: one(toObject),
  $size: one((value) => {
    if (!Array.isArray(value)) throw new MongoError("BadValue", "The argument to $size must be an array");
    return value.length;
  }),
  $mod: pair("$mod", (left, right) => {
    if (typeof left !== "number" || typeof right !== "number")
      throw new MongoError("BadValue", "$mod only supports numeric types");
    if (right === 0) throw new MongoError("BadValue", "can't $mod by zero");
    return left % right;
  }),
  $split: pair("$split", (left, right) => {
    if (typeof left !== "string" || typeof right !== "string" || right === "") {
      throw new MongoError("BadValue", "$split requires a string and a non-empty separator");
    }
    return left.split(right);
  }),
  $regexMatch: (document, expression, options) => {
    if (!isDocument(expression)) throw new MongoError("BadValue", "$regexMatch expects an object of named arguments");
    const [input, regex, flags] = ["input", "regex", "options"].map((name) =>
      evaluate(document, expression[name], options),
    );
    if (isAbsent(input) || isAbsent(regex)) return false;
    if (typeof input !== "string") throw new MongoError("BadValue", "$regexMatch needs 'input' to be of type string");
    return toRegExp(regex, isAbsent(flags) ? undefined : String(flags)).test(input);
  },
  $switch: (document, expression, options) => {
    if (!isDocument(expression) || !Array.isArray(expression["branches"]))
      throw new MongoError("BadValue", "$switch requires an array of branches");
    for (const branch of expression["branches"] as { case: unknown; then: unknown }[]) {
      if (isTrue(evaluate(document, branch.case, options))) return evaluate(document, branch.then, options);
    }
    if (!("default" in expression))
      throw new MongoError(
        "BadValue",
        "$switch could not find a matching branch for an input, and no default was specified.",
      );
    return evaluate(document, expression["default"], options);
  },
};
