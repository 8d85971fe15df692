import { isDocument } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";

const words = (text: string): string[] => text.trim().split(/\s+/);

/** The expression operators that give MongoDB's answers here. */
export const expressionOperators: ReadonlySet<string> = new Set(
  words(`
  $eq $ne $gt $gte $lt $lte $cmp $and $or $not $in $cond $ifNull $switch $let $literal $expr
  $add $subtract $multiply $divide $mod $abs $ceil $floor $trunc $sqrt
  $concat $toLower $toUpper $substrCP $substrBytes $strLenCP $strLenBytes $split $trim $ltrim $rtrim $replaceOne $replaceAll
  $regexMatch $strcasecmp
  $size $arrayElemAt $first $last $slice $filter $map $reduce $concatArrays $isArray $range $reverseArray $arrayToObject
  $objectToArray $indexOfArray
  $mergeObjects $getField $setUnion $setIntersection $setDifference $setIsSubset $setEquals $anyElementTrue $allElementsTrue
  $sum $avg $min $max
  $year $month $dayOfMonth $hour $minute $second $millisecond $dayOfWeek $dayOfYear
  $toString $toDate $toBool $toInt $toDouble $isNumber $type
`),
);

const dateParts = new Set(words("$year $month $dayOfMonth $hour $minute $second $millisecond $dayOfWeek $dayOfYear"));

/** Fails where an expression has an operator, a variable or a path that is not supported. */
export function checkExpression(expression: unknown, variables: ReadonlySet<string> = new Set()): void {
  if (typeof expression === "string") {
    if (expression.startsWith("$")) checkReference(expression, variables);
    return;
  }
  if (Array.isArray(expression)) {
    for (const element of expression) checkExpression(element, variables);
    return;
  }
  if (!isDocument(expression)) return;
  const [name] = Object.keys(expression);
  if (name?.startsWith("$")) checkOperator(expression, name, variables);
  else for (const value of Object.values(expression)) checkExpression(value, variables);
}

function checkReference(reference: string, variables: ReadonlySet<string>): void {
  const parts = reference.replace(/^\$\$?/, "").split(".");
  if (reference.startsWith("$$")) {
    const variable = parts.shift()!;
    if (!["ROOT", "CURRENT", "NOW", "REMOVE"].includes(variable) && !variables.has(variable)) {
      throw new MongoError("BadValue", `Use of undefined variable: ${variable}`);
    }
  }
  if (parts.some((part) => /^\d+$/.test(part))) throw unsupported(`a number as part of the path ${reference}`);
  if (parts.some((part) => part === "")) {
    if (reference !== "$$ROOT") throw new MongoError("Location40353", "FieldPath must not end with a '.' or be empty.");
  }
}

function checkOperator(expression: Record<string, unknown>, name: string, variables: ReadonlySet<string>): void {
  if (Object.keys(expression).length !== 1) {
    throw new MongoError("BadValue", "an object representing an expression must have exactly one field");
  }
  if (!expressionOperators.has(name)) {
    throw new MongoError("InvalidPipelineOperator", `Unrecognized or unsupported expression '${name}'`);
  }
  const argument = expression[name];
  if (name === "$literal") return;
  if (dateParts.has(name) && isDocument(argument) && "timezone" in argument)
    throw unsupported(`${name} with a timezone`);
  if (isDocument(argument) && (name === "$filter" || name === "$map")) {
    const { input, as, ...rest } = argument;
    checkExpression(input, variables);
    checkExpression(Object.values(rest), new Set([...variables, typeof as === "string" ? as : "this"]));
  } else if (isDocument(argument) && name === "$reduce") {
    checkExpression([argument["input"], argument["initialValue"]], variables);
    checkExpression(argument["in"], new Set([...variables, "this", "value"]));
  } else if (isDocument(argument) && name === "$let") {
    const vars = isDocument(argument["vars"]) ? argument["vars"] : {};
    checkExpression(Object.values(vars), variables);
    checkExpression(argument["in"], new Set([...variables, ...Object.keys(vars)]));
  } else if (isDocument(argument)) {
    const isNested = Object.keys(argument)[0]?.startsWith("$") === true;
    checkExpression(isNested ? argument : Object.values(argument), variables);
  } else {
    checkExpression(argument, variables);
  }
}
