import { Decimal128, Double, Int32, Long, Timestamp } from "bson";
import { asNumber } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";

type Kind = "int" | "long" | "double";

function kindOf(value: unknown): Kind | undefined {
  if (value instanceof Int32) return "int";
  if (value instanceof Long && !(value instanceof Timestamp)) return "long";
  if (value instanceof Double) return "double";
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? "int" : "double";
  return undefined;
}

/** Returns the sum or the product in MongoDB's result type: doubles win, integers stay integers and grow to 64 bits. */
export function arithmetic(operator: "$inc" | "$mul", field: string, current: unknown, operand: unknown): unknown {
  if (current instanceof Decimal128 || operand instanceof Decimal128) throw unsupported(`${operator} with Decimal128`);
  const right = kindOf(operand);
  if (!right)
    throw new MongoError(
      "TypeMismatch",
      `Cannot ${operator === "$inc" ? "increment" : "multiply"} with non-numeric argument: {${field}}`,
    );
  if (current === undefined) return operator === "$inc" ? operand : zeroOf(right);
  const left = kindOf(current);
  if (!left) {
    throw new MongoError(
      "TypeMismatch",
      `Cannot apply ${operator} to a value of non-numeric type. The field '${field}' is not a number`,
    );
  }
  if (left === "double" || right === "double") {
    const [a, b] = [asNumber(current)!, asNumber(operand)!];
    return new Double(operator === "$inc" ? a + b : a * b);
  }
  const [a, b] = [toBigInt(current), toBigInt(operand)];
  const result = operator === "$inc" ? a + b : a * b;
  if (left === "int" && right === "int" && result >= -(2n ** 31n) && result < 2n ** 31n)
    return new Int32(Number(result));
  if (result < -(2n ** 63n) || result >= 2n ** 63n) {
    throw new MongoError(
      "BadValue",
      `Failed to apply ${operator} operations to current value for field ${field}: integer overflow`,
    );
  }
  return Long.fromBigInt(result);
}

const toBigInt = (value: unknown): bigint => (value instanceof Long ? value.toBigInt() : BigInt(asNumber(value)!));

const zeroOf = (kind: Kind): unknown => (kind === "int" ? new Int32(0) : kind === "long" ? Long.ZERO : new Double(0));
