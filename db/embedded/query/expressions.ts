import { Double, Int32, Long } from "bson";
import { asNumber, fieldOf, isDocument, isLong, type Doc } from "../bson/documents.ts";
import { compare } from "../bson/order.ts";
import { MongoError, unsupported } from "../errors.ts";
import { checkPath } from "./check-filter.ts";

/** Returns an expression's value for a document; a missing field gives `undefined`. */
export type Expression = (document: Doc) => unknown;

const comparisons: Record<string, (order: number) => boolean> = {
  $eq: (order) => order === 0,
  $ne: (order) => order !== 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

/** Returns the expression made ready: fields, constants, comparisons and `$cond`; fails on all others. */
export function compileExpression(expression: unknown): Expression {
  if (typeof expression === "string" && expression.startsWith("$")) return fieldExpression(expression);
  if (Array.isArray(expression)) throw unsupported("an array in an expression");
  if (!isDocument(expression)) return () => expression;
  const [[name, argument] = [], ...more] = Object.entries(expression);
  if (name === undefined || !name.startsWith("$")) throw unsupported("an object in an expression");
  if (more.length > 0)
    throw new MongoError("BadValue", "an object representing an expression must have exactly one field");
  if (name === "$literal") return () => argument;
  if (name === "$cond") return conditional(argument);
  const passes = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  if (!passes) throw new MongoError("InvalidPipelineOperator", `Unrecognized or unsupported expression '${name}'`);
  if (!Array.isArray(argument) || argument.length !== 2)
    throw new MongoError("Location16410", `Expression ${name} takes exactly 2 arguments.`);
  const [left, right] = argument.map(compileExpression) as [Expression, Expression];
  return (document) => passes(compare(left(document), right(document)));
}

function fieldExpression(reference: string): Expression {
  if (reference.startsWith("$$")) throw unsupported(`the variable ${reference}`);
  const path = reference.slice(1);
  checkPath(path);
  const parts = path.split(".");
  return (document) => {
    let value: unknown = document;
    for (const part of parts) {
      if (Array.isArray(value)) throw unsupported(`the path ${reference} through an array`);
      value = isDocument(value) ? fieldOf(value, part) : undefined;
    }
    return value;
  };
}

function conditional(argument: unknown): Expression {
  const parts = isDocument(argument) ? [argument["if"], argument["then"], argument["else"]] : argument;
  if (!Array.isArray(parts) || parts.length !== 3 || parts.some((part) => part === undefined))
    throw new MongoError("Location16410", "Expression $cond takes exactly 3 arguments.");
  const [condition, yes, no] = parts.map(compileExpression) as [Expression, Expression, Expression];
  return (document) => (isTrue(condition(document)) ? yes(document) : no(document));
}

function isTrue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && asNumber(value) !== 0;
}

/** Returns the fields that an expression compares and nothing else does, or undefined where one's value comes out of it. */
export function comparedFields(expression: unknown): string[] | undefined {
  if (typeof expression === "string" && expression.startsWith("$")) return undefined;
  if (!isDocument(expression) || "$literal" in expression) return [];
  const [name, argument] = Object.entries(expression)[0]!;
  if (name === "$cond") {
    const parts = isDocument(argument) ? [argument["if"], argument["then"], argument["else"]] : (argument as unknown[]);
    const fields = parts.map(comparedFields);
    return fields.every((part) => part !== undefined) ? fields.flat() : undefined;
  }
  return (argument as unknown[]).flatMap((part) =>
    typeof part === "string" && part.startsWith("$") ? [part.slice(1)] : (comparedFields(part) ?? []),
  );
}

/** A sum in the making: integers stay integers, and any double makes it one. */
export class Sum {
  #whole = 0n;
  #rest = 0;
  #kind: "int" | "long" | "double" = "int";

  /** Adds a number; anything else counts as nothing. */
  add(value: unknown): void {
    if (value instanceof Double || (typeof value === "number" && !Number.isInteger(value))) {
      this.#kind = "double";
      this.#rest += asNumber(value)!;
    } else if (value instanceof Int32 || typeof value === "number") {
      this.#whole += BigInt(asNumber(value)!);
    } else if (isLong(value)) {
      if (this.#kind === "int") this.#kind = "long";
      this.#whole += value.toBigInt();
    }
  }

  /** The sum in MongoDB's type. */
  result(): unknown {
    if (this.#kind === "double") return new Double(Number(this.#whole) + this.#rest);
    if (this.#kind === "int" && this.#whole >= -(2n ** 31n) && this.#whole < 2n ** 31n)
      return new Int32(Number(this.#whole));
    if (this.#whole < -(2n ** 63n) || this.#whole >= 2n ** 63n) return new Double(Number(this.#whole));
    return Long.fromBigInt(this.#whole);
  }
}
