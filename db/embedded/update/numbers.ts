import { Double, Int32, Long } from "bson";
import { asNumber, isLong } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";

/** Returns the sum in MongoDB's result type: doubles win, integers stay integers and grow to 64 bits. */
export function increment(field: string, current: unknown, by: unknown): unknown {
  if (!isNumber(by)) throw new MongoError("TypeMismatch", `Cannot increment with non-numeric argument: {${field}}`);
  if (current === undefined) return by;
  if (!isNumber(current)) {
    throw new MongoError(
      "TypeMismatch",
      `Cannot apply $inc to a value of non-numeric type. The field '${field}' is not a number`,
    );
  }
  if (current instanceof Double || by instanceof Double) return new Double(asNumber(current)! + asNumber(by)!);
  const sum = wholeOf(current) + wholeOf(by);
  if (!isLong(current) && !isLong(by) && sum >= -(2n ** 31n) && sum < 2n ** 31n) return new Int32(Number(sum));
  if (sum >= -(2n ** 63n) && sum < 2n ** 63n) return Long.fromBigInt(sum);
  throw new MongoError(
    "BadValue",
    `Failed to apply $inc operations to current value for field ${field}: integer overflow`,
  );
}

const isNumber = (value: unknown): value is Int32 | Double | Long =>
  value instanceof Int32 || value instanceof Double || isLong(value);

const wholeOf = (value: Int32 | Long): bigint => (isLong(value) ? value.toBigInt() : BigInt(value.value));
